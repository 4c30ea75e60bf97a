"""Town variables: `[[kind:name]]` in a guide becomes the town's own word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.errors import VariablesError
from knowledge.guide import Language
from knowledge.versions import content_hash

FILE_NAME = "variables.yml"

_VARIABLE = re.compile(r"\[\[([^\[\]:\n]+):([^\[\]\n]+)\]\]")


@dataclass(frozen=True, slots=True)
class Variables:
    """Values by (kind, name), each either one text for all languages or one a language."""

    values: Mapping[tuple[str, str], str | Mapping[str, str]]

    @property
    def fingerprint(self) -> str:
        """Equal for equal values."""
        return content_hash(repr(sorted(self.values.items(), key=lambda item: item[0])))

    def value(self, kind: str, name: str, language: Language) -> str | None:
        """Look a value up; a language without its own text gets the Swedish one."""
        value = self.values.get((kind, name))
        if value is None or isinstance(value, str):
            return value
        return value.get(language) or value.get("sv")

    def fill_in(self, text: str, language: Language) -> str:
        """Replace every known variable. An unknown one stays as written, for the linter to name."""

        def replace(match: re.Match[str]) -> str:
            value = self.value(match[1].strip(), match[2].strip(), language)
            return match[0] if value is None else value

        return _VARIABLE.sub(replace, text)

    def unknown_in(self, text: str, language: Language) -> Iterator[tuple[int, str]]:
        """Yield (line from 1, variable as written) for each variable that has no value."""
        for number, line in enumerate(text.splitlines(), start=1):
            for match in _VARIABLE.finditer(line):
                if self.value(match[1].strip(), match[2].strip(), language) is None:
                    yield number, match[0]


NO_VARIABLES = Variables(values={})


def load_variables(folder: Path) -> Variables:
    """Read `variables.yml`; a folder without one has no variables.

    Raises:
        VariablesError: the file is no YAML mapping of kinds to names to texts.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return NO_VARIABLES
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "cannot be read as UTF-8 YAML"
        raise VariablesError(problem, path=str(path), line=line) from error
    return Variables(values=dict(_flatten(content, path)))


def _flatten(content: object, path: Path) -> Iterator[tuple[tuple[str, str], str | Mapping[str, str]]]:
    if not isinstance(content, dict):
        raise VariablesError("write `kind:` and under it `name: value`", path=str(path))
    for kind, names in content.items():
        if not isinstance(names, dict):
            raise VariablesError(f"under `{kind}:` write `name: value`", path=str(path))
        for name, value in names.items():
            if isinstance(value, dict):
                yield (str(kind), str(name)), {str(language): str(text) for language, text in value.items()}
            else:
                yield (str(kind), str(name)), str(value)
