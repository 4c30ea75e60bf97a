"""A folder of guides, as far as it can be read."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import DuplicateGuideError, GuideError, MissingGuidesFolderError, UnreadableGuideError
from knowledge.guide import BaseId, Guide, GuideId
from knowledge.parse import parse_guide
from knowledge.variables import NO_VARIABLES, Variables, load_variables

MAX_BYTES = 1_000_000
"""A larger file is no guide: of 5 MB, parsing alone took a minute and 760 MB, and 55,000 sections nobody reads."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What could be read, by id, and what could not. One broken guide never takes the others down."""

    guides: Mapping[GuideId, Guide]
    errors: tuple[GuideError, ...] = ()
    variables: Variables = field(default=NO_VARIABLES)

    def bases(self) -> set[BaseId]:
        return {guide.base for guide in self.guides.values()}


ReadGuide = Callable[[Path, Variables], Guide]
"""Read one guide; raises GuideError."""


def read_guide(path: Path, variables: Variables) -> Guide:
    """Read and parse one file; raises GuideError."""
    return parse_guide(read_source(path), path=path, variables=variables)


def load_collection(folder: Path, read: ReadGuide = read_guide) -> Collection:
    """Read every `*.md` below the folder, hidden ones left out.

    Two guides with one id: the first by path is kept and the error names both.

    Raises:
        MissingGuidesFolderError: there is no such folder.
    """
    if not folder.is_dir():
        raise MissingGuidesFolderError(str(folder))
    errors: list[GuideError] = []
    variables = NO_VARIABLES
    try:
        variables = load_variables(folder)
    except GuideError as error:
        errors.append(error)
    guides: dict[GuideId, Guide] = {}
    for path in guide_files(folder):
        try:
            guide = read(path, variables)
        except GuideError as error:
            errors.append(error)
            continue
        if guide.id in guides:
            errors.append(_duplicate(guide, guides[guide.id]))
        else:
            guides[guide.id] = guide
    return Collection(guides=guides, errors=tuple(errors), variables=variables)


def guide_files(folder: Path) -> list[Path]:
    """List the Markdown files of a folder in path order; a README tells about the folder and is no guide."""
    found: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        guides = (name for name in files if name.endswith(".md") and name[0] != "." and name.lower() != "readme.md")
        found += [os.path.join(place, name) for name in guides]  # noqa: PTH118 - five times as fast as Path
    return [Path(name) for name in sorted(found)]


def read_source(path: Path) -> str:
    """Read a guide's text.

    Raises:
        UnreadableGuideError: no text, not UTF-8, too large, or not to be opened.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableGuideError(f"larger than {MAX_BYTES:,} bytes; split the guide", path=str(path))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableGuideError(f"cannot be opened ({error.strerror})", path=str(path)) from error
    if b"\0" in content:
        raise UnreadableGuideError("this is no text file; save the guide as Markdown", path=str(path))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableGuideError("not UTF-8; save the file as UTF-8 text", path=str(path), line=line) from error


def _duplicate(guide: Guide, kept: Guide) -> DuplicateGuideError:
    return DuplicateGuideError(
        f"id `{guide.id}` is already taken by {kept.path}; that one is used", path=guide.path, line=1
    )
