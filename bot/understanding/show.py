"""Tables for the terminal and a picture of the confusion matrix."""

from pathlib import Path
from statistics import median, quantiles

from bot.understanding import scores
from bot.understanding.model import Parsed

DOTS_AN_INCH = 110


def table(held_out: "list[Parsed]", questions: "list[Parsed]") -> str:
    rows = ["language  lines  accuracy  macro-F1  false chit-chat on real questions (any / acted on)"]
    asked = {**scores.by_language(questions), "all": questions}
    for language, parsed in {**scores.by_language(held_out), "all": held_out}.items():
        score, real = scores.score(parsed), asked[language]
        shares = [scores.false_chit_chat(real, sure=sure) for sure in (False, True)] if real else [0.0, 0.0]
        rows.append(
            f"{language:<8} {score.lines:>6} {score.accuracy:>9.3f} {score.macro_f1:>9.3f}"
            f"  {shares[0]:.4f} / {shares[1]:.4f} of {len(real)}"
        )
    return "\n".join(rows)


def sets(held_out: "dict[str, list[Parsed]]") -> str:
    rows = ["Each file for itself (accuracy / macro-F1)"]
    for name, parsed in held_out.items():
        figures = {language: scores.score(some) for language, some in scores.by_language(parsed).items()}
        said = ", ".join(f"{code} {each.accuracy:.3f} / {each.macro_f1:.3f}" for code, each in figures.items())
        rows.append(f"  {name}: {said}")
    return "\n".join(rows)


def confusions(held_out: "list[Parsed]") -> str:
    rows = ["Worst five confusions (meant -> taken for)"]
    for language, parsed in scores.by_language(held_out).items():
        said = ", ".join(f"{meant} -> {taken} {number}" for meant, taken, number in scores.worst(parsed))
        rows.append(f"  {language}: {said or 'none'}")
    return "\n".join(rows)


def confidence(parsed: "list[Parsed]") -> str:
    rows = ["Does the confidence mean what it says?", "  from  lines  said  was right"]
    rows += [
        f"  {band.lowest:.1f} {band.lines:>7} {band.confidence:>6.2f} {band.accuracy:>6.2f}"
        for band in scores.bands(parsed)
    ]
    return "\n".join(rows)


def speed(parsed: "list[Parsed]") -> str:
    took = [each.took_ms for each in parsed]
    return f"Parse: p50 {median(took):.1f} ms, p95 {quantiles(took, n=20)[18]:.1f} ms over {len(took)} lines"


def matrix(parsed: "list[Parsed]") -> str:
    names, counts = scores.confusion(parsed)
    rows = ["Confusion matrix (rows: meant; columns: taken for, by number)"]
    rows.append(" " * 21 + "".join(f"{number:>4}" for number in range(1, len(names) + 1)))
    for number, (name, row) in enumerate(zip(names, counts, strict=True), start=1):
        cells = "".join(f"{count or '.':>4}" for count in row)
        rows.append(f"{number:>2} {name:<18}{cells}")
    return "\n".join(rows)


def draw_matrix(parsed: "list[Parsed]", path: Path) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - only when a picture is wanted
    from matplotlib.figure import Figure  # noqa: PLC0415

    names, counts = scores.confusion(parsed)
    figure = Figure(figsize=(11, 10))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    shares = [[count / (sum(row) or 1) for count in row] for row in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("taken for")
    axes.set_ylabel("meant")
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            if count:
                axes.text(x, y, str(count), ha="center", va="center", color="white" if shares[y][x] > 0.5 else "black")  # noqa: PLR2004 - dark cells
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=DOTS_AN_INCH)
