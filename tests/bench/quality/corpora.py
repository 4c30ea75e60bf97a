"""Folders made from the measured corpora: answers as guides, guides without titles."""

import json
import re
from pathlib import Path

_FRONT_TITLE = re.compile(r"\A(---\n.*?)^title:[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.DOTALL | re.MULTILINE)
_FIRST_HEADING = re.compile(r"^#[ \t][^\n]*\n", re.MULTILINE)


def write_answers(answers: Path, folder: Path) -> Path:
    """Make a guide of each row {"id", "text"} of a file of JSON lines; the text is all it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    for line in answers.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        (folder / f"{row['id']}.md").write_text(f"{row['text']}\n", encoding="utf-8")
    return folder


def write_untitled(guides: Path, folder: Path) -> Path:
    """Copy guides without the front matter's title and without the first heading, which says the same."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(guides.glob("*.md")):
        untitled = without_title(path.read_text(encoding="utf-8"))
        (folder / path.name).write_text(untitled, encoding="utf-8")
    return folder


def without_title(text: str) -> str:
    return _FIRST_HEADING.sub("", _FRONT_TITLE.sub(r"\1", text, count=1), count=1)
