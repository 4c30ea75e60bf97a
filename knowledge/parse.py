"""A Markdown file to a Guide."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from knowledge.errors import EmptyGuideError, FrontMatterError
from knowledge.front_matter import FrontMatter, read_front_matter
from knowledge.guide import EVERYONE, LANGUAGES, STATUSES, Guide, GuideId, Language, Section, Status, base_id
from knowledge.language import guess_language
from knowledge.variables import NO_VARIABLES, Variables
from knowledge.versions import content_hash

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").use(front_matter_plugin)
_markdown_with_html = MarkdownIt("commonmark", {"html": True}).enable("table").use(front_matter_plugin)

_ARTICLE_NUMBER = re.compile(r"^\d+\s+")
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss"})
_TAG_IN_LINE = re.compile(r"</?[a-zA-Z][^>]*>|<!--.*?-->")


def parse_guide(source: str, *, path: PurePath, variables: Variables = NO_VARIABLES) -> Guide:
    """Read one guide. Raw HTML is dropped; faults of content are left to the linter.

    A file without our front matter is a guide too: its stem is the id, the first heading the title
    (without a leading article number), and the language is guessed.

    Raises:
        FrontMatterError: the front matter cannot be read.
        EmptyGuideError: neither title nor text.
    """
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, body = _split_front_matter(source, path)
    body = _without_html(body)
    language = _language(head, body)
    body = variables.fill_in(body, language)
    lines = body.split("\n")
    tokens = _markdown.parse(body)
    title, headings = _title_and_headings(tokens)
    stated = variables.fill_in(head.text("title") or "", language)
    title = title or stated
    if not head.is_ours:
        title = _ARTICLE_NUMBER.sub("", title)
    if not body.strip() and not title:
        raise EmptyGuideError("the guide has neither title nor text", path=str(path))
    stem = head.text("id") or path.stem
    title = title or stem.replace("-", " ")
    sections = tuple(_sections(title, tokens, lines, headings))
    questions = head.anchored("questions")
    return Guide(
        id=GuideId(stem),
        title=title,
        language=language,
        sections=sections,
        path=str(path),
        source=source,
        content_hash=content_hash(stem, source, body, title),
        owner=head.text("owner"),
        reviewed=head.day("reviewed"),
        review_every=head.days("review_every"),
        audience=(head.texts("audience") if head.is_ours else ()) or (EVERYONE,),
        systems=head.texts("systems"),
        tags=head.texts("tags"),
        questions=tuple(variables.fill_in(question, language) for question, _ in questions),
        question_sections=tuple(
            (variables.fill_in(question, language), at)
            for question, anchor in questions
            if (at := section_named(anchor, sections)) is not None
        ),
        status=_status(head),
        translation_of=base_id(head.text("translation_of") or "") or None,
    )


def front_matter_of(source: str, *, path: PurePath) -> FrontMatter:
    """Read only the front matter, as written."""
    return _split_front_matter(source, path)[0]


def section_named(anchor: str | None, sections: Sequence[Section]) -> int | None:
    """Position of the section with this anchor, else of the only one whose anchor begins with it."""
    anchors = [section.anchor for section in sections]
    if not anchor or anchor in anchors:
        return anchors.index(anchor) if anchor else None
    fitting = [at for at, each in enumerate(anchors) if each.startswith(anchor)]
    return fitting[0] if len(fitting) == 1 else None


def slug(heading: str) -> str:
    """Anchor of a heading: lower case, å ä ö as a a o, everything else that is no letter or digit a dash."""
    plain = unicodedata.normalize("NFKD", heading.lower().translate(_LETTERS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


def _split_front_matter(source: str, path: PurePath) -> tuple[FrontMatter, str]:
    """Blank the front matter out of the body, so that line numbers stay those of the file."""
    lines = source.split("\n")
    if not lines[0].startswith("---") or lines[0].strip("- ") != "":
        return FrontMatter(values={}), source
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.rstrip() in {"---", "..."}), None)
    if end is None:
        raise FrontMatterError("front matter: the closing `---` is missing", path=str(path), line=1)
    head = read_front_matter("\n".join(lines[1:end]), path=str(path))
    return head, "\n".join([""] * (end + 1) + lines[end + 1 :])


def _without_html(body: str) -> str:
    """Remove raw HTML, keeping every line where it is. Code keeps its angle brackets."""
    if "<" not in body:
        return body
    lines = body.split("\n")
    for token in _markdown_with_html.parse(body):
        if token.map is None:
            continue
        start, end = token.map
        if token.type == "html_block":
            lines[start:end] = _html_block_text(lines[start:end])
        for child in token.children or ():
            if child.type == "html_inline":
                _remove_once(lines, start, end, child.content)
    return "\n".join(lines)


def _html_block_text(lines: Sequence[str]) -> list[str]:
    """Keep the words of a block that only wraps text in tags; drop scripts, styles, comments."""
    first = lines[0].lstrip().lower()
    if first.startswith(("<script", "<style", "<!--", "<pre", "<textarea", "<?", "<![")):
        return [""] * len(lines)
    return [_TAG_IN_LINE.sub("", line) if line.count("<") == line.count(">") else "" for line in lines]


def _remove_once(lines: list[str], start: int, end: int, markup: str) -> None:
    parts = markup.split("\n")
    for at in range(start, end):
        if len(parts) == 1 and markup in lines[at]:
            lines[at] = lines[at].replace(markup, "", 1)
            return
    if len(parts) > 1:
        _remove_across_lines(lines, start, end, markup)


def _remove_across_lines(lines: list[str], start: int, end: int, markup: str) -> None:
    text = "\n".join(lines[start:end])
    lines[start:end] = text.replace(markup, "\n" * markup.count("\n"), 1).split("\n")


def _language(head: FrontMatter, body: str) -> Language:
    stated = head.text("language")
    for language in LANGUAGES:
        if stated == language:
            return language
    return guess_language(body)


def _status(head: FrontMatter) -> Status:
    """Read the status; a misspelt one keeps the guide from being shown."""
    stated = head.text("status")
    if stated is None or not head.is_ours:
        return "published"
    return next((status for status in STATUSES if status == stated), "draft")


def _title_and_headings(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """Find the first H1's text and the positions of the headings that open a section."""
    openings = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    if openings and tokens[openings[0]].tag == "h1":
        return _plain(tokens[openings[0] + 1]), openings[1:]
    return "", openings


