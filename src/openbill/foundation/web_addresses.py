"""Addresses of the web that a configuration names."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from openbill.foundation.mail_settings import is_loopback


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError("it begins neither with http:// nor with https://.")
    if not parts.hostname:
        raise ValueError("the name of the host is missing.")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("something stands beside scheme, host and port.")
    return url.rstrip("/")


def _issuer(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError("it does not begin with https://.")
    return url.rstrip("/")


def _host_and_port(text: str) -> str:
    host, separator, port = text.rpartition(":")
    if not (separator and host and port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError("it is not host:port.")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
"""Scheme, host and port, such as https://billing.example.com; without a slash at its end."""

Issuer = Annotated[str, AfterValidator(_issuer)]
"""The address of an identity provider: encrypted, unless it is on this machine."""

HostAndPort = Annotated[str, AfterValidator(_host_and_port)]
"""Where a server listens, such as 0.0.0.0:8000."""
