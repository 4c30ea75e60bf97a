from pathlib import Path

import pytest

from api.town.logo import LARGEST, LogoError, read_logo
from tests.builders import a_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "logo.svg"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_an_svg_and_a_png_are_known_by_what_they_hold(tmp_path: Path) -> None:
    drawn = SVG.format('<style>path { fill: red }</style><path id="a" d="M0 0h9v9z"/><use xlink:href="#a"/>')
    logo = read_logo(written(tmp_path, '<?xml version="1.0"?>\n<!-- ours -->\n' + drawn))
    assert (logo.name, logo.media_type) == ("town-logo.svg", "image/svg+xml")
    logo = read_logo(written(tmp_path, a_picture()))
    assert (logo.name, logo.media_type) == ("town-logo.png", "image/png")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (SVG.format("<script>alert(1)</script>"), "holds <script>"),
        (SVG.format("<g><SCRIPT/></g>"), "holds <script>"),
        (SVG.format('<path onclick="x()"/>'), "holds a script (onclick)"),
        (SVG.format("<foreignObject/>"), "holds <foreignobject>"),
        (SVG.format('<image href="https://elsewhere.example/a.png"/>'), "refers to another address"),
        (SVG.format('<use xlink:href="javascript:x()"/>'), "refers to another address"),
        ('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;"), "holds a <!DOCTYPE>"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "begins with <html>"),
        ("<svg/>", "begins with <svg>"),
        ("<svg", "neither a PNG nor an SVG"),
        ("", "neither a PNG nor an SVG"),
        (b"\xff\xd8\xff\xe0 a photograph", "neither a PNG nor an SVG"),
        (b"x" * (LARGEST + 1), "at most"),
    ],
)
def test_anything_more_than_a_picture_is_refused(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(LogoError) as refused:
        read_logo(written(tmp_path, content))
    assert says in str(refused.value)
    assert "logo.svg" in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.svg", tmp_path):
        with pytest.raises(LogoError, match="cannot be read"):
            read_logo(path)
