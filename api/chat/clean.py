"""Make a person's words safe to pass on: no control characters, no leading slash, a bounded length."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 2000
"""Characters. A question is rarely over 300; the embedding reads some 400."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """What goes on, and what was done to it."""

    text: str
    cut: bool
    """The person wrote more than we read."""

    @property
    def says_nothing(self) -> bool:
        """Empty, or only emoji, signs and blanks: nothing a guide could answer."""
        return not any(character.isalnum() for character in self.text)


def clean(raw: str) -> CleanText:
    """Normalise to NFC, drop control characters, collapse blanks, take off leading slashes, cut."""
    text = unicodedata.normalize("NFC", raw[: 4 * LONGEST])
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    text = re.sub(r"[ \t\u00a0]+", " ", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    # A leading slash is Rasa's sign for an intent; only our own buttons may send one.
    text = text.lstrip("/\\ ")
    return CleanText(text=text[:LONGEST], cut=len(text) > LONGEST)
