"""`python -m tests.bench.quality SHARED`: nDCG@10 on the collections that are not ours, in one configuration.

SHARED holds `corpora/alchemy-sv`, `corpora/alchemy-fi`, `corpora/swefaq` and `eval/alchemy`. The first run embeds some
7,000 texts a language: ten minutes on two idle cores; they are kept by their hash.
"""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from retrieval.assemble import assemble
from retrieval.embed_phrasebook import provide_phrasebook
from retrieval.encoder import all_cores, load_encoder
from retrieval.evaluate.questions import load_questions
from retrieval.evaluate.sets import load_set
from retrieval.settings import Settings
from retrieval.vector_cache import CachedEncoder
from tests.bench.quality.corpora import write_answers, write_untitled
from tests.bench.quality.part import load_part
from tests.bench.quality.shown import answered_at, ask_with_not_covered, shown_at, shown_of

SETS = ("swefaq", "natural", "known-sv", "known-sv-untitled", "known-fi", "known-fi-untitled")
PART = "part"
WISHED = 0.9
"""Share of what is shown, one guide or a choice of three, that shall hold the right one."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", choices=(*SETS, PART), action="append", help="one set, or several (default: all)")
    options = parser.parse_args()
    settings = Settings()
    plain = load_encoder(settings.embedding_model)
    cached = CachedEncoder(load_encoder(settings.embedding_model, threads=all_cores()), settings.vectors_dir)
    table = Table("set", "language", "questions", "nDCG@10", title="Collections that are not ours")
    lines: list[str] = []
    wanted = options.only or (*SETS, PART)
    if PART in wanted:
        guides, questions = load_part(options.shared / "corpora/alchemy-sv", _dev(options.shared))
        phrasebook = provide_phrasebook(guides, cached, settings.phrasebook_file)
        found = ask_with_not_covered(assemble(guides, cached), plain, questions, phrasebook)
        best = answered_at(found, wished=WISHED)
        lines.append(
            f"{len(guides)} articles, two questions in those asked for: {best.right:.3f} of answers are right, for "
            f"{best.share:.3f} of {sum(bool(each.gold) for each in questions)} answerable, surest first"
        )
    for name in (each for each in wanted if each != PART):
        guides, questions = _set(name, options.shared, settings.var_dir / "bench")
        asked = load_set(guides, questions, cached=cached, encoder=plain, phrasebook_file=settings.phrasebook_file)
        gains, languages = asked.gains(), asked.languages()
        for language in (*sorted(set(languages.tolist())), "all"):
            part = gains if language == "all" else gains[languages == language]
            table.add_row(name, language, str(len(part)), f"{part.mean():.3f}")
        if name == "natural":
            questions = [question for file in _dev(options.shared) for question in load_questions(file)]
            found = ask_with_not_covered(asked.index, asked.encoder, questions, asked.phrasebook)
            for what, shown in (("as decided", shown_of(found)), ("surest first", shown_at(found, wished=WISHED))):
                lines.append(
                    f"{what}: {shown.right:.3f} of what is shown is right, for {shown.share:.3f} of answerable"
                )
    console = Console(width=80)
    if lines:
        lines.append("The prior was fitted on these questions too; of fits that had not seen them: decision.json.")
    console.print(table, *lines, sep="\n")


def _dev(shared: Path) -> list[Path]:
    return [shared / "eval/alchemy" / f"{each}_dev.jsonl" for each in ("natural", "unanswerable")]


def _set(name: str, shared: Path, made: Path) -> tuple[Path, Path]:
    """Folder of guides and file of questions."""
    corpora, alchemy = shared / "corpora", shared / "eval/alchemy"
    if name == "swefaq":
        return write_answers(corpora / "swefaq/answers.jsonl", made / name), corpora / "swefaq/questions.jsonl"
    if name == "natural":
        return corpora / "alchemy-sv", alchemy / "natural_dev.jsonl"
    language = name.split("-")[1]
    guides = corpora / f"alchemy-{language}"
    if name.endswith("untitled"):
        guides = write_untitled(guides, made / guides.name)
    return guides, alchemy / f"known_{language}.jsonl"


if __name__ == "__main__":
    main()
