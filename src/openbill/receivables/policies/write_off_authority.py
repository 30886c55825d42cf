"""When a write-off needs a second person."""

from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money


class WriteOffNeedsApproval(Refusal):
    """A write-off of {amount} is above the limit of {limit} and needs approval."""

    remedy = "Ask somebody with the authority to approve it."


class ApproverIsRequester(Refusal):
    """Nobody approves a write-off that they asked for themselves."""

    remedy = "Another person must approve it."


def write_off_needs_approval(amount: Money, limit: Money) -> bool:
    """Whether the amount is above what one person may write off alone; the limit itself is not."""
    assert amount.is_positive, "A write-off is above zero."
    assert not limit.is_negative, "A limit is not negative."

    return amount > limit


def check_write_off_authority(amount: Money, limit: Money, *, requested_by: str, approved_by: str | None) -> None:
    """Refuse a write-off above the limit that no second person approved.

    Raises WriteOffNeedsApproval or ApproverIsRequester.
    """
    if not write_off_needs_approval(amount, limit):
        return
    if approved_by is None:
        raise WriteOffNeedsApproval(amount=amount, limit=limit)
    if approved_by == requested_by:
        raise ApproverIsRequester