def _sections(title: str, tokens: Sequence[Token], lines: Sequence[str], headings: Sequence[int]) -> Iterator[Section]:
    """Cut at the headings. A lead section is there only if something stands before the first heading."""
    anchors: set[str] = set()
    for start, end in pairwise([-1, *headings, len(tokens)]):
        lead = start < 0
        inner = tokens[start + 3 : end] if not lead else _without_title(tokens[:end])
        heading = title if lead else _plain(tokens[start + 1])
        blocks = tuple(_blocks(inner))
        if lead and not blocks and headings:
            continue
        anchor = "" if lead else _unique(slug(heading), anchors)
        yield _section(heading, anchor, tokens, start, inner, lines, blocks)


def _section(
    heading: str,
    anchor: str,
    tokens: Sequence[Token],
    start: int,
    inner: Sequence[Token],
    lines: Sequence[str],
    blocks: tuple[str, ...],
) -> Section:
    spans = [token.map for token in inner if token.level == 0 and token.map is not None]
    first, last = (spans[0][0], max(span[1] for span in spans)) if spans else (0, 0)
    lists = [token.map[0] for token in inner if token.type == "ordered_list_open" and not token.level and token.map]
    opening = tokens[start] if start >= 0 else None
    return Section(
        title=heading,
        anchor=anchor,
        line=opening.map[0] + 1 if opening is not None and opening.map else first + 1,
        lead="\n".join(lines[first : lists[0] if lists else last]).strip(),
        steps=tuple(_steps(inner)),
        body_markdown="\n".join(lines[first:last]).strip(),
        blocks=blocks,
        list_lines=tuple(at + 1 for at in lists),
        heading_level=int(opening.tag[1]) if opening is not None else 1,
    )


def _without_title(tokens: Sequence[Token]) -> Sequence[Token]:
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[3:]
    return tokens


def _steps(tokens: Sequence[Token]) -> Iterator[str]:
    """Join the items of the top-level ordered lists, each with what belongs to it."""
    ordered = False
    step: list[str] = []
    for token in tokens:
        if token.level == 0 and token.type in {"ordered_list_open", "bullet_list_open"}:
            ordered = token.type == "ordered_list_open"
        if not ordered:
            continue
        if token.type == "list_item_open" and token.level == 1:
            step = []
        elif token.type == "list_item_close" and token.level == 1:
            yield "\n".join(step)
        elif token.type in {"inline", "fence", "code_block"}:
            step.append(_marker(token) + token.content.strip("\n"))


_ITEM_PARAGRAPH_LEVEL = 3
"""Nesting of the text of a step itself: list, item, paragraph. Deeper text is a list inside the step."""


def _marker(token: Token) -> str:
    return "- " if token.type == "inline" and token.level > _ITEM_PARAGRAPH_LEVEL else ""


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Plain text, a block each; a list item with everything inside it is one block."""
    item: list[str] = []
    for token in tokens:
        if token.type == "inline":
            item.append(_plain(token))
        elif token.type in {"fence", "code_block"}:
            item.append(token.content.strip())
        closes_item = token.type == "list_item_close" and token.level == 1
        if (token.level == 0 or closes_item) and (text := " ".join(filter(None, item))):
            yield text
            item = []


def _plain(inline: Token) -> str:
    """Words only: no marks, no addresses. An image is its alternative text."""
    parts = []
    for child in inline.children or ():
        if child.type in {"text", "code_inline", "image"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def _unique(anchor: str, taken: set[str]) -> str:
    candidate, number = anchor, 1
    while candidate in taken:
        number += 1
        candidate = f"{anchor}-{number}"
    taken.add(candidate)
    return candidate
