"""Measure the trained model on lines it never saw; exit 1 when a figure is below its stored floor."""

import argparse
import json
import sys
from itertools import islice
from pathlib import Path

from bot.understanding import lines, scores, show
from bot.understanding.model import Parsed, parse

ROOT = Path(__file__).parents[2]
HELD_OUT = (ROOT / "tests/nlu/heldout.jsonl", ROOT / "tests/nlu/heldout-blind.jsonl")
"""The second was written by two people who saw no other line, and was first looked at when all else was done."""


def main() -> int:
    options = _read_options()
    sets = {path.stem: lines.read_held_out(path) for path in options.held_out or HELD_OUT}
    held_out = [each for some in sets.values() for each in some]
    questions = lines.read_questions(ROOT / "knowledge/questions/dev.jsonl")
    if not options.quick:
        trained = lines.read_trained(ROOT / "bot/data/nlu")
        questions += [
            each for each in lines.read_guide_questions(ROOT / "knowledge/guides") if each.text not in trained
        ]
    parsed = parse(options.model, held_out + questions)
    lasting, asked = parsed[: len(held_out)], parsed[len(held_out) :]
    print("Understanding: what the trained model takes held-out lines for")
    print(show.table(lasting, asked))
    each_set = _by_set({name: len(some) for name, some in sets.items()}, lasting)
    print(show.sets(each_set))
    print(show.confusions(lasting))
    print(show.confidence(lasting))
    print(show.speed(parsed))
    if not options.quick:
        print(show.matrix(lasting))
        show.draw_matrix(lasting, options.picture)
        print(f"The same as a picture: {options.picture}")
    floors = json.loads(options.floors.read_text("utf-8"))
    return _complain([f"{name}: {each}" for name, some in each_set.items() for each in below(floors, some, asked)])


def _by_set(sizes: "dict[str, int]", parsed: "list[Parsed]") -> "dict[str, list[Parsed]]":
    rest = iter(parsed)
    return {name: list(islice(rest, size)) for name, size in sizes.items()}


def below(floors: "dict[str, float]", held_out: "list[Parsed]", questions: "list[Parsed]") -> "list[str]":
    """One line for each figure on the wrong side of its floor (or ceiling, for false chit-chat)."""
    found = []
    for language, parsed in scores.by_language(held_out).items():
        score = scores.score(parsed)
        for what, value in (("accuracy", score.accuracy), ("macro_f1", score.macro_f1)):
            floor = floors[f"{language}_{what}"]
            if value < floor:
                found.append(f"{language} {what} {value:.3f} is below {floor}")
    share, most = scores.false_chit_chat(questions, sure=True), floors["false_chit_chat_at_most"]
    if share > most:
        found.append(f"false chit-chat {share:.4f} is above {most}")
    return found


def _complain(wrong: "list[str]") -> int:
    for each in wrong:
        print(f"FAILED: {each}", file=sys.stderr)
    return 1 if wrong else 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=ROOT / "var/models/bollplank.tar.gz")
    parser.add_argument("--held-out", type=Path, action="append", help="a file; several are told apart, too")
    parser.add_argument("--floors", type=Path, default=ROOT / "tests/nlu/floors.json")
    parser.add_argument("--picture", type=Path, default=ROOT / "var/confusion.png")
    parser.add_argument("--quick", action="store_true", help="no matrix, and only the open set's questions")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
