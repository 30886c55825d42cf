"""What a number may have been meant to be."""

from openbill.primitives.mistyped_number import mistyped_number


def test_one_digit_wrong_left_out_too_many_or_two_exchanged():
    for typed in ("R0000124", "R000123", "R00001123", "R0001023", "R0000213", "0R000123", "r0000128"):
        assert "R0000123" in mistyped_number(typed), typed


def test_marks_between_groups_may_be_others_or_none():
    assert "RE2026-0815" in mistyped_number("RE-2026-0815")
    assert "RE-2026-0815" in mistyped_number("RE-20260815")
    assert "RE-2026-0815" in mistyped_number("RE-2026/0815")
    assert "20260815" in mistyped_number("2026.08.15")


def test_what_is_right_is_not_among_them_nor_what_is_two_mistakes_away():
    meant = mistyped_number("R0000123")
    assert "R0000123" not in meant
    assert "R0000999" not in meant
    assert len(meant) == len(set(meant)) < 400


def test_too_short_or_too_long_means_nothing():
    assert mistyped_number("R12") == []
    assert mistyped_number("9" * 31) == []
    assert mistyped_number(" ") == []
