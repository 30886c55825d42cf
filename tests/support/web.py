"""A person at a browser, for tests that need no real one."""

import csv
import re
from io import StringIO
from uuid import UUID

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from .members import a_member
from .organizations import AnOrganization


def a_visitor(*, language: str = "en") -> Client:
    """Somebody who is not signed in."""
    return Client(headers={"host": "localhost", "accept-language": language}, enforce_csrf_checks=False)


def signed_in(user_id: UUID, *, language: str = "en") -> Client:
    """A person who is signed in."""
    client = a_visitor(language=language)
    client.force_login(
        get_user_model()._default_manager.get(pk=user_id), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def at_work(organization: AnOrganization, role: str = "owner", *, language: str = "en") -> Client:
    """A new member of an organization in a role, signed in."""
    return signed_in(a_member(organization, role), language=language)


def page(client: Client, address: str) -> str:
    """What a page that opens says, in its HTML."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def text_of(answer: HttpResponse) -> str:
    """An answer's HTML without line breaks, so that sentences can be looked for."""
    return re.sub(r"\s+", " ", answer.content.decode())


def rows_in(answer: HttpResponse) -> list[list[str]]:
    """The rows of a CSV file that is downloaded, its header first."""
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
