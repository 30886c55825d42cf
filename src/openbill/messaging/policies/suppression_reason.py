"""Why an address may not be written to."""

from openbill.messaging.errors import SuppressionReasonUnknown
from openbill.messaging.types import SUPPRESSION_REASONS


def suppression_reason(reason: str) -> str:
    """One of SUPPRESSION_REASONS. Raises SuppressionReasonUnknown."""
    if reason not in SUPPRESSION_REASONS:
        raise SuppressionReasonUnknown(reason=ascii(reason[:60]), known=", ".join(SUPPRESSION_REASONS))
    return reason
