"""Failed attempts are counted by the address from which they come, before a proxy or without one."""

import pytest
from django.test import Client, RequestFactory, override_settings

from openbill.foundation.configuration import load_configuration
from openbill.project.signing_in import signing_in_settings
from openbill.signing_in.accounts import Accounts


@pytest.mark.parametrize(
    ("url", "counted"), [("http://127.0.0.1:8000", "192.0.2.1"), ("https://billing.example.com", "198.51.100.7")]
)
def test_the_proxy_is_believed_only_where_there_is_one(tmp_path, url: str, counted: str):
    settings = signing_in_settings(load_configuration({"OPENBILL_HOME": str(tmp_path), "OPENBILL_URL": url}))
    # The first address is what a stranger claims, the last one what the proxy saw.
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"}, REMOTE_ADDR="192.0.2.1"
    )

    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=settings["ALLAUTH_TRUSTED_PROXY_COUNT"]):
        assert Accounts(request).get_client_ip(request) == counted


def test_guesses_over_many_accounts_from_one_address_are_stopped():
    pages = [
        Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.77")
        .post("/account/login/", {"login": f"somebody{number}@example.com", "password": "guess"})
        .content.decode()
        for number in range(12)
    ]

    assert ["Too many failed login attempts" in page for page in (pages[0], pages[-1])] == [False, True]
