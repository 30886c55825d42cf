"""People are invited, choose a password once, prove a second factor, and nothing helps who guesses."""

import base64
import hmac
import re
import struct
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from pydantic import SecretStr
from tests.support.database import connected_as
from tests.support.members import a_member
from tests.support.organizations import an_organization
from tests.support.web import a_visitor, signed_in

from openbill.foundation import key_ring
from openbill.messaging.tests.mail_server import mail_server
from openbill.organizations.commands.grant_role import grant_role
from openbill.primitives.identifiers import new_identifier
from openbill.project.web import web_settings
from openbill.signing_in.password_link import AccountClosed, AccountUnknown, link_to_set_password

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def nothing_was_tried_yet() -> None:
    """Each test signs in as from a machine that has tried nothing: the limits count what all tests before it did."""
    with connected_as("owner") as opened:
        opened.execute("DELETE FROM rate_limit")


def an_invited(role: str = "owner") -> str:
    """The address of somebody who was invited and has chosen no password yet."""
    email = f"{new_identifier().hex}@example.com"
    a_member(an_organization(), role, email=email)
    return email


def choose_password(link: str, password: str = PASSWORD) -> Client:
    visitor = a_visitor()
    page = visitor.get(urlsplit(link).path)
    if page.status_code == 302:
        visitor.post(page["Location"], {"password1": password, "password2": password})
    return visitor


def sign_in(email: str, password: str = PASSWORD) -> tuple[Client, int, str]:
    visitor = a_visitor()
    answer = visitor.post("/account/login/", {"login": email, "password": password})
    return visitor, answer.status_code, answer.headers.get("Location", "")


def test_who_was_invited_chooses_a_password_by_the_link_and_is_in():
    email = an_invited()

    client = choose_password(link_to_set_password(email))

    assert client.get("/").status_code == 200
    assert sign_in(email)[1:] == (302, "/")
    assert sign_in(email.upper())[1:] == (302, "/")


def test_a_link_works_once():
    email = an_invited()
    link = link_to_set_password(email)
    choose_password(link)

    second = choose_password(link, "another password 77")

    assert second.get("/").status_code == 302
    assert sign_in(email)[1] == 302
    assert sign_in(email, "another password 77")[1] == 200


def test_a_link_that_was_tampered_with_works_never():
    email = an_invited()
    link = link_to_set_password(email)

    choose_password(link.replace(link[-6], "a" if link[-6] != "a" else "b"))

    assert sign_in(email)[1] == 200


def test_a_link_is_void_once_the_person_is_given_more():
    firm = an_organization()
    email = f"{new_identifier().hex}@example.com"
    person = a_member(firm, "sales", email=email)
    kept = link_to_set_password(email)

    grant_role(user_id=person, role="owner", context=firm.context())

    assert choose_password(kept).get("/").status_code == 302
    assert sign_in(email)[1] == 200
    assert choose_password(link_to_set_password(email)).get("/").status_code == 200


def test_a_link_leads_to_the_configured_address_whatever_a_request_says():
    assert link_to_set_password(an_invited()).startswith("http://127.0.0.1:8000/account/password/reset/key/")


def test_there_are_links_for_open_accounts_only():
    email = an_invited()
    with connected_as("owner") as opened:
        opened.execute("UPDATE user_account SET is_active = false WHERE email = %s", [email])

    with pytest.raises(AccountClosed):
        link_to_set_password(email)
    with pytest.raises(AccountUnknown):
        link_to_set_password("nobody@example.com")


@pytest.mark.parametrize("password", ["short", "password123", "12345678901"])
def test_a_weak_password_is_not_taken(password: str):
    email = an_invited()

    choose_password(link_to_set_password(email), password)

    assert sign_in(email, password)[1] == 200


def test_a_closed_account_is_out():
    email = an_invited()
    client = choose_password(link_to_set_password(email))
    with connected_as("owner") as opened:
        opened.execute("UPDATE user_account SET is_active = false WHERE email = %s", [email])

    assert client.get("/").status_code == 302
    assert sign_in(email)[2] != "/"


def test_who_guesses_is_stopped_and_the_answer_tells_nothing():
    email = an_invited()
    choose_password(link_to_set_password(email))

    answers = [a_visitor().post("/account/login/", {"login": email, "password": f"guess {n}"}) for n in range(7)]
    unknown = a_visitor().post("/account/login/", {"login": "nobody@example.com", "password": "guess"})

    assert {answer.status_code for answer in answers} <= {200, 429}
    assert sign_in(email)[1] != 302
    assert error_of(answers[0].content.decode()) == error_of(unknown.content.decode()) != ""


def test_who_tries_more_often_than_a_person_would_is_told_to_wait():
    visitor = a_visitor()
    tries = (
        visitor.post("/account/login/", {"login": f"{n}@example.com", "password": "guess"}, REMOTE_ADDR="192.0.2.7")
        for n in range(99)
    )
    stopped = next(answer for answer in tries if answer.status_code == 429)
    assert "Too many attempts" in stopped.content.decode()


def error_of(page: str) -> str:
    return " ".join(re.findall(r'role="alert">.*?<span>(.*?)</span>', page, re.DOTALL)).strip()


