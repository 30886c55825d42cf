"""Make a story true, by the commands that a user's firm would use."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.types import Promised
from openbill.demo.types import Bill, Bounce, Buyer, Contest, Credit, Event, Pay, Pledge, Story
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_in_batches
from openbill.invoicing.queries.document_items import document_items
from openbill.invoicing.types import NewDraft, NewLine
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.types import NewPayment, PaymentMethod, PaymentRecorded, Spread
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.primitives.money import Money
from openbill.receivables.queries.open_amounts import open_amounts
from openbill.receivables.types import Designation


@dataclass
class Stage:
    """Where a story is played: the organization's identifiers, and what became of the story's keys so far."""

    context: Context
    entities: dict[str, UUID]
    customers: dict[str, UUID]
    buyers: dict[str, Buyer]
    bills: dict[str, UUID] = field(default_factory=dict)
    buyer_of: dict[str, str] = field(default_factory=dict)
    items: dict[str, list[UUID]] = field(default_factory=dict)
    payments: dict[str, PaymentRecorded] = field(default_factory=dict)
    to_withdraw: list[tuple[date, UUID]] = field(default_factory=list)


def play_by_months(story: Story, stage: Stage, *, after_month: Callable[[date], None]) -> None:
    """Play a story month by month: its invoices in one batch, the payments between other events in batches."""
    for (year, month), events in groupby(story.events, key=lambda event: (event.day.year, event.day.month)):
        of_month = list(events)
        issue(stage, [event for event in of_month if isinstance(event, Bill)])
        happen(stage, [event for event in of_month if not isinstance(event, Bill)])
        after_month(date(year, month, 1))


def play_day(stage: Stage, events: Sequence[Event], day: date) -> None:
    """Play what happens on one day."""
    issue(stage, [event for event in events if isinstance(event, Bill)])
    happen(stage, [event for event in events if not isinstance(event, Bill)])
    _withdraw_until(stage, day)


def issue(stage: Stage, bills: Sequence[Bill]) -> None:
    """Issue the invoices of a batch."""
    if not bills:
        return
    drafts = [_draft(stage, bill) for bill in bills]
    identifiers = draft_invoices(drafts=drafts, context=stage.context)
    issued = issue_in_batches(identifiers, context=stage.context)
    assert not issued.failures, issued.failures
    with scope(stage.context.organization_id):
        items = document_items(identifiers)
    for bill, invoice_id in zip(bills, identifiers, strict=True):
        stage.bills[bill.key] = invoice_id
        stage.buyer_of[bill.key] = bill.buyer
        stage.items[bill.key] = items[invoice_id]


def happen(stage: Stage, events: Iterable[Event]) -> None:
    """Let things happen in their order; payments that come one after the other are recorded together."""
    waiting: list[Pay] = []
    for event in events:
        if isinstance(event, Pay):
            if not _may_wait(event, waiting):
                _record(stage, waiting)
                waiting = []
            waiting.append(event)
            continue
        if _concerns(stage, event, waiting):
            _record(stage, waiting)
            waiting = []
        _withdraw_until(stage, event.day)
        _ACTS[type(event)](stage, event)
    _record(stage, waiting)


def _may_wait(pay: Pay, waiting: Sequence[Pay]) -> bool:
    """Whether a payment needs not know what those before it left: they are for other invoices."""
    of_buyer = [other for other in waiting if other.buyer == pay.buyer]
    if not pay.uses or not all(other.uses for other in of_buyer):
        return not of_buyer
    named = {use.bill for other in of_buyer for use in other.uses}
    return not any(use.bill in named for use in pay.uses)


def _concerns(stage: Stage, event: Event, waiting: Sequence[Pay]) -> bool:
    """Whether an event needs to know what waiting payments settle: it is about the same customer."""
    if isinstance(event, Bounce):
        return any(pay.key == event.pay for pay in waiting)
    assert not isinstance(event, Bill | Pay)
    return any(pay.buyer == stage.buyer_of[event.bill] for pay in waiting)


def _draft(stage: Stage, bill: Bill) -> NewDraft:
    buyer = stage.buyers[bill.buyer]
    lines = tuple(NewLine(each.description, each.quantity, each.unit_price, buyer.tax_code) for each in bill.lines)
    return NewDraft(
        customer_id=stage.customers[bill.buyer],
        currency=buyer.currency,
        lines=lines,
        legal_entity_id=stage.entities[buyer.entity],
        document_date=bill.day,
        terms=buyer.terms,
    )


def _record(stage: Stage, pays: Sequence[Pay]) -> None:
    if not pays:
        return
    with scope(stage.context.organization_id):
        left = open_amounts([stage.items[use.bill][use.part - 1] for pay in pays for use in pay.uses])
    recorded = record_payments(payments=[_payment(stage, pay, left) for pay in pays], context=stage.context)
    stage.payments.update(zip((pay.key for pay in pays), recorded, strict=True))


def _payment(stage: Stage, pay: Pay, left: dict[UUID, int]) -> NewPayment:
    buyer = stage.buyers[pay.buyer]
    designations = []
    for use in pay.uses:
        item_id = stage.items[use.bill][use.part - 1]
        wanted = min(pay.amount_minor if use.amount_minor is None else use.amount_minor, left.get(item_id, 0))
        if wanted > 0:
            designations.append(Designation(item_id, Money(wanted, buyer.currency)))
    return NewPayment(
        customer_id=stage.customers[pay.buyer],
        amount=Money(pay.amount_minor, buyer.currency),
        received_date=pay.day,
        method=PaymentMethod(pay.method),
        legal_entity_id=stage.entities[buyer.entity],
        designations=tuple(designations),
        spread=Spread.UNAPPLIED if pay.uses else Spread.OLDEST_FIRST,
    )


def _bounce(stage: Stage, event: Bounce) -> None:
    recorded = stage.payments[event.pay]
    return_payment(payment_id=recorded.payment_id, on=event.day, reason="returned by the bank", context=stage.context)


def _credit(stage: Stage, event: Credit) -> None:
    line = NewLine("Goodwill for a damaged delivery", Decimal(1), event.net, _buyer_of(stage, event.bill).tax_code)
    credit_invoice(
        invoice_id=stage.bills[event.bill], lines=[line], document_date=event.day, reason="", context=stage.context
    )


def _contest(stage: Stage, event: Contest) -> None:
    item_id = stage.items[event.bill][0]
    with scope(stage.context.organization_id):
        left = open_amounts([item_id]).get(item_id, 0)
    wanted = left if event.amount_minor is None else min(event.amount_minor, left)
    if wanted <= 0:
        return
    dispute_id = open_dispute(
        contested=[Contested(item_id, Money(wanted, _buyer_of(stage, event.bill).currency))],
        reason=DisputeReason(event.reason),
        note="Two of the lamps arrived broken.",
        on=event.day,
        context=stage.context,
    )
    if event.withdrawn_on is not None:
        stage.to_withdraw.append((event.withdrawn_on, dispute_id))


def _pledge(stage: Stage, event: Pledge) -> None:
    with scope(stage.context.organization_id):
        left = open_amounts(stage.items[event.bill])
    promised = [Promised(item_id) for item_id in stage.items[event.bill] if left.get(item_id, 0) > 0]
    if promised:
        give_promise(promised=promised, promised_date=event.by, given_on=event.day, context=stage.context)


def _withdraw_until(stage: Stage, day: date) -> None:
    for due, dispute_id in [each for each in stage.to_withdraw if each[0] <= day]:
        # A credit note may have answered it meanwhile.
        with suppress(NotPossibleInState):
            withdraw_dispute(dispute_id=dispute_id, outcome="settled on the phone", on=due, context=stage.context)
        stage.to_withdraw.remove((due, dispute_id))


def _buyer_of(stage: Stage, bill: str) -> Buyer:
    return stage.buyers[stage.buyer_of[bill]]


_ACTS: dict[type, Callable[[Stage, Event], None]] = {
    Bounce: _bounce,  # type: ignore[dict-item]
    Credit: _credit,  # type: ignore[dict-item]
    Contest: _contest,  # type: ignore[dict-item]
    Pledge: _pledge,  # type: ignore[dict-item]
}
