"""What was known at an instant, and whether that answer is final."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openbill.foundation.command_log.seal import last_seal, sequence_known_at


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The commands up to `sequence` of the log were known; provisional where more may follow."""

    sequence: int
    is_provisional: bool


def knowledge_at(organization_id: UUID, at: datetime) -> Knowledge:
    """What was sealed by an instant: final up to the last seal, provisional after it.

    Whoever asks for the present seals first (`seal_commands`). Read it inside the scope of the organization.
    """
    end = last_seal(organization_id)
    return Knowledge(sequence_known_at(organization_id, at), is_provisional=end is None or at > end.at)