def test_nobody_signs_up_alone():
    assert a_visitor().get("/account/signup/").status_code == 404
    assert a_visitor().post("/account/signup/", {"email": "x@example.com", "password1": PASSWORD}).status_code == 404
    assert a_visitor().get("/account/email/").status_code == 404


def test_a_second_factor_is_asked_for_and_its_secret_is_not_kept_in_the_clear():
    email = an_invited()
    choose_password(link_to_set_password(email))
    client, _, _ = sign_in(email)
    assert client.get("/account/2fa/totp/activate/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    activated = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert activated.status_code == 302

    visitor, status, place = sign_in(email)
    assert (status, place) == (302, "/account/2fa/authenticate/")
    assert visitor.get("/").status_code == 302
    wrong = visitor.post("/account/2fa/authenticate/", {"code": "000000"})
    assert (wrong.status_code, visitor.get("/").status_code) == (200, 302)

    with connected_as("owner") as opened:
        user = get_user_model()._default_manager.get(email=email)
        (kept,) = opened.execute(
            "SELECT data::text FROM mfa_authenticator WHERE user_id = %s AND type = 'totp'", [user.pk]
        )
    assert secret not in kept[0]
    assert key_ring.key_ring().primary_id in kept[0]


def code_of(secret: str, *, later: int = 0) -> str:
    """The code that an authenticator shows now, or so many seconds later (RFC 6238)."""
    seen = hmac.digest(base64.b32decode(secret), struct.pack(">Q", (int(time.time()) + later) // 30), "sha1")
    (number,) = struct.unpack_from(">I", seen, seen[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06d}"


@override_settings(MFA_TOTP_TOLERANCE=1)
def test_a_code_is_good_once_though_it_set_the_factor_up():
    email = an_invited()
    choose_password(link_to_set_password(email))
    client, _, _ = sign_in(email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    # With codes of the half minute before and after taken too, none runs out during this test.
    seen, following = code_of(secret, later=30), code_of(secret)
    assert client.post("/account/2fa/totp/activate/", {"code": seen}).status_code == 302

    visitor, _, _ = sign_in(email)
    again = visitor.post("/account/2fa/authenticate/", {"code": seen})
    assert (again.status_code, visitor.get("/").status_code) == (200, 302)
    assert visitor.post("/account/2fa/authenticate/", {"code": following}).status_code == 302
    assert visitor.get("/").status_code == 200

    other, _, _ = sign_in(email)
    other.post("/account/2fa/authenticate/", {"code": following})
    assert other.get("/").status_code == 302
    with connected_as("owner") as opened:
        used = opened.execute("SELECT count(*) FROM rate_limit WHERE cache_key LIKE '%%mfa.totp.used%%'").fetchone()
    assert used is not None
    assert used[0] >= 2


def test_who_has_no_account_gets_no_mail_and_the_page_says_the_same():
    email = an_invited()
    with mail_server() as server:
        url = SecretStr(f"smtp://127.0.0.1:{server.port}?tls=none")
        with_mail = settings.CONFIGURATION.model_copy(update={"smtp_url": url, "mail_from": "billing@anna.example"})
        with override_settings(**web_settings(with_mail), CONFIGURATION=with_mail):
            answers = [ask_for_a_link(address) for address in (email, f"{new_identifier().hex}@elsewhere.example")]

    assert server.recipients() == [email]
    assert answers[0] == answers[1]
    assert "account/signup" not in str(server.raw)


def ask_for_a_link(email: str) -> tuple[int, str, str]:
    """The answer, where it leads, and what stands there but for what differs at each reading."""
    visitor = a_visitor()
    answer = visitor.post("/account/password/reset/", {"email": email})
    page = visitor.get(answer.headers.get("Location", "/account/password/reset/done/")).content.decode()
    return answer.status_code, answer.headers.get("Location", ""), re.sub(r"[A-Za-z0-9]{64}", "", page)


def test_signing_out_ends_the_session():
    client = signed_in(a_member(an_organization()))
    assert client.get("/").status_code == 200

    client.post("/account/logout/")

    assert client.get("/").status_code == 302


def test_the_sign_in_role_sees_no_business_and_the_app_no_password():
    firm = an_organization()
    a_member(firm)
    with connected_as("owner") as opened:
        readable = opened.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege('openbill_sign_in', oid, 'SELECT') ORDER BY relname"
        ).fetchall()
        passwords = opened.execute("SELECT has_column_privilege('openbill_app', 'user_account', 'password', 'SELECT')")
        sessions = opened.execute("SELECT has_table_privilege('openbill_app', 'django_session', 'SELECT')")

        assert [name for (name,) in readable] == [
            "account_emailaddress",
            "account_emailconfirmation",
            "django_content_type",
            "django_session",
            "mfa_authenticator",
            "rate_limit",
            "socialaccount_socialaccount",
            "socialaccount_socialapp",
            "socialaccount_socialtoken",
            "user_account",
            "usersessions_usersession",
        ]
        assert (passwords.fetchone(), sessions.fetchone()) == ((False,), (False,))
