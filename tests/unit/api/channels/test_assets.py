import gzip
from pathlib import Path

import pytest

from api.channels import pages
from api.channels.assets import load_assets, without_comments


def test_comments_of_their_own_are_left_out_and_code_stays() -> None:
    source = (
        "/** What it is. */\nconst a = 1;\n  /**\n   * @param {string} b\n   */\n"
        "  f(b) {\n    // why\n    return `/* no comment */ ${b}`;\n  }\n"
    )
    assert without_comments(source) == "const a = 1;\n  f(b) {\n    return `/* no comment */ ${b}`;\n  }\n"


def test_a_comment_before_code_on_its_line_stays() -> None:
    source = "/** @type {X} */ (y).z = 1;\n/** later */\nconst url = 'https://a';\n"
    assert without_comments(source) == "/** @type {X} */ (y).z = 1;\nconst url = 'https://a';\n"


def test_the_version_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1;\n")
    (tmp_path / "b.css").write_text("a {}\n")
    before = load_assets(tmp_path)
    assert load_assets(tmp_path).version == before.version
    (tmp_path / "b.css").write_text("b {}\n")
    assert load_assets(tmp_path).version != before.version


def test_the_compressed_file_is_the_file() -> None:
    assets = load_assets(pages.STATIC)
    assert all(gzip.decompress(asset.zipped) == asset.body for asset in assets.files.values())


def test_the_widget_weighs_at_most_30_kb(capsys: pytest.CaptureFixture) -> None:
    files = load_assets(pages.STATIC).files
    ours = [name for name in files if name.startswith("chat/")]
    ours += ["widget.js", "tokens.css", "controls.css", "chat.css"]
    weight = sum(len(files[name].zipped) for name in ours)
    with capsys.disabled():
        print(f" widget: {weight} bytes gzipped", end=" ")
    assert weight <= 30_000


def test_no_script_makes_markup_or_styles_from_text() -> None:
    for path in pages.STATIC.rglob("*.js"):
        source = path.read_text(encoding="utf-8")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            ".style",
            "cssText",
        ):
            assert forbidden not in source, f"{path.name}: {forbidden}"
