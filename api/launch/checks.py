"""What must be true of the machine before anything is started; each failure is one sentence."""

import errno
import shutil
import socket
import subprocess
from pathlib import Path

from api.launch.settings import LOOPBACK, LaunchSettings
from api.town.town import TownError, read_town

NEEDED_BYTES = 8 * 1024**3
"""Both environments (2.6 GB each), their downloads, the model and the index."""


class CannotStartError(Exception):
    """Something the person at the terminal must change first; the message says what."""


def check_ports(settings: LaunchSettings) -> None:
    """Raise CannotStartError when one of the four ports is in use."""
    ports = {
        "BOLLPLANK_PORT": settings.port,
        "BOLLPLANK_RETRIEVAL_PORT": settings.retrieval_port,
        "BOLLPLANK_RASA_PORT": settings.rasa_port,
        "BOLLPLANK_ACTIONS_PORT": settings.actions_port,
    }
    if len(set(ports.values())) < len(ports):
        raise CannotStartError(f"Two settings name the same port: {ports}. Give each its own.")
    for name, port in ports.items():
        if _is_taken(settings.host if name == "BOLLPLANK_PORT" else LOOPBACK, port):
            raise CannotStartError(
                f"Port {port} is taken by another program. Stop that program, or choose another port: "
                f"{name}={port + 100} make run"
            )


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CannotStartError(
                    f"Port {port} needs administrator rights on this machine. Choose one above 1023."
                ) from error
            return True
    return False


def check_disk(root: Path, *, needed: int = NEEDED_BYTES) -> None:
    """Raise CannotStartError when the disk cannot hold both environments."""
    free = shutil.disk_usage(root).free
    if free < needed:
        raise CannotStartError(
            f"The disk has {free / 1024**3:.1f} GB free, setting up needs about {needed / 1024**3:.0f} GB. "
            "Free some space and run the command again; what is done already is kept."
        )


def check_guides(guides: Path) -> None:
    """Raise CannotStartError when there is nothing to answer from."""
    if not guides.is_dir():
        raise CannotStartError(
            f"The guides folder {guides} does not exist. Set BOLLPLANK_GUIDES_DIR to the folder with your "
            "Markdown guides, or remove the setting to use the guides that come with Bollplank."
        )


def check_town(settings: LaunchSettings) -> None:
    """Raise CannotStartError when the town's name, logo or colour cannot be used: said here, not in a log."""
    try:
        read_town(name=settings.town_name, logo=settings.logo, accent=settings.accent)
    except TownError as error:
        raise CannotStartError(str(error)) from error


def find_python310(settings: LaunchSettings) -> Path | None:
    """A working Python 3.10 for Rasa, or None when uv will have to bring one."""
    if settings.python310:
        if not _is_python310(settings.python310):
            raise CannotStartError(f"BOLLPLANK_PYTHON310={settings.python310} is not a working Python 3.10.")
        return Path(settings.python310)
    pyenv = sorted((Path.home() / ".pyenv/versions").glob("3.10.*/bin/python3.10"), reverse=True)
    for candidate in [shutil.which("python3.10"), *map(str, pyenv)]:
        if candidate and _is_python310(candidate):
            return Path(candidate)
    return None


def _is_python310(program: str) -> bool:
    # A pyenv shim of that name exists even when no 3.10 is chosen, and then fails: so run it.
    try:
        run = subprocess.run(
            [program, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0 and run.stdout.split() == ["3", "10"]
