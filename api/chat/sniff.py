"""What a file is, by its content: six kinds are let in, everything else is nothing we know.

Signatures from the WHATWG MIME Sniffing Standard. Not a library: those guess among hundreds of kinds,
by the name too, and what matters here is that the list is short.
"""

from pathlib import PurePosixPath

ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
TEXT_ENDINGS = frozenset({"", ".txt", ".log", ".csv", ".md"})
"""Text may be a program for somebody's shell, so its name counts too."""
OTHER_ENDINGS = {"image/jpeg": frozenset({".jpg", ".jpeg"})}
LONGEST_STEM = 80
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


def sniff(content: bytes, name: str) -> str | None:
    """The media type, or None when the file is not let in.

    Args:
        content: all of it.
        name: what the sender calls it; only counts for plain text.
    """
    for signature, media_type in SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "text/plain" if _is_text(content, name) else None


def _is_text(content: bytes, name: str) -> bool:
    if not content or PurePosixPath(name.lower()).suffix not in TEXT_ENDINGS or content.startswith(b"#!"):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not CONTROLS.intersection(content)


def safe_name(name: str, media_type: str) -> str:
    """The file's name without any path or odd characters, ending as what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    known = OTHER_ENDINGS.get(media_type, frozenset({ENDINGS[media_type]}))
    if not dot or f".{ending.lower()}" not in known:
        stem, ending = (stem if dot else last), ENDINGS[media_type][1:]
    kept = "".join(c if c.isalnum() or c in "-_ ()" else "-" for c in stem).strip(" -")
    return f"{kept[:LONGEST_STEM] or 'fil'}.{ending.lower()}"
