import configparser
from dataclasses import replace
from pathlib import Path

import pytest

from api.launch.processes import programs, socket_path, supervisor_config
from api.launch.settings import read_settings
from retrieval.settings import Settings


def test_the_host_is_the_gateways_and_all_that_asks_nobody_who_calls_stays_on_loopback() -> None:
    by_name = {program.name: program for program in programs(replace(read_settings(), host="0.0.0.0"))}
    gateway = by_name.pop("gateway")
    assert gateway.command[gateway.command.index("--host") + 1] == "0.0.0.0"
    for program in by_name.values():
        assert "0.0.0.0" not in " ".join((*program.command, program.health_url or ""))
    for program in (gateway, *by_name.values()):
        told = {name: value for name, value in program.environment.items() if "0.0.0.0" in value}
        assert set(told) <= {"BOLLPLANK_HOST"}
    assert by_name["retrieval"].environment["BOLLPLANK_RETRIEVAL_HOST"] == "127.0.0.1"
    assert by_name["actions"].environment["SANIC_HOST"] == "127.0.0.1"
    rasa = by_name["rasa"].command
    assert rasa[rasa.index("-i") + 1] == "127.0.0.1"


def test_retrieval_does_not_listen_where_the_gateway_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLLPLANK_HOST", "0.0.0.0")
    assert Settings().retrieval_host == "127.0.0.1"


def test_rasa_hands_out_no_conversations_and_takes_no_models() -> None:
    [rasa] = [program for program in programs(read_settings()) if program.name == "rasa"]
    assert "--enable-api" not in rasa.command


def test_the_managers_configuration_survives_odd_paths() -> None:
    settings = replace(read_settings(), var=Path('/tmp/a "quoted" 100% folder'))
    text = supervisor_config(settings, programs(settings), user="someone")
    parsed = configparser.RawConfigParser(interpolation=None)
    parsed.read_string(text)
    assert len([name for name in parsed.sections() if name.startswith("program:")]) == 5
    assert "100%% folder" in parsed["program:worker"]["environment"]


def test_a_long_folder_name_does_not_make_an_unusable_socket() -> None:
    settings = replace(read_settings(), var=Path("/tmp") / ("x" * 120))
    assert len(str(socket_path(settings))) < 100


def test_threads_of_the_embedding_engine_never_spin_where_there_are_several() -> None:
    for program in programs(read_settings()):
        if program.environment.get("OMP_NUM_THREADS", "1") != "1":
            assert program.environment["OMP_WAIT_POLICY"] == "passive", program.name
