import numpy as np

from retrieval.adapter import MIN_PAIRS, fit_adapter


def turned_pairs(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vectors, the same turned by a fixed rotation, and the rotation."""
    generator = np.random.default_rng(0)
    own = generator.normal(size=(count, 8)).astype(np.float32)
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    rotation = np.linalg.qr(generator.normal(size=(8, 8)))[0].astype(np.float32)
    return own @ rotation, own, rotation


def test_what_was_turned_is_turned_back() -> None:
    foreign, own, _ = turned_pairs(400)
    adapter = fit_adapter(foreign[:300], own[:300], firmness=0.01)
    assert adapter is not None
    cosines = (adapter.apply(foreign[300:]) * own[300:]).sum(axis=1)
    assert cosines.min() > 0.98


def test_a_firm_hold_changes_nothing_but_the_mean() -> None:
    foreign, own, _ = turned_pairs(100)
    adapter = fit_adapter(foreign, own, firmness=1e9)
    assert adapter is not None
    assert np.allclose(adapter.turn, np.eye(8), atol=1e-3)


def test_too_few_pairs_teach_nothing() -> None:
    foreign, own, _ = turned_pairs(MIN_PAIRS - 1)
    assert fit_adapter(foreign, own, firmness=1) is None


def test_vectors_stay_one_long() -> None:
    foreign, own, _ = turned_pairs(100)
    adapter = fit_adapter(foreign, own, firmness=1)
    assert adapter is not None
    assert np.allclose(np.linalg.norm(adapter.apply(foreign), axis=1), 1, atol=1e-5)
    assert adapter.apply(foreign[0]).shape == (8,)
