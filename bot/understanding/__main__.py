"""Measure the trained model on lines it never saw; exit 1 when a figure is below its stored floor."""

import argparse
import json
import sys
from pathlib import Path

from bot.understanding import lines, scores, show
from bot.understanding.model import Parsed, parse

ROOT = Path(__file__).parents[2]


def main() -> int:
    options = _read_options()
    held_out = lines.read_held_out(options.held_out)
    questions = lines.read_questions(ROOT / "knowledge/questions/dev.jsonl")
    if not options.quick:
        questions += lines.read_guide_questions(ROOT / "knowledge/guides")
    parsed = parse(options.model, held_out + questions)
    lasting, asked = parsed[: len(held_out)], parsed[len(held_out) :]
    print("Understanding: what the trained model takes held-out lines for")
    print(show.table(lasting, asked))
    print(show.confusions(lasting))
    print(show.confidence(lasting))
    print(show.speed(parsed))
    if not options.quick:
        print(show.matrix(lasting))
        show.draw_matrix(lasting, options.picture)
        print(f"The same as a picture: {options.picture}")
    return _complain(below(json.loads(options.floors.read_text("utf-8")), lasting, asked))


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
    parser.add_argument("--held-out", type=Path, default=ROOT / "tests/nlu/heldout.jsonl")
    parser.add_argument("--floors", type=Path, default=ROOT / "tests/nlu/floors.json")
    parser.add_argument("--picture", type=Path, default=ROOT / "var/confusion.png")
    parser.add_argument("--quick", action="store_true", help="no matrix, and only the open set's questions")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
