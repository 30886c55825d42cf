"""How far a name may be from what was typed."""

import pytest

from openbill.customers.policies.misspelling import misspelling


@pytest.mark.parametrize(
    ("wanted", "name", "mistakes"),
    [
        ("muler", "muler bau", 0),
        ("mulre", "muler bau", 1),
        ("umler", "muler", 1),
        ("muer", "muler", 1),
        ("mueler", "muler", 1),
        ("zimermn logistik", "zimerman logistik nord", 1),
        ("bau muler", "muler bau", 0),
        ("mulerbau", "muler bau", 0),
        ("zimer", "zimerman", 0),
        ("zimremn", "zimerman", 2),
        ("ab", "ac", None),
        ("abc", "abcdef", None),
        ("abc", "abd", 1),
        ("muler xyz", "muler bau", None),
        ("umlre", "muler", None),
        ("", "muler", None),
        ("muler", "", None),
    ],
)
def test_mistakes_are_counted_up_to_what_may_be_meant(wanted: str, name: str, mistakes: int | None):
    assert misspelling(wanted, name) == mistakes
