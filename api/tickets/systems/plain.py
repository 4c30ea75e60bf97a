"""Plain text from what desk people write in rich editors."""

import html
import re
import unicodedata

import nh3

LONGEST = 20_000
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6]|blockquote|pre)\s*>", re.IGNORECASE)
_ITEMS = re.compile(r"<li[^>]*>", re.IGNORECASE)


def text_of_html(source: str) -> str:
    """The words of an HTML message: no tag, no script, no style; lines where it had lines.

    The tags are taken out by nh3 (ammonia), since taking them out by hand is how holes are made.
    """
    flat = re.sub(r"[ \t\r\n]+", " ", source)
    lined = _ITEMS.sub("– ", _BREAKS.sub("\n", flat))
    clean = nh3.clean(lined, tags=set(), clean_content_tags={"script", "style", "title"})
    return tidy(html.unescape(clean))


def tidy(text: str) -> str:
    """Without control signs, blank edges and more than one empty line."""
    spaced = text.replace("\xa0", " ")
    printable = "".join(sign for sign in spaced if sign in "\n\t" or sign.isprintable())
    lines = [line.strip() for line in printable.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:LONGEST]


def ascii_name(name: str) -> str:
    """A file name for systems that know no other letters: `skärmbild.png` is `skarmbild.png`."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or "file"
