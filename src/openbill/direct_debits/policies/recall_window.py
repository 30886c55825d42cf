"""Until when a debit that was paid can come back."""

from dataclasses import dataclass
from datetime import date, timedelta

from openbill.direct_debits.policies.target_days import target_days_after
from openbill.direct_debits.types import Scheme
from openbill.primitives.calendar import add_months

RETURN_DAYS = {Scheme.CORE: 5, Scheme.B2B: 3}
"""TARGET days within which the payer's bank returns what it cannot pay (rulebooks, section 4.3.2)."""

REFUND_WEEKS = 8
REFUND_TRANSIT_DAYS = 2
"""A refund that the payer asked for on the last day arrives at most so many TARGET days later."""

UNAUTHORISED_MONTHS = 13
INQUIRY_DAYS, INQUIRY_TRANSIT_DAYS = 30, 4
"""The banks have 30 days to look for the mandate, and 4 TARGET days to settle what they found."""

UNAUTHORISED = "MD01"


@dataclass(frozen=True, slots=True)
class RecallWindow:
    """The last days, by what is taken back: until the first the money is provisional.

    `refundable_until` is the last day on which a payer may want it back, and `refund_arrives_until` on which that
    reaches the creditor; the same of a debit that nobody had allowed. Of the scheme among businesses a payer has no
    such right, and the days of the bank's returns are all four.
    """

    refundable_until: date
    refund_arrives_until: date
    contestable_until: date
    contest_arrives_until: date

    def accepts(self, returned_on: date, code: str) -> bool:
        """Whether a return of a day and for a reason still lies inside."""
        last = self.contest_arrives_until if code == UNAUTHORISED else self.refund_arrives_until
        return returned_on <= last


def recall_window(scheme: Scheme, settled_on: date) -> RecallWindow:
    """The window of a debit by the day on which the payer's account was debited.

    Core: eight weeks without a reason, and thirteen months where no mandate allowed it (Directive 2015/2366, articles
    71 and 77). Business to business: none after the days in which the bank returns.
    """
    returned = target_days_after(settled_on, RETURN_DAYS[scheme])
    if scheme is Scheme.B2B:
        return RecallWindow(returned, returned, returned, returned)
    refundable = settled_on + timedelta(weeks=REFUND_WEEKS)
    contestable = add_months(settled_on, UNAUTHORISED_MONTHS)
    inquired = contestable + timedelta(days=INQUIRY_DAYS)
    return RecallWindow(
        refundable_until=refundable,
        refund_arrives_until=target_days_after(refundable, REFUND_TRANSIT_DAYS),
        contestable_until=contestable,
        contest_arrives_until=target_days_after(inquired, INQUIRY_TRANSIT_DAYS),
    )
