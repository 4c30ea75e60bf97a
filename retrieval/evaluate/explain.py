"""`python -m retrieval explain "question"`: what each leg found, and why the search answers, asks back or refuses."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table

from knowledge.collection import load_collection
from retrieval.assemble import assemble
from retrieval.decide import load_calibration
from retrieval.encoder import all_cores, load_encoder
from retrieval.errors import RetrievalError
from retrieval.evaluate.explain_picture import PROMISES, by_leg, draw_explanation
from retrieval.evaluate.explanation import PROBABILITIES, Explained, Explanation, Nearest, explain
from retrieval.features import Features
from retrieval.fuse import weights_for
from retrieval.phrasebook_file import read_phrasebook
from retrieval.settings import Settings
from retrieval.vector_cache import CachedEncoder

_WIDTH = 130
_SNIPPET = 70
_LEGS = 3


class BadPictureError(RetrievalError):
    """A picture of a kind that is not drawn here."""


def explain_command(options: argparse.Namespace, settings: Settings) -> int:
    """Print the explanation; draw it into --picture too.

    Raises:
        BadPictureError: the picture's name does not end in .svg.
    """
    if options.picture and options.picture.suffix != ".svg":
        raise BadPictureError(f"{options.picture}: pictures are drawn as .svg, which every browser shows")
    plain = load_encoder(settings.embedding_model)
    cached = CachedEncoder(load_encoder(settings.embedding_model, threads=all_cores()), settings.vectors_dir)
    collection = load_collection(options.guides or settings.guides_dir)
    index = assemble([guide for guide in collection.guides.values() if guide.status == "published"], cached)
    calibration = load_calibration(
        settings.index_dir, precision=settings.wished_precision, among_three=settings.wished_among_three
    )
    explanation = explain(
        options.question,
        language=options.language,
        index=index,
        encoder=plain,
        parameters=calibration.for_guides(index.guides),
        weights=weights_for(settings.quality),
        today=datetime.now(UTC).date(),
        limit=options.limit,
        phrasebook=read_phrasebook(settings.phrasebook_file, plain.name, plain.dimension),
    )
    Console(width=_WIDTH).print(as_text(explanation))
    if options.picture:
        _write(options.picture, draw_explanation(explanation))
    return 0


def _write(path: Path, picture: str) -> None:
    path.write_text(picture, encoding="utf-8")
    print(f"drawn into {path}", file=sys.stderr)


def as_text(explanation: Explanation) -> Group:
    """Tables of the guides and of the decision between two paragraphs."""
    heard = [f"Question ({explanation.language}): {explanation.question}"]
    if explanation.asked_as != explanation.question:
        heard.append(f"Asked as: {explanation.asked_as}")
    if explanation.joined:
        heard.append(f"The glossary joins: {', '.join(explanation.joined)}")
    if explanation.meant:
        heard.append(f"The phrasebook takes it for: {'; '.join(explanation.meant)}")
    tables = [guide_table(explanation), decision_table(explanation)] if explanation.guides else []
    return Group(*(escape(line) for line in heard), *tables, escape(" ".join(why(explanation))))


def guide_table(explanation: Explanation) -> Table:
    """A row a guide: what each leg brings to the score, and what it found."""
    legs = list(dict.fromkeys(leg for guide in explanation.guides for leg in by_leg(guide.shares)))
    table = Table(title="What each leg brings", width=_WIDTH, show_lines=True)
    table.add_column("", justify="right")
    table.add_column("guide", ratio=3)
    table.add_column("score", justify="right")
    for leg in legs:
        table.add_column(leg, justify="right")
    table.add_column("found by", ratio=6)
    for at, guide in enumerate(explanation.guides, 1):
        shares = by_leg(guide.shares)
        table.add_row(
            str(at),
            escape(_name(guide)),
            f"{guide.score:.3f}",
            *(f"{shares[leg]:+.3f}" if leg in shares else "" for leg in legs),
            escape("\n".join(_found_by(guide))),
        )
    return table


def _name(guide: Explained) -> str:
    shown, found = guide.hit.guide, guide.version
    abroad = f"\n(found by its {found.language} version)" if shown.language != found.language else ""
    section = f"\n§ {guide.hit.section.title}" if guide.hit.section.title != shown.title else ""
    return f"{shown.title}{section}{abroad}"


def _found_by(guide: Explained) -> Iterator[str]:
    yield f"text: {_cosine(guide.chunk)}, § {guide.chunk.place}: {_snippet(guide.chunk)}"
    yield f"{guide.field.place}: {_cosine(guide.field)}: {guide.field.text}"
    words = ", ".join(guide.shared_words) or "no whole word"
    yield f"letters: {guide.letters:.3f}, glossary {guide.joined_letters:.3f}; in common: {words}"


def _cosine(nearest: Nearest) -> str:
    return f"cosine {nearest.cosine:.3f} - {nearest.hub:.3f} hub"


def _snippet(nearest: Nearest) -> str:
    """The beginning of the text below title and heading."""
    lines = nearest.text.split("\n")
    text = " ".join(line for line in lines[1:] if line != nearest.place) or nearest.text
    return text if len(text) <= _SNIPPET else f"{text[:_SNIPPET].rsplit(' ', 1)[0]} …"


def decision_table(explanation: Explanation) -> Table:
    """What each feature adds to the log odds, down to the probabilities and what they must reach."""
    table = Table(title="What the decision looks at (log odds)")
    table.add_column("feature")
    table.add_column("value", justify="right")
    for name in PROBABILITIES:
        table.add_column(PROMISES[name], justify="right")
    rows = explanation.contributions
    for row in rows:
        table.add_row(row.feature, f"{row.value:.3f}", *(f"{row.adds[name]:+.2f}" for name in PROBABILITIES))
    table.add_section()
    sums = {name: sum(row.adds[name] for row in rows) for name in PROBABILITIES}
    table.add_row("sum", "", *(f"{sums[name]:+.2f}" for name in PROBABILITIES))
    compared = explanation.compared
    table.add_row("probability", "", *(f"{compared[name]:.3f}" for name in PROBABILITIES), style="bold")
    table.add_row("wanted", "", *(f"{explanation.wanted[name]:.3f}" for name in PROBABILITIES))
    if sums["among_three"] < sums["first"]:
        table.caption = "one of three is right at least as often as the first is"
    return table


def why(explanation: Explanation) -> list[str]:
    """The decision in sentences."""
    found, parameters = explanation.found, explanation.parameters
    if found.verdict is None or found.features is None:
        return ["Refused: there is no letter or digit in the question, or no guide to look at."]
    first, three = f"{found.verdict.first_right:.0%}", f"{found.verdict.among_three:.0%}"
    to_answer, to_choose = f"{parameters.answer_from:.0%}", f"{explanation.wanted['among_three']:.0%}"
    if found.decision == "answer":
        said = [f"Answered: the first guide is right with {first}, and an answer needs {to_answer}."]
    elif found.decision == "clarify":
        said = [
            f"Asked back: {_why_not_answered(explanation)};",
            f"one of the first three is right with {three}, and a choice needs {to_choose}.",
        ]
    else:
        said = [_why_refused(explanation.compared, explanation.wanted)]
    return [*said, *_for_and_against(explanation, found.features)]


def _why_not_answered(explanation: Explanation) -> str:
    verdict, parameters = explanation.found.verdict, explanation.parameters
    if verdict is not None and verdict.first_right >= parameters.answer_from:
        needed = f"{parameters.alone_from:.0%}"
        return f"the question names one guide alone with {verdict.alone:.0%}, and an answer needs {needed}"
    first = explanation.compared["first"]
    return f"the first guide is right with {first:.0%}, and an answer needs {parameters.answer_from:.0%}"


def _why_refused(compared: Mapping[str, float], wanted: Mapping[str, float]) -> str:
    first, three, covered = (f"{compared[name]:.0%}" for name in ("first", "among_three", "covered"))
    if compared["covered"] < wanted["covered"]:
        return f"Refused: any guide answers with {covered}, and {wanted['covered']:.0%} is needed."
    return (
        f"Refused: the first guide is right with {first}, and an answer needs {wanted['first']:.0%}; "
        f"one of the first three is right with {three}, and a choice needs {wanted['among_three']:.0%}."
    )


def _for_and_against(explanation: Explanation, features: Features) -> Iterator[str]:
    if len(explanation.guides) > 1:
        second = explanation.guides[1].hit.guide.title
        yield f"The first guide leads “{second}” by {features.gap_2:.3f};"
    agreeing = int(features.agreeing)
    yield f"{agreeing} of {_LEGS} legs {'has' if agreeing == 1 else 'have'} it first."
    if features.unknown:
        yield f"{features.unknown:.0%} of the question's words stand in no guide."
