"""Each country's post wants town and code in an order of its own."""

import pytest

from openbill.documents.policies.town_lines import town_lines


@pytest.mark.parametrize(
    ("country", "parts", "lines"),
    [
        ("DE", ("50667", "Köln", ""), ("50667 Köln",)),
        ("IT", ("20121", "Milano", "MI"), ("20121 Milano", "MI")),
        ("GB", ("YO1 7HH", "York", ""), ("York", "YO1 7HH")),
        ("IE", ("Y35 A2D4", "Rosslare Harbour", "Co. Wexford"), ("Rosslare Harbour", "Co. Wexford", "Y35 A2D4")),
        ("US", ("78701", "Austin", "TX"), ("Austin TX 78701",)),
        ("", ("", "Somewhere", ""), ("Somewhere",)),
        ("DE", ("", "", ""), ()),
    ],
)
def test_lines(country: str, parts: tuple[str, str, str], lines: tuple[str, ...]):
    code, city, region = parts
    assert town_lines(country, postal_code=code, city=city, region=region) == lines
