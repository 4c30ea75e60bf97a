"""Our Markdown (bold, code, links, lists) in Slack's own form, and Slack's text as plain words."""

import html
import re

ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
TOKEN = re.compile(r"`(?P<code>[^`\n]+)`|\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<label>[^\]\n]+)\]\((?P<url>[^)\s]+)\)")
BULLET = re.compile(r"^(\s*)[-*] ", re.MULTILINE)
REFERENCE = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^>|]*)(?:\|(?P<label>[^>]*))?>")


def mrkdwn(markdown: str) -> str:
    """`**a** [b](https://c)` -> `*a* <https://c|b>`. Only https links stay links."""
    parts, end = [], 0
    for found in TOKEN.finditer(markdown):
        parts += [_plain(markdown[end : found.start()]), _token(found)]
        end = found.end()
    return "".join([*parts, _plain(markdown[end:])])


def plain_words(text: str, *, bot_user: str) -> str:
    """What the person wrote, without the mention of us and Slack's marks around links."""

    def word(found: re.Match[str]) -> str:
        if found["kind"] == "@" and found["target"] == bot_user:
            return ""
        return found["label"] or (found["target"] if not found["kind"] else found["kind"] + found["target"])

    return html.unescape(REFERENCE.sub(word, text)).strip()


def mentions(text: str, *, bot_user: str) -> bool:
    return f"<@{bot_user}>" in text or f"<@{bot_user}|" in text


def _token(found: re.Match[str]) -> str:
    if found["code"]:
        return f"`{found['code'].translate(ESCAPED)}`"
    if found["bold"]:
        return f"*{found['bold'].translate(ESCAPED)}*"
    label = found["label"].translate(ESCAPED)
    if not found["url"].startswith("https://"):
        return label
    return f"<{found['url'].translate(ESCAPED)}|{label}>"


def _plain(text: str) -> str:
    return BULLET.sub(r"\1• ", text).translate(ESCAPED)
