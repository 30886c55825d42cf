"""A wrong mail server is named with what would be right, and its password never."""

import pytest
from pydantic import SecretStr

from openbill.foundation.configuration import ConfigurationRefused, load_configuration
from openbill.foundation.mail_settings import MailFrom, SmtpServer, Tls, mail_from, smtp_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://anna:s%40crET%2F1@mail.example.com",
            SmtpServer("mail.example.com", 587, Tls.STARTTLS, "anna", "s@crET/1"),
        ),
        ("smtps://anna:x@mail.example.com", SmtpServer("mail.example.com", 465, Tls.IMPLICIT, "anna", "x")),
        ("smtp://mail.example.com:2525?tls=starttls", SmtpServer("mail.example.com", 2525, Tls.STARTTLS)),
        ("smtp://mail.internal:25?tls=none", SmtpServer("mail.internal", 25, Tls.NONE)),
        ("smtp://anna:x@localhost:25?tls=none", SmtpServer("localhost", 25, Tls.NONE, "anna", "x")),
        ("smtp://anna:x@127.0.0.1?tls=none", SmtpServer("127.0.0.1", 587, Tls.NONE, "anna", "x")),
        ("smtp://anna:x@[::1]:25?tls=none", SmtpServer("::1", 25, Tls.NONE, "anna", "x")),
    ],
)
def test_a_server_is_read_from_one_address(url, server):
    assert smtp_server(url) == server


def test_certificates_of_its_own_are_read_from_a_file(tmp_path):
    (tmp_path / "ca.pem").write_text("x")
    assert smtp_server(f"smtps://mail.example.com?ca={tmp_path}/ca.pem").ca == tmp_path / "ca.pem"


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("mail.example.com", "it begins neither with smtp:// nor with smtps://."),
        ("http://anna:hunter2@mail.example.com", "it begins neither with smtp:// nor with smtps://."),
        ("anna:hunter2@mail.example.com", "it begins neither with smtp:// nor with smtps://."),
        ("hunter2:x@mail.example.com", "it begins neither with smtp:// nor with smtps://."),
        ("smtp://", "the name of the server is missing."),
        ("smtp://anna:hunter2@", "the name of the server is missing."),
        ("smtp://anna:hunter2@mail.example.com:0", "there is no port 0."),
        ("smtp://anna:hunter2@mail.example.com:99999", "it is not an address."),
        ("smtp://anna:hun/ter2@mail.example.com", "it is not an address."),
        ("smtp://anna:25/hunter2@mail.example.com", "something follows the server;"),
        ("smtp://anna:25#hunter2@mail.example.com", "something follows the server;"),
        ("smtp://anna:25?hunter2@mail.example.com", "it is not an address."),
        ("smtp://anna@mail.example.com", "user and password are given together, or not at all."),
        ("smtp://:hunter2@mail.example.com", "user and password are given together, or not at all."),
        ("smtp://anna:hunter2@mail.example.com?tls=none", "without TLS the password could be read on its way."),
        ("smtp://anna:hunter2@10.0.0.5?tls=none", "without TLS the password could be read on its way."),
        ("smtp://anna:hunter2@localhost.evil.example?tls=none", "without TLS the password could be read"),
        ("smtp://mail.example.com?tls=maybe", "tls is starttls or none."),
        ("smtps://mail.example.com?tls=none", "smtps:// is TLS from the beginning; tls=… goes with smtp://."),
        ("smtp://mail.example.com?verify=no", "there is no option 'verify'; there are tls and ca."),
        ("smtp://mail.example.com?ca=/nowhere/ca.pem", "the file of ca is not there."),
    ],
)
def test_a_wrong_server_is_refused_without_its_password(tmp_path, url, wrong):
    with pytest.raises(ConfigurationRefused) as refused:
        load_configuration(
            {"OPENBILL_HOME": str(tmp_path), "OPENBILL_SMTP_URL": url, "OPENBILL_MAIL_FROM": "a@b.example"}
        )
    (value,) = refused.value.facts["wrong_values"]
    assert value.wrong.startswith(wrong)
    assert value.right == (
        "Right would be: smtp://user:password@mail.example.com:587 or smtps://user:password@mail.example.com."
    )
    for part in ("hunter2", "ter2"):
        assert part not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("billing@anna.example", MailFrom("", "billing@anna.example")),
        ("Anna Ltd <billing@anna.example>", MailFrom("Anna Ltd", "billing@anna.example")),
        ('"Anna, Ltd" <billing@anna.example>', MailFrom("Anna, Ltd", "billing@anna.example")),
        ("Änna <billing+x@anna.co.uk>", MailFrom("Änna", "billing+x@anna.co.uk")),
        ("openbill@localhost", MailFrom("", "openbill@localhost")),
    ],
)
def test_the_address_that_mails_come_from(text, expected):
    assert mail_from(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Anna", "billing@", "@anna.example", "a@b.example, c@d.example", "Anna <a@b.example>\nBcc: x", "a b@c.example"],
)
def test_a_wrong_address_to_mail_from_is_refused(tmp_path, text):
    with pytest.raises(ConfigurationRefused) as refused:
        load_configuration({"OPENBILL_HOME": str(tmp_path), "OPENBILL_MAIL_FROM": text})
    (value,) = refused.value.facts["wrong_values"]
    assert (value.name, value.wrong) == ("OPENBILL_MAIL_FROM", "it is not an address.")


def test_a_server_without_an_address_to_mail_from_is_refused(tmp_path):
    with pytest.raises(ConfigurationRefused) as refused:
        load_configuration({"OPENBILL_HOME": str(tmp_path), "OPENBILL_SMTP_URL": "smtp://a:hunter2@m.example"})
    (value,) = refused.value.facts["wrong_values"]
    assert (value.name, value.value) == ("OPENBILL_SMTP_URL", "'smtp://a:***@m.example'")
    assert value.wrong == "it is set without OPENBILL_MAIL_FROM."
    assert value.right == "Say which address mails come from, such as billing@example.com."


def test_the_configuration_does_not_show_the_password(tmp_path):
    (tmp_path / "openbill.toml").write_text(
        'smtp_url = "smtp://anna:hunter2@mail.example.com"\nmail_from = "Anna <a@b.example>"\n'
    )
    configuration = load_configuration({"OPENBILL_HOME": str(tmp_path)})
    assert "hunter2" not in repr(configuration) + str(configuration)
    assert isinstance(configuration.smtp_url, SecretStr)
    server = smtp_server(configuration.smtp_url.get_secret_value())
    assert (server.password, mail_from(configuration.mail_from)) == ("hunter2", MailFrom("Anna", "a@b.example"))
    assert "hunter2" not in repr(server)
