"""What was known at an instant, and whether that answer is final."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openbill.foundation import clock
from openbill.foundation.command_log.seal import last_seal, sequence_known_at


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The commands up to `sequence` of the log were known; provisional where more may follow."""

    sequence: int
    is_provisional: bool


def knowledge_at(organization_id: UUID, at: datetime) -> Knowledge:
    """What was sealed by an instant: final up to the last seal whose instant has come, provisional after it.

    Where a clock was ahead once, seals lie in the future, and so does the seal of whatever was done since: it is not
    among what was known by the present, although it was done by then. That is why such an answer is provisional.

    Whoever asks for the present seals first (`seal_commands`). Read it inside the scope of the organization.
    """
    end = last_seal(organization_id, by=clock.now())
    return Knowledge(sequence_known_at(organization_id, at), is_provisional=end is None or at > end.at)
