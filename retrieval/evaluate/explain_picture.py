"""An explanation as a small picture: a stacked bar a guide, and the three probabilities with their thresholds."""

from collections.abc import Iterator, Mapping
from html import escape

from retrieval.evaluate.explanation import Explained, Explanation

LEGS: Mapping[str, str] = {
    "chunk": "text",
    "field": "title and own questions",
    "kin": "own questions",
    "letters": "letters",
    "letters_abroad": "letters",
    "joined": "glossary",
    "joined_abroad": "glossary",
}
"""What a weight is called; one that is not here goes by its own name."""
PROMISES: Mapping[str, tuple[str, str]] = {
    "first": ("first guide right", "answer_from"),
    "alone": ("no other as good", "alone_from"),
    "among_three": ("right one among three", "clarify_from"),
    "covered": ("any guide answers", "covered_from"),
}
"""By probability: what it promises, and the parameter that holds its threshold."""

# Four hues that colour-blind people tell apart (after Okabe and Ito), with enough contrast on white and on black.
_COLOURS = ("#2f7fd6", "#d9821b", "#12936f", "#b565b8", "#8a8f98", "#c2504a")
_WIDTH, _MARGIN, _NAMES, _FIGURES = 820, 24, 260, 64
_ROW, _BAR, _LINE = 34, 18, 22
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img" '
    'aria-labelledby="what" font-family="sans-serif" font-size="13"><title id="what">{title}</title>'
    "<style>:root {{ color: #1a1a1a; background: #fff; color-scheme: light dark }} text {{ fill: currentColor }} "
    "@media (prefers-color-scheme: dark) {{ :root {{ color: #e6e6e6; background: #14181d }} }}</style>"
)
_LONGEST_NAME = 36


def by_leg(shares: Mapping[str, float]) -> dict[str, float]:
    """Shares of the score under the legs' names."""
    legs: dict[str, float] = {}
    for weight, share in shares.items():
        name = LEGS.get(weight, weight)
        legs[name] = legs.get(name, 0.0) + share
    return legs


def draw_explanation(explanation: Explanation) -> str:
    """SVG that follows the reader's light or dark setting."""
    legs = list(dict.fromkeys(leg for guide in explanation.guides for leg in by_leg(guide.shares)))
    colours = {leg: _COLOURS[at % len(_COLOURS)] for at, leg in enumerate(legs)}
    bars_from = _MARGIN + 3 * _LINE
    gauges_from = bars_from + _ROW * len(explanation.guides) + _LINE
    high = gauges_from + _ROW * len(explanation.compared) + _MARGIN
    title = f"“{explanation.question}”: {explanation.found.decision}"
    return "".join([
        _HEAD.format(wide=_WIDTH, high=high, title=_safe(title)),
        _text(_MARGIN, _MARGIN + 6, title, weight="bold"),
        *_legend(colours),
        *_bars(explanation.guides, colours, bars_from),
        *_gauges(explanation, gauges_from),
        "</svg>\n",
    ])  # fmt: skip


def _legend(colours: Mapping[str, str]) -> Iterator[str]:
    at, y = _MARGIN, _MARGIN + 2 * _LINE
    for leg, colour in colours.items():
        yield f'<rect x="{at}" y="{y - 11}" width="12" height="12" rx="2" fill="{colour}"/>'
        yield _text(at + 18, y, leg)
        at += 46 + 7 * len(leg)


def _bars(guides: tuple[Explained, ...], colours: Mapping[str, str], top: int) -> Iterator[str]:
    """What is brought goes to the right of the zero line, what is taken to the left."""
    legs = [by_leg(guide.shares) for guide in guides]
    most = max((sum(max(share, 0.0) for share in each.values()) for each in legs), default=1.0)
    least = min((sum(min(share, 0.0) for share in each.values()) for each in legs), default=0.0)
    scale = (_WIDTH - 2 * _MARGIN - _NAMES - _FIGURES) / max(most - least, 1e-9)
    zero = _MARGIN + _NAMES - least * scale
    for at, (guide, shares) in enumerate(zip(guides, legs, strict=True)):
        y = top + at * _ROW
        yield _text(_MARGIN, y + 14, _short(f"{at + 1}. {guide.hit.guide.title}"))
        right, left = zero, zero
        for leg, share in shares.items():
            wide = abs(share) * scale
            left -= wide if share < 0 else 0
            x = left if share < 0 else right
            right += wide if share >= 0 else 0
            said = _safe(f"{leg}: {share:+.3f}")
            yield f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{_BAR}" fill="{colours[leg]}">'
            yield f"<title>{said}</title></rect>"
        yield _text(right + 8, y + 14, f"{guide.score:.3f}")
    if guides:
        yield _line(zero, top - 4, top + len(guides) * _ROW - _ROW + _BAR + 4)


def _gauges(explanation: Explanation, top: int) -> Iterator[str]:
    """Each probability on a line from 0 to 1; the tick is what it must reach."""
    wide = _WIDTH - 2 * _MARGIN - _NAMES - _FIGURES
    for at, (name, probability) in enumerate(explanation.compared.items()):
        said, parameter = PROMISES[name]
        wanted = getattr(explanation.parameters, parameter)
        x, y = _MARGIN + _NAMES, top + at * _ROW
        yield _text(_MARGIN, y + 14, said)
        yield (
            f'<rect x="{x}" y="{y + 5}" width="{wide}" height="8" rx="4" fill="currentColor" fill-opacity=".15"/>'
            f'<rect x="{x}" y="{y + 5}" width="{probability * wide:.1f}" height="8" rx="4" fill="{_COLOURS[0]}">'
            f"<title>{probability:.3f}, wanted {wanted:.3f}</title></rect>"
        )
        yield _line(x + wanted * wide, y, y + _BAR)
        yield _text(x + wide + 8, y + 14, f"{probability:.2f}")


def _text(x: float, y: float, text: str, *, weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y}" font-weight="{weight}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    """Without the signs that XML does not allow."""
    return escape("".join(sign for sign in text if sign.isprintable()))


def _line(x: float, top: float, bottom: float) -> str:
    return f'<path d="M{x:.1f} {top}V{bottom}" stroke="currentColor" stroke-width="1.5"/>'


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1].rstrip()}…"
