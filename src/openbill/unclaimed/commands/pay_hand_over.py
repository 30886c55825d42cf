"""Pay to a state what was handed over to it."""

from datetime import date
from uuid import UUID

from openbill.cash_application.commands.expect_at_bank import expect_at_bank
from openbill.cash_application.types.decisions import Expected, Source
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.post_transfers import post_transfers
from openbill.ledger.types import Transfer
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.primitives.money import Money
from openbill.unclaimed.commands.approve_hand_over import OWED_TO_STATES
from openbill.unclaimed.commands.read_hand_over import decide, read_hand_over
from openbill.unclaimed.errors import HandOverOfTheFuture, PaidBeforeHandedOver
from openbill.unclaimed.events import HandOverWasPaid
from openbill.unclaimed.models import HandOver

SOURCE_KIND = "hand_over"
ENTRY = "hand_over_paid"


@in_plain_text("reference")
@command(permission="unclaimed.approve")
def pay_hand_over(*, hand_over_id: UUID, on: date | None = None, reference: str = "", context: Context) -> None:
    """Book that the money of a handing over left on a day (today if not said): the line of the bank is known by it.

    `reference` is what the transfer says, the number of the handing over where that is blank. Raises HandOverUnknown,
    HandOverAlreadyDecided, HandOverOfTheFuture and PaidBeforeHandedOver.
    """
    row = read_hand_over(hand_over_id, "pay", context=context)
    day = _day(row, on, context)
    row.paid_on, row.reference = day, reference.strip()
    decide(row, "pay")
    transfer = Transfer(
        row.legal_entity_id, day, ENTRY, row.id, OWED_TO_STATES, "cash_clearing", row.currency, row.amount_minor
    )
    post_transfers([transfer], context=context)
    expected = Expected(
        source=Source(SOURCE_KIND, row.id),
        legal_entity_id=row.legal_entity_id,
        amount=Money(-row.amount_minor, row.currency),
        expected_date=day,
        references=tuple(dict.fromkeys(word for word in (row.number, row.reference) if word)),
    )
    expect_at_bank(expected=[expected], context=context)
    publish(HandOverWasPaid(row.id, row.jurisdiction, day, row.amount_minor, row.currency), context=context)


def _day(row: HandOver, on: date | None, context: Context) -> date:
    today = read_latest_day(context=context)
    day = on or context.today()
    if day > today:
        raise HandOverOfTheFuture(on=day, today=today)
    assert row.handed_over_on is not None, "What is approved was handed over on a day."
    if day < row.handed_over_on:
        raise PaidBeforeHandedOver(handed_over_on=row.handed_over_on, on=day)
    return day
