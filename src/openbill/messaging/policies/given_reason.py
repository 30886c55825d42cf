"""Why a person did something to a message."""

from openbill.messaging.errors import ReasonMissing
from openbill.messaging.policies.written_text import several_lines

LONGEST_REASON = 1_000


def given_reason(reason: str) -> str:
    """The reason without space around it. Raises ReasonMissing, TextTooLong and UnwritableCharacter."""
    if not reason.strip():
        raise ReasonMissing
    return several_lines("reason", reason.strip(), most=LONGEST_REASON)
