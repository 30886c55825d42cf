"""A mail says what it must to mail programs, in any script, and nothing that was put in by stealth."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32

import pytest

from openbill.messaging.adapters.smtp.reply_text import queue_identifier, reply_text
from openbill.messaging.adapters.smtp.smtp_sender import MAILS_PER_CONNECTION
from openbill.messaging.adapters.smtp.write_mail import as_data, write_mail
from openbill.messaging.tests.mail_server import BILLING, mail_server, text_of
from openbill.messaging.tests.test_smtp_tls import a_mail
from openbill.messaging.types import Mail, MailAttachment, Outcome


def received(mail: Mail):
    with mail_server() as server, server.sender() as sender:
        assert sender.send(mail).outcome is Outcome.ACCEPTED
    return server.mails[0], server


def test_headers_of_a_plain_mail():
    mail = a_mail()
    got, server = received(mail)
    assert {name: str(value) for name, value in got.items() if name not in ("X-Peer", "X-MailFrom", "X-RcptTo")} == {
        "From": "Anna Ltd <billing@anna.example>",
        "To": "Maria <maria@bert.example>",
        "Subject": "Your invoice",
        "Date": "Mon, 02 Mar 2026 12:00:00 +0000",
        "Message-ID": f"<{mail.message_id}@anna.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert server.senders == ["billing@anna.example"]


def test_a_sender_of_its_own_is_named_beside_the_installation_whose_bounces_they_are():
    got, server = received(
        replace(
            a_mail(),
            sender_name="Zoë, Collector",
            sender_address="zoe@anna.example",
            reply_to="replies@anna.example",
            list_unsubscribe="https://anna.example/stop?t=1",
        )
    )
    assert got["From"] == '"Zoë, Collector" <zoe@anna.example>'
    assert got["Sender"] == "Anna Ltd <billing@anna.example>"
    assert got["Reply-To"] == "replies@anna.example"
    assert got["List-Unsubscribe"] == "<https://anna.example/stop?t=1>"
    assert server.senders == ["billing@anna.example"]


@pytest.mark.parametrize(
    "text",
    [
        "Zahlungserinnerung für März: 1.234,56 €",
        "Напоминание о платеже",
        "تذكير بالدفع",
        "お支払いのお願い",
        ("🧾 " * 60).strip(),
        "x" * 250,
    ],
)
def test_any_script_arrives_as_it_was_written(text):
    mail = replace(
        a_mail(), subject=text, recipient_name=text[:60].strip(), body=f"{text}\n.\n..\n.leading dot\n{text * 20}\n",
        html=f"<p>{text}</p>\n",
    )  # fmt: skip
    got, server = received(mail)
    assert got["Subject"] == text
    # Python 3.11 reads long names with spaces too many, and writes them rightly: so they are read by its older means.
    raw = message_from_bytes(server.raw[0], policy=compat32)
    read = " ".join(str(make_header(decode_header(raw["To"]))).split())
    assert read == f"{text[:60].strip()} <maria@bert.example>"
    assert text_of(got) == mail.body
    assert got.get_body(("html",)).get_content().strip() == f"<p>{text}</p>"
    assert server.raw[0].isascii()


def test_a_text_that_looks_encoded_is_shown_as_it_is():
    got, _ = received(replace(a_mail(), subject="=?utf-8?q?Bcc=3A?=", recipient_name="=?utf-8?b?eA==?="))
    assert (got["Subject"], got["To"]) == ("= ?utf-8?q?Bcc=3A?=", "= ?utf-8?b?eA== ?= <maria@bert.example>")


def test_an_address_in_an_international_domain_goes_in_its_ascii_form():
    got, _ = received(replace(a_mail(), recipient_address="maria@bücher.example"))
    assert got["To"] == "Maria <maria@xn--bcher-kva.example>"


def test_an_address_with_other_letters_needs_a_server_that_can_write_them():
    mail = replace(a_mail(), recipient_address="jürgen@bücher.example")
    with mail_server(enable_SMTPUTF8=True) as server, server.sender() as sender:
        assert sender.send(mail).outcome is Outcome.ACCEPTED
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED
    assert server.recipients()[0] == "Maria <jürgen@xn--bcher-kva.example>"
    with mail_server(enable_SMTPUTF8=False) as server, server.sender() as sender:
        delivery = sender.send(mail)
        assert (delivery.outcome, delivery.reply) == (
            Outcome.UNSENDABLE,
            "The mail server cannot write to addresses with such letters.",
        )
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Your invoice\r\nBcc: evil@evil.example"},
        {"subject": "Your invoice\nBcc: evil@evil.example"},
        {"recipient_name": "Maria\r\nBcc: evil@evil.example"},
        {"sender_name": "Anna\nBcc: evil@evil.example"},
        {"recipient_address": "maria@bert.example\r\nRCPT TO:<evil@evil.example>"},
        {"recipient_address": "maria@bert.example>, <evil@evil.example"},
        {"reply_to": "a@b.example\nBcc: evil@evil.example"},
        {"list_unsubscribe": "https://x.example>\r\nBcc: <evil@evil.example"},
        {"sender_address": "anna@anna.example\nX: y"},
        {"recipient_address": "nobody"},
        {"attachments": (MailAttachment("a.pdf\r\nX-Evil: 1", "application/pdf", b"x"),)},
    ],
    ids=str,
)
def test_a_line_break_that_reached_the_sender_all_the_same_is_not_sent(change):
    """Composing refuses them before; this is the second line."""
    with mail_server() as server, server.sender() as sender:
        delivery = sender.send(replace(a_mail(), **change))
        assert delivery.outcome is Outcome.UNSENDABLE or not any(
            "evil" in str(name) + (str(value) if name in ("Bcc", "X-Evil", "X") else "")
            for mail in server.mails
            for name, value in mail.items()
        )
        assert all("evil@evil.example" not in str(mail["To"]) for mail in server.mails)
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED


def test_a_mail_is_too_big_says_the_server_before_it_gets_it():
    with mail_server(data_size_limit=2_000) as server, server.sender() as sender:
        delivery = sender.send(replace(a_mail(), body="x" * 5_000))
        assert (delivery.outcome, delivery.code) == (Outcome.MAIL_REJECTED, 552)
        assert sender.send(a_mail()).outcome is Outcome.ACCEPTED
    assert len(server.mails) == 1


def test_a_connection_that_was_closed_between_two_mails_is_opened_again():
    with mail_server() as server, server.sender() as sender:
        server.hangs_up_after_mail = True
        assert sender.send(a_mail()).outcome is Outcome.UNCERTAIN
        server.hangs_up_after_mail = False
        assert [sender.send(a_mail()).outcome for _ in range(2)] == [Outcome.ACCEPTED] * 2
    assert sorted(server.sessions.values()) == [1, 2]


def test_a_connection_is_changed_after_a_hundred_mails():
    with mail_server() as server, server.sender() as sender:
        for _ in range(MAILS_PER_CONNECTION + 1):
            assert sender.send(a_mail()).outcome is Outcome.ACCEPTED
    assert sorted(server.sessions.values()) == [1, 100]


def test_lines_that_begin_with_a_dot_do_not_end_the_mail():
    assert as_data(b"a\r\n.\r\n..b\r\n") == b"a\r\n..\r\n...b\r\n.\r\n"
    assert as_data(b"no end") == b"no end\r\n.\r\n"


def test_answers_are_kept_in_one_short_line():
    assert reply_text(b"5.1.1 no\r\nsuch \x00user\x1b[31m" + b"y" * 500).startswith("5.1.1 no such user [31myyy")
    assert len(reply_text(b"y" * 500)) == 200
    assert queue_identifier("2.0.0 Ok: queued as 4QZX1k0Pz") == "4QZX1k0Pz"
    assert queue_identifier("OK id=1rABcd-0001Xy-2B") == "1rABcd-0001Xy-2B"
    assert queue_identifier("Ok 0102018f3c1a2b3c-d4e5-000000") == "0102018f3c1a2b3c-d4e5-000000"
    assert queue_identifier("OK") == ""


def test_the_message_id_is_that_of_the_message_whenever_it_is_sent():
    mail = a_mail()
    later = replace(mail, date=datetime(2027, 1, 1, tzinfo=UTC))
    identifiers = {
        line for each in (mail, later) for line in write_mail(each, BILLING).content.split(b"\r\n")
        if line.lower().startswith(b"message-id")
    }  # fmt: skip
    assert identifiers == {f"Message-ID: <{mail.message_id}@anna.example>".encode()}
