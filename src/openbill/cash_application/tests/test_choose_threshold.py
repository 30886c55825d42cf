"""The threshold is learned from what people confirmed, and stays cautious where that is little."""

import pytest

from openbill.cash_application.policies.choose_threshold import BOLDEST, CAUTIOUS, choose_threshold, wilson_lower_bound


@pytest.mark.parametrize(
    ("right", "of", "bound"), [(0, 0, 0.0), (10, 10, 0.78705), (995, 1_000, 0.9898), (3_000, 3_000, 0.9991)]
)
def test_the_lower_bound_is_that_of_wilson(right: int, of: int, bound: float):
    assert wilson_lower_bound(right, of) == pytest.approx(bound, abs=5e-5)


def test_little_history_and_bad_history_stay_cautious():
    assert choose_threshold([(0.99, True)] * 499) == CAUTIOUS
    assert choose_threshold([(0.99, True), (0.99, False)] * 500) == CAUTIOUS


def test_it_falls_as_far_as_what_was_proposed_was_right():
    history = [(0.98, True)] * 2_000 + [(0.9, True)] * 900 + [(0.9, False)] * 100
    assert choose_threshold(history) == 0.98
    assert choose_threshold(history, target=0.9) == 0.9


def test_however_good_the_history_is_what_is_doubtful_is_left_to_people():
    history = [(0.99, True)] * 5_000 + [(0.6, True)] * 100 + [(0.6, False)] * 5
    assert choose_threshold(history) == BOLDEST
