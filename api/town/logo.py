"""The town's logo: a PNG, or an SVG in which nothing runs and nothing is fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

LARGEST = 200_000
PNG = b"\x89PNG\r\n\x1a\n"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
RUNS = frozenset({"script", "foreignobject", "iframe", "handler", "animate", "set"})
REFERENCES = frozenset({"href", "http://www.w3.org/1999/xlink href"})
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Sent with every SVG: even opened by itself it runs no script and fetches nothing."""


class LogoError(ValueError):
    """The file cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that may be shown."""

    name: str
    media_type: str
    content: bytes


def read_logo(path: Path) -> Logo:
    """Read the file and look into it; its ending proves nothing.

    Raises:
        LogoError: there is no such file, or it is no picture that may be shown.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LogoError(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise LogoError(f"{path} has {len(content):,} bytes; at most {LARGEST:,} are sent to everybody's phone.")
    if content.startswith(PNG):
        return Logo("town-logo.png", "image/png", content)
    _look_into(path, content)
    return Logo("town-logo.svg", "image/svg+xml", content)


def _look_into(path: Path, content: bytes) -> None:
    """Let pass an SVG that is only a picture.

    Raises:
        LogoError: it is no SVG, or more than a picture.
    """
    roots: list[str] = []

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        roots.append(name)
        wrong = _wrong_with(name, attributes)
        if wrong:
            raise LogoError(f"{path} {wrong}")

    def refuse(*_declared: object) -> None:
        raise LogoError(f"{path} holds a <!DOCTYPE>; save it as a plain SVG.")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse  # so no entities either, which could be without end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise LogoError(f"{path} is neither a PNG nor an SVG ({error}).") from error
    if roots[0] != f"{SVG_NAMESPACE} svg":
        raise LogoError(f"{path} is neither a PNG nor an SVG: it begins with <{roots[0].rpartition(' ')[2]}>.")


def _wrong_with(name: str, attributes: Mapping[str, str]) -> str | None:
    tag = name.rpartition(" ")[2].lower()
    if tag in RUNS:
        return f"holds <{tag}>; save it as a plain SVG, a picture only."
    for key, value in attributes.items():
        if key.lower().startswith("on"):
            return f"holds a script ({key}); save it as a plain SVG, a picture only."
        if key in REFERENCES and not value.startswith(("#", "data:image/")):
            return f"refers to another address ({value[:80]}); put that into the file itself."
    return None
