"""How long a mail server may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """In seconds. RFC 5321 would wait longer for most; a mail that is tried again costs less than a sender that hangs.

    After the whole mail only the answer is missing, and to give up then leaves a doubt: so that is waited for longest.
    """

    connecting: float = 30
    answer: float = 30
    answer_to_the_mail: float = 300
