"""How a person is reached."""

import re

from openbill.customers.errors import (
    ChannelUnknown,
    ContactRoleUnknown,
    PhoneNumberWrong,
    PreferredChannelBlank,
)
from openbill.customers.types import CHANNELS, CONTACT_ROLES

_PHONE = re.compile(r"\+?[0-9 ()./\-\u00a0]+(?: ?(?:ext\.?|x) ?[0-9]{1,6})?", re.IGNORECASE)
_FEWEST_DIGITS = 4
_MOST_DIGITS = 15
"""Of a number in the numbering plan of ITU-T E.164."""


def contact_role(role: str) -> str:
    """One of CONTACT_ROLES. Raises ContactRoleUnknown."""
    if role not in CONTACT_ROLES:
        raise ContactRoleUnknown(role=role, known=", ".join(CONTACT_ROLES))
    return role


def phone_number(channel: str, text: str) -> str:
    """A number as it was written, spaces made single; blank stays blank.

    Raises PhoneNumberWrong, which does not repeat what was given: it is somebody's.
    """
    number = " ".join(text.split())
    if not number:
        return ""
    digits = sum(character.isdigit() for character in re.split("ext|x", number, flags=re.IGNORECASE)[0])
    if not _PHONE.fullmatch(number) or not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        raise PhoneNumberWrong(channel=channel)
    return number


def preferred_channel(wanted: str | None, *, email: str, phone: str, mobile: str) -> str:
    """The wanted channel, which must not be blank; else the first of CHANNELS that is not; else e-mail.

    Raises ChannelUnknown and PreferredChannelBlank.
    """
    values = {"email": email, "phone": phone, "mobile": mobile}
    if wanted is None:
        return next((channel for channel in CHANNELS if values[channel]), "email")
    if wanted not in values:
        raise ChannelUnknown(channel=wanted, known=", ".join(CHANNELS))
    if not values[wanted]:
        raise PreferredChannelBlank(channel=wanted)
    return wanted
