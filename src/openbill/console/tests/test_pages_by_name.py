"""Pages are found by their names, each by whom it is for."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.organizations import an_organization
from tests.support.web import at_work

from openbill.console.pages_by_name import DESTINATIONS, Destination
from openbill.console.urls import ROUTES


def found(client: Client, text: str) -> list[str]:
    """Where what is found leads."""
    return re.findall(r'class="item" href="([^"]+)"', client.get("/find", {"q": text}).content.decode())


@pytest.mark.parametrize("page", DESTINATIONS, ids=lambda page: page.route)
def test_each_is_found_by_its_name_by_whom_its_route_lets_in(page: Destination):
    firm = an_organization()
    (route,) = [route for route in ROUTES if route.name == page.route]
    assert page.permission == route.permission
    assert reverse(page.address) in found(at_work(firm), str(page.name).upper()[:5])


def test_every_page_of_the_navigation_is_among_them():
    client = at_work(an_organization())
    (navigation,) = re.findall(r"<nav.*?</nav>", client.get("/").content.decode(), re.DOTALL)[:1]
    links = set(re.findall(r'<a href="(/[^"]*)"', navigation))
    assert len(links) > 15
    assert links <= {reverse(page.address) for page in DESTINATIONS}


def test_a_word_inside_a_name_is_found_and_a_part_of_a_word_is_not():
    client = at_work(an_organization())
    assert "/trial-balance" in found(client, "balance")
    assert "/trial-balance" not in found(client, "alance")


def test_whom_a_page_is_not_for_does_not_find_it_and_a_german_reader_finds_it_by_its_german_name():
    firm = an_organization()
    assert "/journal" not in found(at_work(firm, "sales"), "journal")
    assert "/tasks" in found(at_work(firm, language="de"), "aufgab")
