"""docker-compose.yml against `make run`: what it starts, where that listens, and who shares which file."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from uvicorn.main import main as uvicorn

from api.launch.processes import programs
from api.launch.settings import ROOT, read_settings

FILES = ("api/Dockerfile", "bot/Dockerfile")


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def services(compose: Any) -> Any:
    return compose["services"]


def mounts(service: Any) -> dict[str, str]:
    """Volume by folder in the container, those that are only read left out."""
    parts = [each.split(":") for each in service["volumes"]]
    return {folder: name for name, folder, *mode in parts if mode != ["ro"]}


def test_the_processes_are_those_of_make_run(services: Any) -> None:
    assert set(services) == {program.name for program in programs(read_settings())} | {"postgres", "first-admin"}


def test_the_first_account_is_made_once_before_the_gateway_and_its_password_is_kept_in_no_log(services: Any) -> None:
    once = services["first-admin"]
    said = dict(zip(once["command"][4::2], once["command"][5::2], strict=True))
    assert once["command"][:4] == ["python", "-m", "api.staff", "first-admin"]
    assert said["--database-url"] == services["gateway"]["environment"]["BOLLPLANK_DATABASE_URL"]
    assert once["restart"] == "on-failure"
    assert services["gateway"]["depends_on"]["first-admin"] == {"condition": "service_completed_successfully"}
    written = Path(said["--password-file"])
    assert mounts(once)[str(written.parent)] == mounts(services["gateway"])[str(written.parent)]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"cd {written.parent} && cat {written.name} && rm {written.name}" in readme


def test_the_worker_forgets_in_the_file_that_rasa_remembers_in(services: Any) -> None:
    rasa, worker = services["rasa"], services["worker"]
    tracker = rasa["environment"]["BOLLPLANK_TRACKER_DB"]
    assert worker["environment"]["BOLLPLANK_TRACKER_DB"] == tracker
    folder = str(Path(tracker).parent)
    assert mounts(rasa)[folder] == mounts(worker)[folder]
    users = set()
    for file in FILES:
        text = (ROOT / file).read_text(encoding="utf-8")
        users.add(re.findall(r"useradd --uid (\d+)", text)[0])
        # A volume takes over the folder of the image that mounts it first.
        assert f" {folder}\n" in text
    assert len(users) == 1, "one user's file must be writable for the other"


def test_drafts_are_written_where_one_can_write(services: Any) -> None:
    for name in ("gateway", "worker"):
        drafts = Path(services[name]["environment"]["BOLLPLANK_DRAFTS_DIR"])
        assert drafts.is_absolute()
        assert any(drafts.is_relative_to(folder) for folder in mounts(services[name]))


def test_the_gateways_words_are_uvicorns_and_no_access_is_logged(services: Any) -> None:
    command, *words = (re.sub(r"\$\{\w+:-(.*)\}", r"\1", word) for word in services["gateway"]["command"])
    assert command == "uvicorn"
    parsed = uvicorn.make_context("uvicorn", words).params
    assert (parsed["app"], parsed["factory"], parsed["access_log"]) == ("api.main:create_app", True, False)
    [ours] = [program for program in programs(read_settings()) if program.name == "gateway"]
    bare = uvicorn.make_context("uvicorn", list(ours.command[3:])).params
    assert {name for name in parsed if parsed[name] != bare[name]} <= {"host", "port", "forwarded_allow_ips"}


def test_only_a_proxy_on_the_same_machine_is_believed_by_itself(compose: Any) -> None:
    words = compose["services"]["gateway"]["command"]
    believed = words[words.index("--forwarded-allow-ips") + 1]
    [network] = compose["networks"]["outside"]["ipam"]["config"]
    assert believed == "${FORWARDED_ALLOW_IPS:-" + network["gateway"] + "}"


def test_only_the_gateway_can_be_reached_and_only_on_loopback(compose: Any, services: Any) -> None:
    assert compose["networks"]["inside"]["internal"] is True
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert published == {"gateway": ["127.0.0.1:8080:8080"]}
    for name in ("postgres", "rasa", "actions", "first-admin"):
        assert services[name]["networks"] == ["inside"]


def test_what_asks_nobody_who_calls_says_itself_where_it_listens(services: Any) -> None:
    assert not [name for name in services if "BOLLPLANK_HOST" in services[name].get("environment", {})]
    assert services["retrieval"]["environment"]["BOLLPLANK_RETRIEVAL_HOST"] == "0.0.0.0"
    assert services["actions"]["environment"]["SANIC_HOST"] == "0.0.0.0"


@pytest.mark.parametrize("name", ["rasa", "actions", "retrieval", "worker"])
def test_the_other_commands_are_those_of_make_run(services: Any, name: str) -> None:
    [ours] = [program for program in programs(read_settings()) if program.name == name]
    module = ours.command[2]
    assert services[name]["command"][1:3] == ["-m", module]
    assert (ROOT / module.replace(".", "/")).exists() or (ROOT / f"{module.replace('.', '/')}.py").exists()
    wanted = {word for word in ours.command[3:] if word.startswith("--")}
    assert {word for word in services[name]["command"] if word.startswith("--")} == wanted


def test_what_an_operator_sets_in_the_file_is_not_overruled(services: Any) -> None:
    """`environment` beats `env_file`: there is only what the containers themselves decide."""
    fixed = {
        "VAR_DIR",
        "GUIDES_DIR",
        "DRAFTS_DIR",
        "DATABASE_URL",
        "RETRIEVAL_URL",
        "RETRIEVAL_HOST",
        "RASA_URL",
        "TRACKER_DB",
    }
    for name in ("gateway", "worker", "retrieval"):
        ours = {key.removeprefix("BOLLPLANK_") for key in services[name]["environment"] if key.startswith("BOLLPLANK_")}
        assert ours <= fixed, name
        assert services[name]["env_file"] == [{"path": "tickets.env", "required": False}]
    assert ".env\n" in (ROOT / ".gitignore").read_text(encoding="utf-8")
