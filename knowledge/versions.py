"""Which version of a guide, or of a whole collection, is at hand."""

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from knowledge.guide import Guide


def content_hash(*texts: str) -> str:
    """SHA-256 of the texts in order, in hex. Where one text ends matters."""
    digest = hashlib.sha256()
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


def collection_hash(guides: Iterable[Guide]) -> str:
    """One hash for a set of guides, whatever order they come in."""
    return content_hash(*sorted(f"{guide.id} {guide.content_hash}" for guide in guides))


@functools.cache
def code_hash() -> str:
    """One hash for the code that parses guides: what other code parsed is parsed again."""
    return content_hash(*(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))))
