"""What no linter knows, one test a rule."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("api", "bot", "knowledge", "retrieval", "tests")
LONGEST_MODULE = 400


def tracked(*endings: str) -> list[Path]:
    """Files git tracks (or would), by ending."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in listed if name.endswith(endings) and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked(".py") if path.relative_to(ROOT).parts[0] in PACKAGES]


def test_no_module_is_longer_than_a_screenful_of_screens() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked(".py", ".js")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def test_only_the_database_commits() -> None:
    allowed = {"api/db/engine.py"}
    committing = {
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.parts[len(ROOT.parts)] != "tests" and re.search(r"\.commit\(", path.read_text(encoding="utf-8"))
    }
    assert committing <= allowed


def test_no_module_is_named_utils_or_helpers() -> None:
    names = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert not [path for path in python_files() if path.stem in names]


def test_the_top_level_holds_only_what_is_given() -> None:
    given = {
        "bot", "knowledge", "retrieval", "api", "tests", "docs", "pyproject.toml", "docker-compose.yml",
        "README.md", "Makefile", "LICENSE", "CHANGELOG.md",
    }  # fmt: skip
    listed = {path.relative_to(ROOT).parts[0] for path in tracked("")}
    assert {name for name in listed if not name.startswith(".")} <= given


def test_importing_a_module_does_no_work() -> None:
    """At module level only definitions, constants and imports: no calls whose result is thrown away."""
    working = []
    for path in python_files():
        if "tests" in path.parts or path.name == "__main__.py" or "migrations" in path.parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                working.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not working


def _settings_names() -> set[str]:
    names: set[str] = set()
    for path in python_files():
        if path.name == "settings.py":
            names |= set(re.findall(r"BOLLPLANK_[A-Z0-9_]+", path.read_text(encoding="utf-8")))
    launch = (ROOT / "api/launch/settings.py").read_text(encoding="utf-8")
    names |= {f"BOLLPLANK_{name}" for name in re.findall(r'_(?:text|path|port)\("([A-Z0-9_]+)"', launch)}
    tree = ast.parse((ROOT / "api/settings.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Settings":
            fields = [n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
            names |= {f"BOLLPLANK_{name.upper()}" for name in fields if name != "model_config"}
    return {name for name in names if not name.endswith("_")}


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not sorted(name for name in _settings_names() if name not in readme)


@pytest.mark.parametrize("package", ["api", "bot", "knowledge", "retrieval"])
def test_every_package_says_what_it_is_for(package: str) -> None:
    readme = (ROOT / package / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 60


def test_decisions_fit_on_a_page_and_have_the_four_parts() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert len(decisions) >= 5
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 60, path
        for part in ("## Context", "## Decision", "## Consequences", "## Alternatives"):
            assert part in text, f"{path}: {part}"


def test_the_repository_names_no_machine_and_no_registry() -> None:
    """A clone must work anywhere: no path of a developer's machine, no address of a package index."""
    forbidden = re.compile(
        r"/root/|/work/(main|shared)|/home/[a-z]+/|pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked("")
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert not found


def test_no_large_or_built_file_is_in_git() -> None:
    large = [str(path.relative_to(ROOT)) for path in tracked("") if path.stat().st_size > 600_000]
    assert not large
