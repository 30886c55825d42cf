"""The page that shows what pages are made of."""

from django.test import Client
from tests.support.members import a_member
from tests.support.organizations import an_organization
from tests.support.web import signed_in

from openbill.console.tokens import colours, corners, text_sizes


def a_page(role: str = "auditor") -> str:
    client: Client = signed_in(a_member(an_organization(), role))
    return client.get("/design").content.decode()


def test_every_colour_stands_there_in_light_and_in_dark():
    page = a_page()

    for colour in colours():
        assert f">{colour.name}</span>" in page
        assert f'fill="{colour.light.value}"' in page
        assert f'fill="{colour.dark.value}"' in page


def test_every_size_and_corner_is_shown_in_its_class():
    page = a_page()

    assert [size.name for size in text_sizes() if f"text-{size.name}" not in page] == []
    assert [name for name, _pixels in corners() if f"rounded-{name}" not in page] == []


def test_a_wrong_field_says_what_would_be_right():
    page = a_page("sales")

    assert "This is no number. Write it like 1,234.50." in page
    assert 'aria-invalid="true"' in page
    assert "€999,999,999,999" in page
