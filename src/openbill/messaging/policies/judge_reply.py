"""What the answer of a mail server says about a mail, about its address, and about ourselves."""

import re
from enum import StrEnum

from openbill.messaging.types import Outcome


class Stage(StrEnum):
    """What the server answered to."""

    CONNECTION = "connection"
    """Greeting, EHLO, STARTTLS, AUTH: before any mail is spoken of."""
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    """DATA itself, or the end of the mail."""


_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")

_ABOUT_THE_ADDRESS = frozenset({(1, 0), (1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1), (4, 1)})
"""Of RFC 3463: no such mailbox, system or syntax, moved, null MX (RFC 7505), disabled; and 5.4.1, with which Microsoft
365 turns away unknown addresses at its edge."""

_CODES_ABOUT_THE_ADDRESS = frozenset({550, 551, 553})
"""Of RFC 5321, for servers that give no enhanced code: mailbox unavailable, not local, name not allowed."""

_ABOUT_US = re.compile(
    r"relay|spam|\bblocked\b|bl(?:ack|ock) ?list|\b(?:dns|r)bl\b|polic|reputation|authenti|denied"
    r"|\b(?:spf|dkim|dmarc)\b",
    re.IGNORECASE,
)
"""Words by which a server that gives no enhanced code says that it is we who are not welcome."""

_TOO_BIG = 552


def judge_reply(stage: Stage, code: int, reply: str) -> Outcome:
    """The outcome of an attempt that ended with this answer (RFC 5321), finer where it has a code of RFC 3463.

    Only an answer to the recipient that is about the address rejects the address. That a server does not
    relay for us, takes us for a spammer or finds the mail too big says nothing about where it was to go: to
    suppress the address for that would, after one wrong setting, silence every customer.
    """
    if stage is Stage.CONTENT and 200 <= code < 300:
        return Outcome.ACCEPTED
    if stage is Stage.CONNECTION or code == 421:
        return Outcome.UNREACHABLE
    if not 500 <= code < 600:
        return Outcome.TEMPORARY
    if stage is Stage.SENDER:
        return Outcome.MAIL_REJECTED if code == _TOO_BIG else Outcome.UNREACHABLE
    return Outcome.ADDRESS_REJECTED if _is_about_the_address(stage, code, reply) else Outcome.MAIL_REJECTED


def _is_about_the_address(stage: Stage, code: int, reply: str) -> bool:
    enhanced = _ENHANCED.match(reply)
    if enhanced and enhanced[1] == "5":
        return (int(enhanced[2]), int(enhanced[3])) in _ABOUT_THE_ADDRESS
    return stage is Stage.RECIPIENT and code in _CODES_ABOUT_THE_ADDRESS and not _ABOUT_US.search(reply)
