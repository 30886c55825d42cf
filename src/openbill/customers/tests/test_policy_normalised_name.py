"""A name is searched for without what people write differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.customers.policies.normalised_name import normalised_name


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("Müller & Söhne GmbH", "muller and sohne"),
        ("MULLER AND SÖHNE", "muller and sohne"),
        ("Müller GmbH & Co. KG", "muller"),
        ("L'Oréal S.A.", "loreal"),
        ("Straße AG", "strasse"),
        ("Ørsted A/S", "orsted a s"),
        ("Łódź Sp. z o.o.", "lodz"),
        ("Acme, Inc.", "acme"),
        ("ACME  Corporation", "acme"),
        ("Smith & Co", "smith"),
        ("Co-op", "co op"),
        ("AG", "ag"),
        ("Société Générale", "societe generale"),
        ("株式会社トヨタ", "株式会社トヨタ"),
        ("100 %_", "100"),
        ("", ""),
        (" . ", ""),
    ],
)
def test_names(name: str, searched: str):
    assert normalised_name(name) == searched


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(name: str):
    assert normalised_name(normalised_name(name)) == normalised_name(name)


@given(st.text(alphabet="abcXYZ .,-&'", max_size=20))
def test_capitals_do_not_matter(name: str):
    assert normalised_name(name.upper()) == normalised_name(name.lower())
