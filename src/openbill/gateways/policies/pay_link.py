"""What the secret of a link to pay is signed for, and what it says."""

from openbill.primitives.signed_link import Sign, SignedLink
from openbill.primitives.signed_link import read_link as read_signed_link
from openbill.primitives.signed_link import written_link as written_signed_link

PURPOSE = "payment link"

PayLink = SignedLink
"""Which payment request of which organization, and which of its links."""


def written_link(link: PayLink, sign: Sign, *, purpose: str = PURPOSE) -> str:
    """The secret of a link: 72 characters that are safe in an address."""
    return written_signed_link(link, sign, purpose=purpose)


def read_link(text: str, sign: Sign, *, purpose: str = PURPOSE) -> PayLink | None:
    """What a secret says; None where it was not made by us, for this purpose, or was changed."""
    return read_signed_link(text, sign, purpose=purpose)
