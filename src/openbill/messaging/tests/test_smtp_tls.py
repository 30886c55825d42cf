"""Mails and passwords go over TLS to a server that proves who it is, or not at all."""

import logging
from datetime import UTC, datetime

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from openbill.foundation.mail_settings import SmtpServer, Tls
from openbill.messaging.adapters.smtp.smtp_sender import SmtpSender
from openbill.messaging.tests.certificates import a_certificate
from openbill.messaging.tests.mail_server import BILLING, IMPATIENT, mail_server
from openbill.messaging.types import Delivery, Mail, Outcome
from openbill.primitives.identifiers import new_identifier

PASSWORD = "hunter2 with spaces"


def a_mail() -> Mail:
    return Mail(
        message_id=new_identifier(),
        sender_name="",
        sender_address="",
        reply_to="",
        recipient_name="Maria",
        recipient_address="maria@bert.example",
        subject="Your invoice",
        body="Please pay.\n",
        html="",
        list_unsubscribe="",
        date=datetime(2026, 3, 2, 12, tzinfo=UTC),
    )


class Gate:
    """Lets one user in."""

    def __init__(self) -> None:
        self.seen: list[tuple[bytes, bytes, bool]] = []

    def __call__(self, _server, session, _envelope, _mechanism, data):
        assert isinstance(data, LoginPassword)
        self.seen.append((data.login, data.password, session.ssl is not None))
        is_right = (data.login, data.password) == (b"anna", PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)


@pytest.fixture
def certificate(tmp_path):
    return a_certificate(tmp_path)


def test_starttls_with_a_trusted_certificate_and_a_login(certificate):
    trusted, context = certificate
    gate = Gate()
    with (
        mail_server(tls_context=context, require_starttls=True, auth_required=True, authenticator=gate) as server,
        server.sender(tls=Tls.STARTTLS, ca=trusted, user="anna", password=PASSWORD, host="localhost") as sender,
    ):
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED
    assert len(server.mails) == 2
    assert gate.seen == [(b"anna", PASSWORD.encode(), True)]


def test_implicit_tls(certificate):
    trusted, context = certificate
    with mail_server(ssl_context=context) as server, server.sender(tls=Tls.IMPLICIT, ca=trusted) as sender:
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED
    assert len(server.mails) == 1


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
def test_a_certificate_that_nobody_vouches_for_is_refused_before_the_password_is_said(certificate, tls):
    _, context = certificate
    gate = Gate()
    options = {"ssl_context": context} if tls is Tls.IMPLICIT else {"tls_context": context}
    with (
        mail_server(authenticator=gate, auth_require_tls=False, **options) as server,
        server.sender(tls=tls, user="anna", password=PASSWORD) as sender,
    ):
        delivery = sender.send(a_mail())
    assert delivery.outcome is Outcome.UNREACHABLE
    assert delivery.reply.startswith("its certificate is not accepted: self")
    assert (server.mails, gate.seen) == ([], [])


def test_a_certificate_for_another_name_is_refused(tmp_path):
    trusted, context = a_certificate(tmp_path, host="mail.other.example")
    with mail_server(tls_context=context) as server, server.sender(tls=Tls.STARTTLS, ca=trusted) as sender:
        delivery = sender.send(a_mail())
    assert delivery.outcome is Outcome.UNREACHABLE
    assert delivery.reply.startswith("its certificate is not accepted: IP address mismatch")


def test_a_server_without_starttls_gets_neither_mail_nor_password():
    gate = Gate()
    with (
        mail_server(authenticator=gate, auth_require_tls=False) as server,
        server.sender(tls=Tls.STARTTLS, user="anna", password=PASSWORD) as sender,
    ):
        delivery = sender.send(a_mail())
    assert delivery == Delivery(Outcome.UNREACHABLE, reply="STARTTLS extension not supported by server.")
    assert (server.mails, gate.seen) == ([], [])


def test_a_wrong_password_ends_the_round_and_is_neither_kept_nor_logged(certificate, caplog):
    caplog.set_level(logging.DEBUG)
    trusted, context = certificate
    with (
        mail_server(tls_context=context, authenticator=Gate()) as server,
        server.sender(tls=Tls.STARTTLS, ca=trusted, user="anna", password="wrong and long") as sender,
    ):
        delivery = sender.send(a_mail())
    assert (delivery.outcome, delivery.code) == (Outcome.UNREACHABLE, 535)
    assert delivery.reply == "5.7.8 Authentication credentials invalid"
    own = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("openbill"))
    for secret in ("wrong and long", "anna", "maria@bert.example"):
        assert secret not in repr(delivery) + delivery.reply
        assert secret not in own


def test_a_server_that_repeats_the_password_does_not_get_it_into_the_books(certificate):
    trusted, context = certificate

    def repeats(_server, _session, _envelope, _mechanism, data):
        return AuthResult(success=False, handled=False, message=f"535 no such {data.password.decode()}")

    with (
        mail_server(tls_context=context, authenticator=repeats) as server,
        server.sender(tls=Tls.STARTTLS, ca=trusted, user="anna", password=PASSWORD) as sender,
    ):
        delivery = sender.send(a_mail())
    assert PASSWORD not in delivery.reply


def test_in_the_clear_a_password_goes_to_this_machine_only():
    gate = Gate()
    with (
        mail_server(authenticator=gate, auth_require_tls=False) as server,
        server.sender(user="anna", password=PASSWORD) as sender,
    ):
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED
    assert gate.seen == [(b"anna", PASSWORD.encode(), False)]


def test_nothing_that_is_written_down_shows_the_password():
    server = SmtpServer("mail.example.com", 587, Tls.STARTTLS, "anna", PASSWORD)
    sender = SmtpSender(server, BILLING, timeouts=IMPATIENT)
    assert PASSWORD not in repr(server) + str(server) + repr(sender)
    mail = a_mail()
    for personal in ("maria@bert.example", "Maria", "Your invoice", "Please pay"):
        assert personal not in repr(mail)
