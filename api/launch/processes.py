"""The five processes and the manager (supervisor) that keeps them up."""

from dataclasses import dataclass
from pathlib import Path

from api.launch.plan import model_environment, rasa_environment
from api.launch.settings import LOOPBACK, LaunchSettings

LONGEST_SOCKET_PATH = 100
"""Bytes; Linux allows 107 and supervisor adds a few while it starts."""


@dataclass(frozen=True, slots=True)
class Program:
    """One process under the manager."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]
    health_url: str | None
    """Answers 200 when the process can be used; None for the worker, which nobody calls."""
    stop_s: int = 10


def programs(settings: LaunchSettings) -> tuple[Program, ...]:
    """Every process of one installation, in the order they are started."""
    host, main = settings.host, str(settings.main_python)
    retrieval_url = f"http://{LOOPBACK}:{settings.retrieval_port}"
    rasa_url = f"http://{LOOPBACK}:{settings.rasa_port}"
    ours = {
        "BOLLPLANK_HOST": host,
        "BOLLPLANK_RETRIEVAL_HOST": LOOPBACK,
        "BOLLPLANK_PORT": str(settings.port),
        "BOLLPLANK_RETRIEVAL_PORT": str(settings.retrieval_port),
        "BOLLPLANK_VAR_DIR": str(settings.var),
        "BOLLPLANK_GUIDES_DIR": str(settings.guides),
        "BOLLPLANK_DATABASE_URL": settings.database_url,
        "BOLLPLANK_RETRIEVAL_URL": retrieval_url,
        "BOLLPLANK_RASA_URL": rasa_url,
        "BOLLPLANK_TRACKER_DB": str(settings.tracker_db),
    }
    uvicorn = (
        main, "-m", "uvicorn", "--factory", "api.main:create_app",
        "--host", host, "--port", str(settings.port), "--loop", "asyncio", "--http", "h11",
        "--timeout-graceful-shutdown", "5", "--no-access-log",
    )  # fmt: skip
    run_rasa = (
        str(settings.bot_python), "-m", "bot.serve", "run", "-i", LOOPBACK, "-p", str(settings.rasa_port),
        "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml",
        "--model", str(settings.model),
    )  # fmt: skip
    # Not by Rasa's own command, which would load TensorFlow into this process too.
    run_actions = (
        str(settings.bot_python), "-m", "bot.serve_actions", "--actions", "bot.actions",
        "--port", str(settings.actions_port),
    )  # fmt: skip
    in_bot = rasa_environment(settings)
    return (
        Program(
            "retrieval",
            (main, "-m", "retrieval", "serve"),
            {**ours, **model_environment()},
            f"{retrieval_url}/healthz",
        ),
        Program("rasa", run_rasa, in_bot, f"{rasa_url}/webhooks/rest/ready"),
        Program("actions", run_actions, in_bot, f"http://{LOOPBACK}:{settings.actions_port}/health"),
        Program("gateway", uvicorn, ours, f"http://{host}:{settings.port}/healthz"),
        Program("worker", (main, "-m", "api.worker"), ours, None),
    )


def supervisor_config(settings: LaunchSettings, wanted: tuple[Program, ...], *, user: str) -> str:
    """The text of supervisord.conf (http://supervisord.org/configuration.html).

    A process that dies is started again at once; one that dies within 3 s of starting is tried
    again with growing pauses, 20 times.
    """
    logs = settings.var / "logs"
    lines = [
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        f"logfile={logs / 'supervisor.log'}",
        f"pidfile={settings.var / 'supervisor.pid'}",
        f"childlogdir={logs}",
        f"directory={settings.root}",
        f"user={user}",
        "[unix_http_server]",
        f"file={socket_path(settings)}",
        "chmod=0700",
        "[rpcinterface:supervisor]",
        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface",
        "[supervisorctl]",
        f"serverurl=unix://{socket_path(settings)}",
    ]
    for program in wanted:
        lines += [
            f"[program:{program.name}]",
            f"command={' '.join(_escape(_quote(word)) for word in program.command)}",
            f"environment={','.join(f'{k}={_escape(_quote(v))}' for k, v in program.environment.items())}",
            "autorestart=true",
            "startsecs=3",
            "startretries=20",
            f"stopwaitsecs={program.stop_s}",
            "stopasgroup=true",
            "killasgroup=true",
            "redirect_stderr=true",
            f"stdout_logfile={logs / program.name}.log",
            "stdout_logfile_maxbytes=5MB",
            "stdout_logfile_backups=3",
        ]
    return "\n".join(lines) + "\n"


def socket_path(settings: LaunchSettings) -> Path:
    """Where supervisorctl finds the manager."""
    path = settings.var / "supervisor.sock"
    if len(str(path).encode()) <= LONGEST_SOCKET_PATH:
        return path
    return Path("/tmp") / f"bollplank-{settings.port}.sock"  # noqa: S108 - created with mode 0700


def _quote(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape(word: str) -> str:
    return word.replace("%", "%%")
