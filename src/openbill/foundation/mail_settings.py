"""How mails leave an installation: which server, how protected, under which address."""

import ipaddress
import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import AfterValidator, SecretStr

_PORTS = {"smtp": 587, "smtps": 465}
_KNOWN = {"tls", "ca"}
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9-]+"
)


class Tls(StrEnum):
    """How the connection to the server is protected."""

    STARTTLS = "starttls"
    """It begins in the clear, and goes on only after TLS was agreed."""
    IMPLICIT = "implicit"
    """TLS from the first byte on."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """The server that mails are handed to; `ca` is a file with the certificates to trust, besides the system's own."""

    host: str
    port: int
    tls: Tls
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    ca: Path | None = None

    @property
    def is_on_this_machine(self) -> bool:
        return is_loopback(self.host)


@dataclass(frozen=True, slots=True)
class MailFrom:
    """The name and the address that mails come from where no other is said."""

    name: str
    address: str


def smtp_server(url: str) -> SmtpServer:
    """A server from smtp://user:password@host:587 (STARTTLS, unless ?tls=none) or smtps://user:password@host:465.

    Raises ValueError with what is wrong, and never with a part of the password: without TLS a password goes to a
    server of this machine only.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise ValueError("it is not an address.") from None
    if parts.scheme not in _PORTS:
        raise ValueError("it begins neither with smtp:// nor with smtps://.")
    if not parts.hostname:
        raise ValueError("the name of the server is missing.")
    if parts.path.strip("/") or parts.fragment:
        raise ValueError(
            "something follows the server; in a password, / is written %2F, # is %23, @ is %40 and ? is %3F."
        )
    if port == 0:
        raise ValueError("there is no port 0.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError("user and password are given together, or not at all.")
    server = SmtpServer(
        parts.hostname, port or _PORTS[parts.scheme], _tls(parts.scheme, options), user, password, _ca(options)
    )
    if user and server.tls is Tls.NONE and not server.is_on_this_machine:
        raise ValueError("without TLS the password could be read on its way.")
    return server


def mail_from(text: str) -> MailFrom:
    """Name and address from "Anna Ltd <billing@example.com>" or the address alone. Raises ValueError."""
    name, address = parseaddr(text)
    if not text.isprintable() or not _ADDRESS.fullmatch(address) or text.count("@") != 1:
        raise ValueError("it is not an address.")
    return MailFrom(name, address)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tls(scheme: str, options: dict[str, str]) -> Tls:
    for unknown in options.keys() - _KNOWN:
        raise ValueError(f"there is no option {unknown!r}; there are tls and ca.")
    wanted = options.get("tls")
    if scheme == "smtps":
        if wanted is not None:
            raise ValueError("smtps:// is TLS from the beginning; tls=… goes with smtp://.")
        return Tls.IMPLICIT
    if wanted not in (None, "starttls", "none"):
        raise ValueError("tls is starttls or none.")
    return Tls.NONE if wanted == "none" else Tls.STARTTLS


def _ca(options: dict[str, str]) -> Path | None:
    path = options.get("ca")
    if path is None:
        return None
    if not Path(path).is_file():
        raise ValueError("the file of ca is not there.")
    return Path(path)


def _checked_url(url: SecretStr) -> SecretStr:
    smtp_server(url.get_secret_value())
    return url


def _checked_mail_from(text: str) -> str:
    mail_from(text)
    return text


SmtpUrl = Annotated[SecretStr, AfterValidator(_checked_url)]
MailFromText = Annotated[str, AfterValidator(_checked_mail_from)]
