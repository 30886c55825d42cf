"""How the secret part of a link is written: whose matter it is about, and a signature that only we can make.

Nothing of it is kept, neither it nor a hash: whoever reads the database can make none. Its number goes up where a link
is withdrawn, and the links before are good no more.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

_IDENTIFIER, _NUMBER, _SIGNATURE = 16, 2, 20
_LENGTH = 2 * _IDENTIFIER + _NUMBER + _SIGNATURE
LONGEST = 100
MOST_LINKS = 2 ** (8 * _NUMBER) - 1

Sign = Callable[[bytes, str], bytes]
"""Makes a digest of bytes for a purpose with a key of the installation."""


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What of which organization it is about, and which of its links, the first being 1."""

    organization_id: UUID
    request_id: UUID
    number: int


def written_link(link: SignedLink, sign: Sign, *, purpose: str) -> str:
    """The secret of a link: 72 characters that are safe in an address."""
    assert 1 <= link.number <= MOST_LINKS, "Links are counted from 1."
    said = link.organization_id.bytes + link.request_id.bytes + link.number.to_bytes(_NUMBER)
    return base64.urlsafe_b64encode(said + sign(said, purpose)[:_SIGNATURE]).decode().rstrip("=")


def read_link(text: str, sign: Sign, *, purpose: str) -> SignedLink | None:
    """What a secret says; None where it was not made by us, for this purpose, or was changed."""
    if len(text) > LONGEST or not text.isascii():
        return None
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(content) != _LENGTH:
        return None
    said, signature = content[:-_SIGNATURE], content[-_SIGNATURE:]
    if not compare_digest(signature, sign(said, purpose)[:_SIGNATURE]):
        return None
    link = SignedLink(
        UUID(bytes=said[:_IDENTIFIER]),
        UUID(bytes=said[_IDENTIFIER : 2 * _IDENTIFIER]),
        int.from_bytes(said[2 * _IDENTIFIER :]),
    )
    # One secret has one spelling: the bits that padding leaves over are ours too.
    return link if link.number and written_link(link, sign, purpose=purpose) == text else None
