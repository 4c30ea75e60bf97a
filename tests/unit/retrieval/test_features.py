import numpy as np
import pytest

from retrieval.features import Features, Legs, describe


def features(
    fused: list[float],
    *,
    chunk: list[float] | None = None,
    bases: list[int] | None = None,
    likely: list[float] | None = None,
) -> Features:
    scores = np.array(fused, dtype=np.float32)
    other = scores if chunk is None else np.array(chunk, dtype=np.float32)
    owners = np.array(bases or range(len(fused)), dtype=np.int64)
    order = np.argsort(-scores, kind="stable")
    _, first = np.unique(owners[order], return_index=True)
    ranked = order[np.sort(first)]
    guess = np.array(likely or [0.0] * len(fused), dtype=np.float32)
    legs = Legs(
        chunk=other,
        field=scores,
        kin=scores,
        kin_top=scores,
        likely=guess,
        taught=guess,
        lexical=scores,
        said=scores,
        fused=scores,
    )
    return describe(
        legs, ranked, owners, explained=0.5, telling=1.0, unknown=0.2, words=3, joined=9, same_language=True
    )


def test_gaps_are_to_the_second_third_and_fifth() -> None:
    seen = features([0.9, 0.7, 0.6, 0.5, 0.4, 0.1])
    assert (seen.gap_2, seen.gap_3, seen.gap_5) == (pytest.approx(0.2), pytest.approx(0.3), pytest.approx(0.5))


@pytest.mark.parametrize("scores", [[0.5], [0.5, 0.5], [0.5, 0.5, 0.5]])
def test_few_or_equal_guides_have_no_spread(scores: list[float]) -> None:
    assert features(scores).z == 0.0


def test_legs_that_name_another_guide_first_do_not_agree() -> None:
    assert features([0.9, 0.5]).agreeing == 4
    seen = features([0.9, 0.5], chunk=[0.2, 0.6])
    assert seen.agreeing == 3
    assert (seen.chunk, seen.chunk_lead) == (pytest.approx(0.2), pytest.approx(-0.4))


def test_the_share_tells_a_near_rival_from_a_far_one() -> None:
    assert features([0.9, 0.9]).share == pytest.approx(0.5)
    assert features([0.9, 0.5]).share > 0.99


def test_a_translation_is_no_rival() -> None:
    seen = features([0.9, 0.88, 0.5], bases=[0, 0, 1])
    assert (seen.gap_2, seen.chunk_lead) == (pytest.approx(0.4), pytest.approx(0.4))


def test_guides_that_no_leg_brought_are_no_rivals() -> None:
    seen = features([0.9, 0.5], chunk=[0.4, -np.inf])
    assert seen.chunk_lead == 0.0


def test_a_long_list_of_joined_words_counts_as_six() -> None:
    assert features([0.5]).joined == 6


def test_likelihoods_become_probabilities_over_all_guides() -> None:
    seen = features([0.9, 0.5, 0.4], likely=[5.0, 7.0, 5.0])
    among = np.exp(5.0) / (2 * np.exp(5.0) + np.exp(7.0))
    assert seen.likely == pytest.approx(np.log(among))
    assert seen.likely_lead == pytest.approx(-2.0)
    assert seen.likeliest == pytest.approx(np.log(among) + 2.0)


def test_where_nothing_is_known_no_guide_is_unlikely() -> None:
    seen = features([0.9, 0.5])
    assert (seen.likely, seen.likely_lead, seen.likeliest) == (0.0, 0.0, 0.0)


def test_an_impossible_guide_is_unlikely_within_bounds() -> None:
    assert features([0.9, 0.5], likely=[0.1, 900.0]).likely == -12.0
