"""What can be varied in a search, in one place: to compare two of them, or to run one that is not the default."""

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from retrieval.encoder import BUNDLED
from retrieval.errors import RetrievalError
from retrieval.fuse import Weights, load_weights
from retrieval.hub import HUB_WEIGHT

DEFAULT_NAMES = ("", "default")
_ON, _OFF = ("on", "true", "yes", "1"), ("off", "false", "no", "0")


class BadConfigurationError(RetrievalError):
    """A configuration that cannot be read; says which key is wrong."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """One way to search. A field more here is a key more in files and on the command line."""

    weights: Weights = field(default_factory=load_weights)
    """Of the legs; written by their own names: `chunk=.6`."""
    hub: float = HUB_WEIGHT
    """Share of a guide's nearness to everything that is taken off."""
    glossary: bool = True
    """Other words for what a question names, and chat spelling made standard."""
    adapter: bool = True
    """Questions in another language are turned towards the guides' language."""
    embedding_model: str = BUNDLED


def read_configuration(text: str) -> Configuration:
    """Read a configuration; what is not named stays as in the product.

    Args:
        text: name of a .toml or .json file, or `key=value,key=value`, or `default`. Keys are the fields of
            `Configuration` and the names of the weights, which a file may also keep under `weights`.

    Raises:
        BadConfigurationError: no such file, no such key, or a value of the wrong kind.
    """
    if text.strip() in DEFAULT_NAMES:
        return Configuration()
    path = Path(text)
    values = _read_file(path) if path.suffix in (".toml", ".json") else _read_pairs(text)
    return as_configuration(values)


def as_configuration(values: Mapping[str, Any]) -> Configuration:
    """Put values in the place of the defaults.

    Raises:
        BadConfigurationError: an unknown key, or a value of the wrong kind.
    """
    named = values.get("weights", {})
    if not isinstance(named, Mapping):
        raise BadConfigurationError("weights: a table of names and numbers is wanted")
    flat = {**{key: value for key, value in values.items() if key != "weights"}, **named}
    default = Configuration()
    known = _flat(default)
    unknown = sorted(flat.keys() - known.keys())
    if unknown:
        raise BadConfigurationError(f"{unknown[0]}: nothing of that name can be varied; there are {', '.join(known)}")
    read: dict[str, Any] = {key: _as_kind(key, value, known[key]) for key, value in flat.items()}
    weighed = {each.name for each in fields(Weights)} & read.keys()
    weights = replace(default.weights, **{key: read.pop(key) for key in weighed})
    return replace(default, weights=weights, **read)


def describe_changes(one: Configuration, other: Configuration) -> str:
    """Say what the second does otherwise than the first: `hub 0.5 -> 0, letters 0.1 -> 0.2`."""
    before, after = _flat(one), _flat(other)
    return ", ".join(f"{key} {before[key]} -> {after[key]}" for key in before if before[key] != after[key])


def _flat(configuration: Configuration) -> dict[str, Any]:
    """All that can be varied by name, the weights first."""
    names = [each.name for each in fields(Configuration) if each.name != "weights"]
    return {**asdict(configuration.weights), **{name: getattr(configuration, name) for name in names}}


def _read_file(path: Path) -> Mapping[str, Any]:
    try:
        content = path.read_text(encoding="utf-8")
        values = tomllib.loads(content) if path.suffix == ".toml" else json.loads(content)
    except OSError as error:
        raise BadConfigurationError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise BadConfigurationError(f"{path}: {error}") from error
    if not isinstance(values, dict):
        raise BadConfigurationError(f"{path}: an object of names and values is wanted")
    return values


def _read_pairs(text: str) -> Mapping[str, Any]:
    pairs = [pair.partition("=") for pair in text.split(",")]
    for key, sign, _ in pairs:
        if not sign:
            raise BadConfigurationError(f"{key.strip()!r}: key=value is wanted, or a file that ends in .toml or .json")
    return {key.strip(): value.strip() for key, _, value in pairs}


def _as_kind(key: str, value: object, default: object) -> object:
    """Take a value as what its default is: a switch, a number or a word."""
    if isinstance(default, bool):
        return _as_switch(key, value)
    if isinstance(default, float):
        return _as_number(key, value)
    if isinstance(value, str) and value:
        return value
    raise BadConfigurationError(f"{key}: a word is wanted, not {value!r}")


def _as_switch(key: str, value: object) -> bool:
    word = str(value).lower()
    if word not in _ON + _OFF:
        raise BadConfigurationError(f"{key}: on or off is wanted, not {value!r}")
    return word in _ON


def _as_number(key: str, value: object) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(str(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadConfigurationError(f"{key}: a number is wanted, not {value!r}")
    return number
