"""A section's Markdown as HTML for the guide's own page."""

import re

import nh3
from markdown_it import MarkdownIt

TAGS = frozenset(
    [
        "p",
        "ol",
        "ul",
        "li",
        "strong",
        "em",
        "code",
        "pre",
        "a",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
GUIDE_LINK = re.compile(r"\]\((?:\./)?([a-z0-9][a-z0-9.-]*)\.md(#[^)]*)?\)")


def render_html(markdown: str) -> str:
    """HTML that may stand in a page: raw HTML in the guide is text, links go to guides or over https."""
    linked = GUIDE_LINK.sub(lambda found: f"](/guides/{found[1]}{found[2] or ''})", markdown)
    html = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").render(linked)
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "mailto", "tel"},
        link_rel="noopener",
    )
