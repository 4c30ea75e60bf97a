"""What the launcher reads from the environment; the only module here that does."""

import os
from dataclasses import dataclass
from pathlib import Path

HIGHEST_PORT = 65535
LOOPBACK = "127.0.0.1"
"""Where everything but the gateway listens: none of it asks who calls."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class LaunchSettings:
    """Ports, folders and interpreters of one installation on one machine."""

    root: Path
    var: Path
    host: str
    """Where the gateway listens."""
    port: int
    retrieval_port: int
    rasa_port: int
    actions_port: int
    guides: Path
    database_url: str
    town_name: str
    logo: Path | None
    accent: str
    python310: str | None
    """Where Python 3.10 is, when it cannot be found by itself."""

    @property
    def main_python(self) -> Path:
        return self.root / ".venv/bin/python"

    @property
    def bot_python(self) -> Path:
        return self.root / "bot/.venv/bin/python"

    @property
    def tracker_db(self) -> Path:
        return self.var / "tracker.db"

    @property
    def model(self) -> Path:
        return self.var / "models/bollplank.tar.gz"


class SettingError(Exception):
    """A setting that cannot be used; the message says which and what to write."""


def read_settings() -> LaunchSettings:
    """Read BOLLPLANK_* variables.

    Raises:
        SettingError: a port is no number between 1 and 65535.
    """
    var = _path("VAR_DIR", ROOT / "var")
    return LaunchSettings(
        root=ROOT,
        var=var,
        host=_text("HOST", "127.0.0.1"),
        port=_port("PORT", 8080),
        retrieval_port=_port("RETRIEVAL_PORT", 8081),
        rasa_port=_port("RASA_PORT", 5005),
        actions_port=_port("ACTIONS_PORT", 5055),
        guides=_path("GUIDES_DIR", ROOT / "knowledge/guides"),
        database_url=_text("DATABASE_URL", f"sqlite:///{var / 'bollplank.db'}"),
        town_name=_text("TOWN_NAME", ""),
        logo=_path("LOGO", Path()) if _text("LOGO", "") else None,
        accent=_text("ACCENT", ""),
        python310=os.environ.get("BOLLPLANK_PYTHON310"),
    )


def environment() -> dict[str, str]:
    """The environment our processes inherit."""
    return dict(os.environ)


def _text(name: str, default: str) -> str:
    return os.environ.get(f"BOLLPLANK_{name}") or default


def _path(name: str, default: Path) -> Path:
    return (ROOT / _text(name, str(default))).resolve()


def _port(name: str, default: int) -> int:
    written = _text(name, str(default))
    if not (written.isdigit() and 0 < int(written) <= HIGHEST_PORT):
        raise SettingError(f"BOLLPLANK_{name}={written} is no port: write a number from 1 to 65535.")
    return int(written)
