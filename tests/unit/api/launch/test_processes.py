import configparser
from dataclasses import replace
from pathlib import Path

from api.launch.processes import programs, socket_path, supervisor_config
from api.launch.settings import read_settings


def test_every_server_listens_on_the_one_host() -> None:
    settings = replace(read_settings(), host="127.0.0.1")
    for program in programs(settings):
        environment_and_words = (*program.command, *program.environment.values())
        assert "0.0.0.0" not in environment_and_words
        if program.name == "actions":
            assert program.environment["SANIC_HOST"] == "127.0.0.1"


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
