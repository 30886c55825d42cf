"""Which addresses of the web a webhook may be given."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from openbill.webhooks.errors import WebhookAddressWrong
from openbill.webhooks.policies.public_address import is_public

LONGEST = 2_000
PORTS = (443, 8443)
NOT_PUBLIC = "its host is not known on the open internet."
"""Said of a name that nobody knows and of one that leads inside alike: a stranger learns no name of ours by asking."""

_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?")
"""Whatever ends in a number is read as an address of IPv4, as programs do: 127.1, 0x7f000001."""


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """The parts of an address; `target` is what the request line says."""

    is_encrypted: bool
    host: str
    port: int
    target: str


def read_address(url: str, *, allows_loopback: bool = False) -> WebhookAddress:
    """Scheme, host, port and path of a webhook's address. Raises WebhookAddressWrong.

    A host that is a number must be one of the open internet; where a name leads is known only when it is asked.
    Only https and its usual ports; where the operator allows loopback (for tests on one machine) http and any port too.
    """
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or any(each in url for each in " \\<>\"'"):
        raise WebhookAddressWrong(reason="it is too long, or holds signs that no address has.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WebhookAddressWrong(reason="it cannot be read.") from None
    if parts.scheme != "https" and not (allows_loopback and parts.scheme == "http"):
        raise WebhookAddressWrong(reason="it does not begin with https://.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise WebhookAddressWrong(reason="it names a user or a fragment.")
    if not parts.hostname:
        raise WebhookAddressWrong(reason="the name of the host is missing.")
    if not (may_be_reached(parts.hostname, allows_loopback=allows_loopback) or _is_a_name(parts.hostname)):
        raise WebhookAddressWrong(reason=NOT_PUBLIC)
    port = port if port is not None else (443 if parts.scheme == "https" else 80)
    if port not in PORTS and not allows_loopback:
        raise WebhookAddressWrong(reason=f"the port {port} is none of {', '.join(map(str, PORTS))}.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return WebhookAddress(parts.scheme == "https", parts.hostname, port, target)


def may_be_reached(number: str, *, allows_loopback: bool) -> bool:
    """Whether a webhook may go to an address of the network."""
    return is_public(number) or (allows_loopback and number in ("127.0.0.1", "::1"))


def _is_a_name(host: str) -> bool:
    return ":" not in host and not _NUMBER.fullmatch(host)
