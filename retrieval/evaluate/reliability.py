"""The reliability curve as a small picture: what was promised against what was kept."""

from collections.abc import Mapping, Sequence
from typing import Any

_SIDE, _MARGIN = 300, 40
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" font-family="sans-serif" '
    'font-size="12"><style>:root {{ color: #1a1a1a; background: #fff; color-scheme: light dark }} '
    "@media (prefers-color-scheme: dark) {{ :root {{ color: #e6e6e6; background: #14181d }} }}</style>"
)


def draw_reliability(evidence: Mapping[str, Any]) -> str:
    """SVG of both curves: on the diagonal, probabilities mean what they say. Larger dots hold more questions."""
    curves = (("first guide right", "reliability_first"), ("right one among three", "reliability_among_three"))
    parts = [_HEAD.format(wide=len(curves) * (_SIDE + 2 * _MARGIN), high=_SIDE + 2 * _MARGIN)]
    parts += [_draw(title, evidence[name], at) for at, (title, name) in enumerate(curves)]
    return "".join([*parts, "</svg>\n"])


def _draw(title: str, bins: Sequence[Mapping[str, float]], at: int) -> str:
    left, bottom = at * (_SIDE + 2 * _MARGIN) + _MARGIN, _MARGIN + _SIDE
    most = max((each["questions"] for each in bins), default=1)
    dots = "".join(
        f'<circle cx="{left + each["promised"] * _SIDE:.1f}" cy="{bottom - each["kept"] * _SIDE:.1f}" '
        f'r="{3 + 7 * (each["questions"] / most) ** 0.5:.1f}" fill="#2f6fde" fill-opacity=".75">'
        f"<title>promised {each['promised']:.2f}, kept {each['kept']:.2f}, {each['questions']} questions</title>"
        "</circle>"
        for each in bins
    )
    return (
        f'<g fill="currentColor" stroke="none"><text x="{left}" y="{_MARGIN - 14}">{title}</text>'
        f'<text x="{left + _SIDE}" y="{bottom + 24}" text-anchor="end">promised probability</text>'
        f'<text x="{left - 8}" y="{_MARGIN + 4}" text-anchor="end">1</text>'
        f'<text x="{left - 8}" y="{bottom}" text-anchor="end">0</text></g>'
        f'<rect x="{left}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="currentColor"/>'
        f'<path d="M{left} {bottom}L{left + _SIDE} {_MARGIN}" stroke="currentColor" stroke-dasharray="4 4"/>{dots}'
    )
