"""Words people use for the same thing, in three languages: Markdown tables that IT staff edit."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import GuideError
from knowledge.guide import LANGUAGES, Language

FOLDER = Path(__file__).with_name("glossary")
CHAT_FILE = "chat.md"
_NOT_TABLES = {"readme.md"}
_RULE = re.compile(r"^[|\s:-]+$")
_CHAT_COLUMNS = 2


class GlossaryError(GuideError):
    """A row of the glossary that cannot be used; the others are."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing with its words by language, the best word first; a language may have none."""

    words: Mapping[Language, tuple[str, ...]]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Glossary:
    """All rows that could be read, and what could not."""

    concepts: tuple[Concept, ...] = ()
    chat: Mapping[str, str] = field(default_factory=dict)
    """Swedish as it is chatted, lower case, to the standard spelling."""
    errors: tuple[GlossaryError, ...] = ()

    def entries(self) -> int:
        """How many words there are in all, chat spellings included."""
        return len(self.chat) + sum(len(words) for each in self.concepts for words in each.words.values())


def load_glossary(folder: Path = FOLDER) -> Glossary:
    """Read every table of the folder. A missing folder is an empty glossary: a town may do without."""
    concepts: list[Concept] = []
    chat: dict[str, str] = {}
    errors: list[GlossaryError] = []
    for path in sorted(folder.glob("*.md")):
        if path.name.lower() in _NOT_TABLES:
            continue
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            errors.append(GlossaryError(f"cannot be read as UTF-8 text ({error})", path=str(path)))
            continue
        for line, cells in _rows(source):
            if path.name == CHAT_FILE:
                errors += _take_chat(chat, cells, path=str(path), line=line)
            elif len(cells) == len(LANGUAGES):
                concepts.append(Concept(_words_of(cells), str(path), line))
            else:
                errors.append(GlossaryError(f"{len(cells)} cells, not {len(LANGUAGES)}", path=str(path), line=line))
    return Glossary(tuple(concepts), chat, tuple(errors))


def lint_glossary(glossary: Glossary) -> list[GlossaryError]:
    """What to mend: rows that cannot be read, rows that join nothing, a word twice in one row."""
    found = list(glossary.errors)
    for concept in glossary.concepts:
        if sum(len(words) for words in concept.words.values()) <= 1:
            found.append(GlossaryError("one word alone joins nothing", path=concept.path, line=concept.line))
        for words in concept.words.values():
            found += [
                GlossaryError(f"`{word}` stands twice in the row", path=concept.path, line=concept.line)
                for word, times in Counter(words).items()
                if times > 1
            ]
    return found


def _rows(source: str) -> Iterator[tuple[int, list[str]]]:
    """Each row below a table's head, with its line from 1."""
    below_head = False
    for number, line in enumerate(source.splitlines(), 1):
        stripped = line.strip()
        if not stripped.startswith("|"):
            below_head = False
        elif _RULE.match(stripped):
            below_head = True
        elif below_head:
            yield number, [cell.strip() for cell in stripped.strip("|").split("|")]


def _words_of(cells: list[str]) -> dict[Language, tuple[str, ...]]:
    return {language: _split(cell) for language, cell in zip(LANGUAGES, cells, strict=True)}


def _take_chat(chat: dict[str, str], cells: list[str], *, path: str, line: int) -> list[GlossaryError]:
    if len(cells) != _CHAT_COLUMNS or not cells[1]:
        return [GlossaryError("two cells: chat spelling, standard", path=path, line=line)]
    for word in _split(cells[0]):
        if chat.setdefault(word.lower(), cells[1]) != cells[1]:
            return [GlossaryError(f"`{word}` has another standard already: {chat[word.lower()]}", path=path, line=line)]
    return []


def _split(cell: str) -> tuple[str, ...]:
    return tuple(word for part in cell.split(",") if (word := part.strip()))
