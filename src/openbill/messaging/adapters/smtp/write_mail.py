"""A mail as it goes over the wire."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from openbill.foundation.mail_settings import MailFrom
from openbill.messaging.types import Mail

_LINE_BEGINS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """Envelope and content; `needs_utf8` where an address has letters that only SMTPUTF8 (RFC 6531) carries."""

    envelope_from: str
    envelope_to: str
    content: bytes
    needs_utf8: bool


def write_mail(mail: Mail, installation: MailFrom) -> WrittenMail:
    """The mail with its headers: text, an HTML alternative where there is one, attachments.

    The Message-ID is made of the message's identifier, so that a mail that is sent again is recognisably the same.
    Bounces go to the installation's address. Raises ValueError where it cannot be written, such as for a header
    that would hold a line break.
    """
    sender = mail.sender_address or installation.address
    recipient = _in_ascii(mail.recipient_address)
    needs_utf8 = not all(address.isascii() for address in (recipient, sender.rpartition("@")[0], mail.reply_to))
    message = EmailMessage(policy=SMTPUTF8 if needs_utf8 else SMTP)
    message["From"] = _address(mail.sender_name or installation.name, sender)
    if sender != installation.address:
        message["Sender"] = _address(installation.name, installation.address)
    message["To"] = _address(mail.recipient_name, mail.recipient_address)
    if mail.reply_to:
        message["Reply-To"] = _address("", mail.reply_to)
    message["Subject"] = _unmistakable(mail.subject)
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = f"<{mail.message_id}@{_in_ascii(sender).rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.list_unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.list_unsubscribe}>"
    _put_content(message, mail)
    return WrittenMail(installation.address, recipient, message.as_bytes(), needs_utf8)


def as_data(content: bytes) -> bytes:
    """The content as DATA wants it (RFC 5321, 4.5.2): dots at the beginning of lines doubled, ended by a dot alone."""
    doubled = _LINE_BEGINS_WITH_DOT.sub(b"..", content)
    return doubled + (b"" if doubled.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _put_content(message: EmailMessage, mail: Mail) -> None:
    message.set_content(mail.body, subtype="plain", charset="utf-8", cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for attachment in mail.attachments:
        main, _, sub = attachment.media_type.partition("/")
        message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.file_name)


def _address(name: str, address: str) -> Address:
    shown, written = _unmistakable(name), _in_ascii(address)
    local, _, domain = written.rpartition("@")
    if local.isascii():
        return Address(display_name=shown, addr_spec=written)
    return Address(display_name=shown, username=local, domain=domain)


def _unmistakable(text: str) -> str:
    """A text that no mail program takes for an encoded one (RFC 2047): it would show something else."""
    return text.replace("=?", "= ?")


def _in_ascii(address: str) -> str:
    """The address with its domain as in the DNS (bücher.example becomes xn--bcher-kva.example)."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
