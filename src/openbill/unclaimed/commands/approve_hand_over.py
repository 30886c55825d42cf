"""Hand credits over to a state: what one person asked for another one approves."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.cash_application.commands.set_aside import set_lines_aside
from openbill.cash_application.models import LineToDo
from openbill.cash_application.types.decisions import AsideOn
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.ledger.commands.open_books import open_books
from openbill.ledger.commands.post_transfers import post_transfers
from openbill.ledger.types import Transfer
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.book_allocations import ALLOCATION_COLUMNS, book_allocations
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.models import OpenItem
from openbill.receivables.types import NewItem
from openbill.unclaimed.commands.read_hand_over import decide, read_hand_over
from openbill.unclaimed.commands.time_credits import take_turn, time_again
from openbill.unclaimed.errors import CreditsChanged, HandOverApproverIsRequester, HandOverOfTheFuture
from openbill.unclaimed.events import CreditWasHandedOver, HandOverWasApproved
from openbill.unclaimed.models import HandOver, HandOverCredit, UnclaimedCredit

OWED_TO_STATES = "unclaimed_property"
ENTRY = "hand_over"

Part = tuple[HandOverCredit, UnclaimedCredit]


@command(permission="unclaimed.approve")
def approve_hand_over(*, hand_over_id: UUID, on: date | None = None, context: Context) -> None:
    """Approve a handing over that somebody else asked for: from a day on (today if not said) its money is owed there.

    Each credit of a customer is settled by an item on the liability account of unclaimed property, and each bank line
    is set aside onto it. Raises HandOverUnknown, HandOverAlreadyDecided, HandOverApproverIsRequester,
    HandOverOfTheFuture, and CreditsChanged where something was used, or its owner was in contact, meanwhile.
    """
    take_turn(context)
    row = read_hand_over(hand_over_id, "approve", context=context)
    if context.responsible == row.requested_by:
        raise HandOverApproverIsRequester
    today = read_latest_day(context=context)
    if on is not None and on > today:
        raise HandOverOfTheFuture(on=on, today=today)
    day = on or context.today()
    parts = _parts(row, context)
    # Organizations that are older than the account get it now.
    open_books(context=context)
    items = _locked_items(parts, context)
    _hand_items_over(parts, items, day, context)
    _hand_lines_over(row, parts, day, context)
    row.handed_over_on = day
    row.decided_by, row.decided_at = context.responsible, context.at
    decide(row, "approve")
    time_again([credit.id for _, credit in parts], context=context)
    _tell(row, parts, context)


def _parts(row: HandOver, context: Context) -> list[Part]:
    """What is to be handed over. Raises CreditsChanged."""
    held = HandOverCredit.objects.filter(organization_id=context.organization_id, hand_over_id=row.id).order_by("id")
    parts = list(held)
    known = UnclaimedCredit.objects.filter(
        organization_id=context.organization_id, id__in=[part.credit_id for part in parts]
    )
    time_again([part.credit_id for part in parts], context=context)
    owed = {credit.id: credit for credit in known.all()}
    changed = [
        part
        for part in parts
        if owed[part.credit_id].state != "to_hand_over"
        or owed[part.credit_id].amount_minor != part.amount_minor
        or owed[part.credit_id].jurisdiction != row.jurisdiction
    ]
    if changed:
        raise CreditsChanged(count=len(changed))
    return [(part, owed[part.credit_id]) for part in parts]


def _locked_items(parts: Sequence[Part], context: Context) -> dict[UUID, OpenItem]:
    """The customers' credits, locked; they are open as far as was asked for. Raises CreditsChanged."""
    items = lock_items([credit.item_id for _, credit in parts if credit.item_id is not None], context=context)
    amounts = {credit.item_id: part.amount_minor for part, credit in parts}
    changed = [item for item in items.values() if item.open_minor != amounts[item.id]]
    lines = [credit.line_id for _, credit in parts if credit.line_id is not None]
    undecided = LineToDo.objects.filter(organization_id=context.organization_id, line_id__in=lines).count()
    if changed or undecided != len(lines):
        raise CreditsChanged(count=len(changed) + len(lines) - undecided)
    return items


def _hand_items_over(parts: Sequence[Part], items: dict[UUID, OpenItem], day: date, context: Context) -> None:
    handed = [(part, items[credit.item_id]) for part, credit in parts if credit.item_id is not None]
    if not handed:
        return
    debit_ids = record_items(items=[_debit_of(item, part.amount_minor, day) for part, item in handed], context=context)
    rows = []
    for (part, item), debit_id in zip(handed, debit_ids, strict=True):
        rows.append((new_identifier(), debit_id, item.id, part.amount_minor, max(day, item.posting_date)))
        part.debit_item_id = debit_id
    with staged_rows("handed_over", ALLOCATION_COLUMNS, rows) as wanted:
        book_allocations(wanted, {}, context=context)
    HandOverCredit.objects.bulk_update([part for part, _ in handed], ["debit_item_id"], batch_size=1_000)


def _debit_of(item: OpenItem, amount_minor: int, day: date) -> NewItem:
    """The item that settles a credit, worth the same; not before the credit stands in the books."""
    posted_on = max(day, item.posting_date)
    return NewItem(
        customer_id=item.customer_id,
        kind="handed_over",
        amount=Money(amount_minor, item.currency),
        document_date=posted_on,
        due_date=posted_on,
        legal_entity_id=item.legal_entity_id,
        reference=item.document_number,
        worth_minor=item.open_functional_minor if item.is_valued else None,
    )


def _hand_lines_over(row: HandOver, parts: Sequence[Part], day: date, context: Context) -> None:
    lines = [(part, credit) for part, credit in parts if credit.line_id is not None]
    if not lines:
        return
    set_lines_aside(line_ids=[credit.line_id for _, credit in lines if credit.line_id is not None], context=context)
    post_transfers(
        [
            Transfer(
                row.legal_entity_id, max(day, credit.arose_on), ENTRY, row.id, AsideOn.OTHER.value, OWED_TO_STATES,
                row.currency, part.amount_minor,
            )
            for part, credit in lines
        ],
        context=context,
    )  # fmt: skip


def _tell(row: HandOver, parts: Sequence[Part], context: Context) -> None:
    publish(
        HandOverWasApproved(row.id, row.jurisdiction, row.credit_count, row.amount_minor, row.currency),
        context=context,
    )
    for part, credit in parts:
        if credit.customer_id is not None:
            publish(
                CreditWasHandedOver(credit.id, credit.customer_id, row.jurisdiction, part.amount_minor, row.currency),
                context=context,
            )
