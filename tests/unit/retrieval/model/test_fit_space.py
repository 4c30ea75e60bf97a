"""`python -m retrieval.evaluate.fit_space` on a few guides."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.evaluate import fit_space
from retrieval.model.space import SIZE, load_space
from tests.guide_builders import town_shelf


@pytest.mark.model
def test_the_space_is_fitted_on_the_guides_that_are_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLLPLANK_GUIDES_DIR", str(town_shelf(tmp_path / "guides")))
    monkeypatch.setattr(fit_space, "SPACE_FILE", tmp_path / "space.npz")

    fit_space.main()

    space = load_space(tmp_path / "space.npz")
    assert space.turn.shape == (len(space.mean), SIZE)
    assert np.allclose(space.turn.T @ space.turn, np.eye(SIZE), atol=0.01)
    assert space.fingerprint != load_space().fingerprint
