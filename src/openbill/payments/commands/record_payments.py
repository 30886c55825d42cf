"""Record payments, and settle debts with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customers
from openbill.customers.queries.with_merged import shown_customers
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.organizations.models import LegalEntity
from openbill.organizations.queries.legal_entities import default_legal_entity_id, require_legal_entities
from openbill.payments.commands.lock_payable_debts import lock_payable_debts
from openbill.payments.commands.note_withheld_tax import note_withheld_tax
from openbill.payments.commands.replace_clearings import clear_again
from openbill.payments.commands.write_payments import PaymentRow, write_payments
from openbill.payments.errors import (
    PaymentAlike,
    PaymentIsNotPositive,
    PaymentNotPossible,
    PaymentOfTheFuture,
    PaymentToldTwice,
)
from openbill.payments.events import PaymentWasRecorded
from openbill.payments.policies.spread_payments import Debts, Spent
from openbill.payments.queries.payments_alike import payments_alike
from openbill.payments.types import NewPayment, PaymentRecorded, ShortfallKind
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifiers
from openbill.primitives.money import Money
from openbill.receivables.commands.book_allocations import ALLOCATION_COLUMNS, book_allocations
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.commands.share_credit import as_open_debit
from openbill.receivables.commands.take_discounts import Taken, offers_on, take_discounts
from openbill.receivables.models import OpenItem
from openbill.receivables.policies.earned_discount import EarnedDiscount
from openbill.receivables.types import NewItem


@dataclass(frozen=True, slots=True)
class _Ready:
    """A payment with its entity, its customer as it is shown, its credit item and what it settles."""

    payment: NewPayment
    legal_entity_id: UUID
    shown_id: UUID
    item_id: UUID
    spent: Spent


@command(permission="payments.record", summarised=("payments",))
def record_payments(
    *, payments: Sequence[NewPayment], refuse_alike: bool = False, context: Context
) -> list[PaymentRecorded]:
    """Record a batch of payments in the order given; one payment is a batch of one.

    Each becomes a credit of its customer and settles what its payer named, else the oldest debts, disputed parts
    left alone; what it does not settle stays unapplied. A discount that it earns settles the rest of the debt. Where
    asked, a payment of which the customer has one with the same amount and day already is refused: it may be the same.
    Raises PaymentIsNotPositive, PaymentOfTheFuture, PaymentAlike, PaymentToldTwice and PaymentNotPossible, which name
    the payment, and LegalEntityUnknown; then nothing of the batch is recorded.
    """
    if not payments:
        return []
    _check(payments, context)
    if refuse_alike:
        _refuse_alike(payments, context)
    default_entity = default_legal_entity_id(context.organization_id)
    require_legal_entities(payment.legal_entity_id for payment in payments if payment.legal_entity_id is not None)
    mirrors = _mirrors(context)
    item_ids = _book(payments, default_entity, mirrors, context)
    shown = shown_customers(payment.customer_id for payment in payments)
    debts, cleared = lock_payable_debts(payments, has_mirrors=bool(mirrors), context=context)
    offers = offers_on([debt.id for debt in debts], context=context)
    left = Debts([as_open_debit(debt) for debt in debts], offers, cleared)
    ready = _spread(payments, item_ids, default_entity, shown, debts, left)
    _settle(ready, context)
    clear_again(left.still_cleared(), context=context)
    return _write(ready, mirrors, context)


def _check(payments: Sequence[NewPayment], context: Context) -> None:
    today = read_latest_day(context=context)
    for position, payment in enumerate(payments, start=1):
        if not payment.amount.is_positive:
            raise PaymentIsNotPositive(position=position, amount=payment.amount)
        if payment.received_date > today:
            raise PaymentOfTheFuture(position=position, received_date=payment.received_date, today=today)


def _refuse_alike(payments: Sequence[NewPayment], context: Context) -> None:
    """Who records one of the same customers at the same time is waited for, or both would see none."""
    lock_customers({payment.customer_id for payment in payments}, context=context)
    told = [(payment.customer_id, payment.amount, payment.received_date) for payment in payments]
    for place, number in payments_alike(told).items():
        raise PaymentAlike(position=place + 1, number=number)
    first: dict[tuple[UUID, Money, date], int] = {}
    for position, each in enumerate(told, start=1):
        if first.setdefault(each, position) != position:
            raise PaymentToldTwice(position=position, first=first[each])


def _mirrors(context: Context) -> set[UUID]:
    """The entities whose books another system keeps."""
    entities = LegalEntity.objects.filter(organization_id=context.organization_id, books="mirror")
    return set(entities.values_list("id", flat=True))


def _book(payments: Sequence[NewPayment], default_entity: UUID, mirrors: Set[UUID], context: Context) -> list[UUID]:
    """The credit items; where another system keeps the books, the money is in its bank account."""
    return record_items(
        items=[
            NewItem(
                customer_id=payment.customer_id,
                kind="payment",
                amount=payment.amount,
                document_date=payment.received_date,
                due_date=payment.received_date,
                legal_entity_id=payment.legal_entity_id or default_entity,
                reference=payment.reference,
                counter=_account(payment, payment.legal_entity_id or default_entity, mirrors),
            )
            for payment in payments
        ],
        context=context,
    )


def _account(payment: NewPayment, legal_entity_id: UUID, mirrors: Set[UUID]) -> str:
    return "external_clearing" if legal_entity_id in mirrors else payment.account.value


def _spread(
    payments: Sequence[NewPayment],
    item_ids: Sequence[UUID],
    default_entity: UUID,
    shown: Mapping[UUID, UUID],
    debts: Sequence[OpenItem],
    left: Debts,
) -> list[_Ready]:
    merged = shown_customers(debt.customer_id for debt in debts)
    own: dict[tuple[UUID, UUID, str], list[UUID]] = defaultdict(list)
    nameable: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for debt in debts:
        own[merged[debt.customer_id], debt.legal_entity_id, debt.currency].append(debt.id)
        nameable[debt.legal_entity_id, debt.currency].add(debt.id)
    ready = []
    for position, (payment, item_id) in enumerate(zip(payments, item_ids, strict=True), start=1):
        entity_id, currency = payment.legal_entity_id or default_entity, payment.amount.currency
        payer = shown[payment.customer_id]
        try:
            spent = left.spend(payment, own[payer, entity_id, currency], nameable[entity_id, currency])
        except Refusal as refusal:
            raise PaymentNotPossible(position=position, reason=str(refusal)) from refusal
        ready.append(_Ready(payment, entity_id, payer, item_id, spent))
    return ready


def _settle(ready: Sequence[_Ready], context: Context) -> None:
    with staged_rows("payment_uses", ALLOCATION_COLUMNS, _uses(ready)) as uses:
        book_allocations(uses, {}, context=context)
    for lot in _lots(given_up for each in ready for given_up in _given_up(each)):
        items = OpenItem.objects.filter(organization_id=context.organization_id)
        fresh = {item.id: item for item in items.filter(id__one_of=[each.item_id for each in lot])}
        taken = [Taken(fresh[each.item_id], each.by_id, each.on, each.amount, kind=each.kind) for each in lot]
        credit_ids = take_discounts(taken, context=context)
        withheld = ShortfallKind.WITHHOLDING_TAX.value
        note_withheld_tax(
            [credit_id for credit_id, each in zip(credit_ids, lot, strict=True) if each.kind == withheld],
            context=context,
        )


class _GivenUp(NamedTuple):
    """A part of a debt that is settled without money, by the credit of a payment."""

    item_id: UUID
    by_id: UUID
    on: date
    amount: EarnedDiscount
    kind: str


def _given_up(each: _Ready) -> Iterator[_GivenUp]:
    on = each.payment.received_date
    for item_id, earned in each.spent.discounts.items():
        yield _GivenUp(item_id, each.item_id, on, earned, "discount")
    for short in each.spent.shortfalls:
        tax = Money.zero(short.amount.currency) if short.tax is None else short.tax
        amount = EarnedDiscount(short.amount, tax)
        yield _GivenUp(short.item_id, each.item_id, on, amount, short.kind.value)


def _lots(given_up: Iterable[_GivenUp]) -> list[list[_GivenUp]]:
    """Two of one debt in different lots: the later one is worth a part of what the earlier one has left."""
    lots: list[list[_GivenUp]] = []
    seen: Counter[UUID] = Counter()
    for each in given_up:
        if seen[each.item_id] == len(lots):
            lots.append([])
        lots[seen[each.item_id]].append(each)
        seen[each.item_id] += 1
    return lots


def _uses(ready: Sequence[_Ready]) -> Iterator[tuple[object, ...]]:
    identifiers = iter(new_identifiers(sum(len(each.spent.shares) for each in ready)))
    for each in ready:
        for share in each.spent.shares:
            yield (
                next(identifiers), share.item_id, each.item_id, share.amount.minor_units, each.payment.received_date
            )  # fmt: skip


def _write(ready: Sequence[_Ready], mirrors: Set[UUID], context: Context) -> list[PaymentRecorded]:
    rows = [
        PaymentRow(
            identifier,
            each.item_id,
            each.payment.customer_id,
            each.payment.method.value,
            each.payment.received_date,
            each.payment.reference,
            _account(each.payment, each.legal_entity_id, mirrors),
        )
        for identifier, each in zip(new_identifiers(len(ready)), ready, strict=True)
    ]
    write_payments(rows, context=context)
    recorded = []
    for row, each in zip(rows, ready, strict=True):
        amount = each.payment.amount
        applied = Money.total((share.amount for share in each.spent.shares), amount.currency)
        discount = Money.total((earned.amount for earned in each.spent.discounts.values()), amount.currency)
        recorded.append(PaymentRecorded(row.id, each.item_id, applied, discount, amount - applied))
        publish(
            PaymentWasRecorded(
                row.id, each.item_id, row.customer_id, amount.minor_units, amount.currency, row.received_date
            ),
            context=context,
        )
    return recorded
