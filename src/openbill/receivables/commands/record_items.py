"""Record debts and credits."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from uuid import UUID

from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.command_log.codec import as_json
from openbill.foundation.context import Context
from openbill.foundation.errors import FigureTooLarge
from openbill.foundation.events import publish
from openbill.foundation.numbering import document_number, take_numbers
from openbill.organizations.policies.plain_text import plain_text
from openbill.organizations.queries.legal_entities import default_legal_entity_id, require_legal_entities
from openbill.primitives.currency import exponent
from openbill.primitives.identifiers import new_identifiers
from openbill.receivables.commands.book_items import ITEM_COLUMNS, book_items
from openbill.receivables.errors import AmountIsNotPositive, CustomerOfItemUnknown
from openbill.receivables.events import ItemsWereRecorded
from openbill.receivables.policies.item_kind import ITEM_KINDS
from openbill.receivables.types import LARGEST_ITEM_MINOR, NewItem

NAMED_IN_EVENTS = 100

_AS_TOLD = [field.name for field in fields(NewItem) if field.name != "amount"]


@command(permission="receivables.record_items", summarised=("items",))
def record_items(*, items: Sequence[NewItem], context: Context) -> list[UUID]:
    """Record a batch of open items and return their identifiers, in the order given.

    An item without a document number gets the next one of its kind's series. Raises AmountIsNotPositive,
    UnknownCurrency, FigureTooLarge, UnseenCharacter, CustomerOfItemUnknown and LegalEntityUnknown; then nothing of the
    batch is recorded.
    """
    if not items:
        return []
    for item in items:
        _check(item)
    _check_customers({item.customer_id for item in items}, context)
    require_legal_entities(item.legal_entity_id for item in items if item.legal_entity_id is not None)
    complete = _with_numbers(_with_legal_entity(items, context), context)
    identifiers = new_identifiers(len(items))
    rows = [_row(identifier, item) for identifier, item in zip(identifiers, complete, strict=True)]
    book_items(
        f"(SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS row ({ITEM_COLUMNS}))",
        {"rows": json.dumps(rows)},
        context=context,
    )
    publish(ItemsWereRecorded(len(items), tuple(identifiers[:NAMED_IN_EVENTS])), context=context)
    return identifiers


def _check(item: NewItem) -> None:
    exponent(item.amount.currency)
    if not item.amount.is_positive:
        raise AmountIsNotPositive(amount=item.amount)
    if item.amount.minor_units > LARGEST_ITEM_MINOR:
        raise FigureTooLarge
    # Numbers stand in the subjects of mails and in lines of letters.
    plain_text("document number", item.document_number)


def _check_customers(customer_ids: set[UUID], context: Context) -> None:
    customers = Customer.objects.filter(organization_id=context.organization_id, id__one_of=customer_ids)
    for missing in customer_ids - set(customers.values_list("id", flat=True)):
        raise CustomerOfItemUnknown(customer_id=missing)


def _with_legal_entity(items: Sequence[NewItem], context: Context) -> list[NewItem]:
    if all(item.legal_entity_id for item in items):
        return list(items)
    default = default_legal_entity_id(context.organization_id)
    return [item if item.legal_entity_id else replace(item, legal_entity_id=default) for item in items]


def _with_numbers(items: list[NewItem], context: Context) -> list[NewItem]:
    unnumbered: dict[tuple[UUID, str], list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        if not item.document_number:
            assert item.legal_entity_id is not None
            unnumbered[item.legal_entity_id, ITEM_KINDS[item.kind].series].append(position)
    # Series in one order, so that two batches wait for each other and never deadlock.
    for (legal_entity_id, series), positions in sorted(unnumbered.items()):
        numbers = take_numbers(legal_entity_id=legal_entity_id, series=series, count=len(positions), context=context)
        for position, number in zip(positions, numbers, strict=True):
            items[position] = replace(items[position], document_number=document_number(series, number))
    return items


def _row(identifier: UUID, item: NewItem) -> dict[str, object]:
    kind = ITEM_KINDS[item.kind]
    plain = as_json({name: getattr(item, name) for name in _AS_TOLD})
    return {
        **plain,
        "item_id": str(identifier),
        "counters_id": None,
        "side": kind.side.value,
        "control": kind.control,
        "counter": item.counter or kind.counter,
        "currency": item.amount.currency,
        "amount_minor": item.amount.minor_units,
    }
