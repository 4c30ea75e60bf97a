"""Make a person's words safe to pass on: no control characters, no leading slash, a bounded length."""

import re
import unicodedata

LONGEST = 2000
"""Characters. A question is rarely over 300; the embedding reads some 400."""
LONGEST_READ = 4 * LONGEST
"""What is looked at before cutting, so that a code at the cut is recognised whole."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
JOINER = "\u200d"
"""Holds emoji together; the one invisible character that is kept."""


def clean(raw: str) -> str:
    """Normalise to NFC, drop what cannot be seen, collapse blanks, take off leading slashes."""
    text = unicodedata.normalize("NFC", raw[:LONGEST_READ])
    text = "".join(c for c in text if c in "\n\t" + JOINER or unicodedata.category(c) not in UNSEEN)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    # A leading slash is Rasa's sign for an intent; only our own buttons may send one.
    return text.lstrip("/\\ \n")


def says_nothing(text: str) -> bool:
    """Empty, or only emoji, signs and blanks: nothing a guide could answer."""
    return not any(character.isalnum() for character in text)
