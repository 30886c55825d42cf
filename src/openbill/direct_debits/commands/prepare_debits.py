"""Put what is due into debits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from openbill.direct_debits.commands.lock_mandates import lock_mandates
from openbill.direct_debits.commands.read_creditor import read_creditor
from openbill.direct_debits.errors import DebitTooLarge, NothingToCollect
from openbill.direct_debits.events import DebitsWerePrepared
from openbill.direct_debits.models import Creditor, Debit, DebitBatch, DebitItem, Mandate
from openbill.direct_debits.models.debit import LARGEST_MINOR
from openbill.direct_debits.policies.bank_identifiers import end_to_end_id, message_id
from openbill.direct_debits.policies.mandate_lifecycle import lapses_on
from openbill.direct_debits.policies.plan_debits import PlannedDebit, plan_debits
from openbill.direct_debits.policies.sepa_text import LONGEST_TEXT
from openbill.direct_debits.policies.sequence_type import sequence_type
from openbill.direct_debits.queries.collectable_items import collectable_items, credits_of_customers
from openbill.direct_debits.types import MandateUse, PreparedBatch, Scheme, SequenceType
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.numbering import document_number, take_numbers
from openbill.organizations.models import LegalEntity
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.payments.commands.note_under_way import note_under_way
from openbill.payments.types import SentOff, Way
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items

SERIES = "DD"

LONGEST_WAIT = timedelta(days=14)
"""So long after its day the bank is waited for: what is returned without asking comes in five business days."""

_Kind = tuple[Scheme, SequenceType, date]


@command(permission="direct_debits.manage")
def prepare_debits(
    *,
    due_by: date,
    legal_entity_id: UUID | None = None,
    mandate_ids: Sequence[UUID] | None = None,
    last_of: Sequence[UUID] = (),
    ignores_waits: bool = False,
    context: Context,
) -> list[PreparedBatch]:
    """Make a debit for each active mandate under which something is due by a day, and batches of those alike.

    Nothing is collected that is disputed, promised, covered by a credit of the customer, in another debit, or under way
    otherwise. Each
    debit is for the first day on which the law and the bank let it be collected. `mandate_ids` asks for these only;
    the debits of `last_of` end their mandates. `ignores_waits` is a person's word that what came back is collected
    again at once. Raises LegalEntityUnknown, CreditorUnknown, MandateUnknown, DebitTooLarge and NothingToCollect.
    """
    entity_id = legal_entity_id or default_legal_entity_id(context.organization_id)
    creditor = read_creditor(entity_id, context=context)
    entity = LegalEntity.objects.get(organization_id=context.organization_id, id=entity_id)
    today = context.today(entity.time_zone)
    asked = lock_mandates([*(mandate_ids or ()), *last_of], context=context)
    planned, mandates = _plan(creditor, due_by, mandate_ids, today, ignores_waits=ignores_waits, context=context)
    usable = [debit for debit in planned if _is_usable(mandates[debit.mandate_id], debit.collection_date)]
    if not usable:
        raise NothingToCollect(due_by=due_by)
    batches: dict[_Kind, list[PlannedDebit]] = defaultdict(list)
    for debit in usable:
        _refuse_too_large(debit, mandates[debit.mandate_id])
        is_last = debit.mandate_id in asked and debit.mandate_id in last_of
        batches[_kind(debit, mandates[debit.mandate_id], creditor, is_last=is_last)].append(debit)
    # Numbers of all companies come from one series: banks know what comes back by them alone.
    numbers = take_numbers(
        legal_entity_id=default_legal_entity_id(context.organization_id),
        series=SERIES,
        count=len(batches),
        context=context,
    )
    return [
        _write(document_number(SERIES, number), kind, batches[kind], mandates, creditor, today, context)
        for number, kind in zip(numbers, sorted(batches), strict=True)
    ]


def _plan(
    creditor: Creditor,
    due_by: date,
    mandate_ids: Collection[UUID] | None,
    today: date,
    *,
    ignores_waits: bool,
    context: Context,
) -> tuple[list[PlannedDebit], dict[UUID, Mandate]]:
    """What was read before the locks is only which rows to lock; it is read again behind them."""
    entity_id = creditor.legal_entity_id
    found = collectable_items(entity_id, due_by, today, mandate_ids=mandate_ids, ignores_waits=ignores_waits)
    mandates = lock_mandates({item.mandate_id for item in found}, context=context)
    locked = lock_items({item.item_id for item in found}, context=context)
    items = [
        item
        for item in collectable_items(
            entity_id, due_by, today, mandate_ids=mandate_ids, item_ids=locked, ignores_waits=ignores_waits
        )
        if item.mandate_id in mandates
    ]
    notice_days = {mandate.id: mandate.notice_days or creditor.notice_days for mandate in mandates.values()}
    credits_of = credits_of_customers(entity_id, {item.customer_id for item in items})
    return plan_debits(items, credits_of, notice_days, today=today), mandates


def _is_usable(mandate: Mandate, collection_date: date) -> bool:
    assert mandate.signed_on is not None, "What is active was signed."
    lapses = lapses_on(signed_on=mandate.signed_on, last_collected_on=mandate.last_collected_on)
    return mandate.state == "active" and collection_date < lapses


def _refuse_too_large(debit: PlannedDebit, mandate: Mandate) -> None:
    if debit.amount.minor_units > LARGEST_MINOR:
        raise DebitTooLarge(amount=debit.amount, reference=mandate.reference)


def _kind(debit: PlannedDebit, mandate: Mandate, creditor: Creditor, *, is_last: bool) -> _Kind:
    sequence = sequence_type(
        MandateUse(mandate.use),
        is_first=mandate.last_collected_on is None,
        is_last=is_last,
        marks_first=creditor.marks_first,
    )
    return Scheme(mandate.scheme), sequence, debit.collection_date


def _write(
    number: str,
    kind: _Kind,
    planned: Sequence[PlannedDebit],
    mandates: Mapping[UUID, Mandate],
    creditor: Creditor,
    today: date,
    context: Context,
) -> PreparedBatch:
    scheme, sequence, collection_date = kind
    batch = DebitBatch(
        organization_id=context.organization_id,
        legal_entity_id=creditor.legal_entity_id,
        bank_account_id=creditor.bank_account_id,
        number=number,
        scheme=scheme.value,
        sequence_type=sequence.value,
        collection_date=collection_date,
        is_batch_booked=creditor.is_batch_booked,
        message_id=message_id(number),
        command_id=context.running_command_id,
    )
    batch.save(force_insert=True)
    debits = [
        Debit(
            organization_id=context.organization_id,
            batch_id=batch.id,
            mandate_id=each.mandate_id,
            customer_id=each.customer_id,
            end_to_end_id=end_to_end_id(number, position),
            amount_minor=each.amount.minor_units,
            text=each.text[:LONGEST_TEXT],
            attempt=each.attempt,
            notice_days=mandates[each.mandate_id].notice_days or creditor.notice_days,
            command_id=context.running_command_id,
        )
        for position, each in enumerate(planned, start=1)
    ]
    Debit.objects.bulk_create(debits, batch_size=1_000)
    DebitItem.objects.bulk_create(
        [
            DebitItem(
                organization_id=context.organization_id,
                debit_id=debit.id,
                item_id=item_id,
                amount_minor=amount.minor_units,
            )
            for debit, each in zip(debits, planned, strict=True)
            for item_id, amount in each.shares
        ],
        batch_size=1_000,
    )
    note_under_way(
        [
            SentOff(item_id, Way.DIRECT_DEBIT, debit.id, amount, collection_date + LONGEST_WAIT)
            for debit, each in zip(debits, planned, strict=True)
            for item_id, amount in each.shares
        ],
        today=today,
        context=context,
    )
    total = Money.total((each.amount for each in planned), "EUR")
    publish(
        DebitsWerePrepared(batch.id, number, len(debits), total.minor_units, total.currency, collection_date),
        context=context,
    )
    return PreparedBatch(batch.id, number, scheme, sequence, collection_date, len(debits), total)
