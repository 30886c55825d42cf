"""Keep what a customer promised to pay."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from openbill.collections.errors import NothingPromised, PromisedTwice, PromiseImpossible
from openbill.collections.events import PromiseWasGiven
from openbill.collections.models import Promise, PromisedItem
from openbill.collections.policies.judge_promise import judged_after
from openbill.collections.types import Promised, PromiseMethod
from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Side

LONGEST_AHEAD = timedelta(days=366)
"""Who promises for later than in a year asks for another due date."""


@command(permission="collections.work", personal=("note",), subject="promise_id")
def give_promise(
    *,
    promised: Sequence[Promised],
    promised_date: date,
    method: PromiseMethod = PromiseMethod.BANK_TRANSFER,
    given_on: date | None = None,
    note: str = "",
    context: Context,
) -> UUID:
    """Keep a promise to pay debts of one customer, or parts of them, by a day; returns its identifier.

    What is promised is not reminded of until the day and the grace of its method are over.
    Raises NothingPromised, PromisedTwice, ItemUnknown and PromiseImpossible.
    """
    if not promised:
        raise NothingPromised
    if len({each.item_id for each in promised}) < len(promised):
        raise PromisedTwice
    day = given_on or context.today()
    if day > read_latest_day(context=context):
        raise PromiseImpossible(reason=f"it is given on {day}, which has not come yet")
    if promised_date < day:
        raise PromiseImpossible(reason=f"it is given on {day} for {promised_date}, which is over")
    if promised_date - day > LONGEST_AHEAD:
        raise PromiseImpossible(reason=f"it is given on {day} for {promised_date}, which is more than a year ahead")
    items = lock_items([each.item_id for each in promised], context=context)
    some = _of_one_kind(list(items.values()), context)
    parts = {each.item_id: _part(items[each.item_id], each.amount) for each in promised}
    total = Money.total(parts.values(), some.currency)
    promise = Promise(
        organization_id=context.organization_id,
        customer_id=some.customer_id,
        legal_entity_id=some.legal_entity_id,
        currency=some.currency,
        amount_minor=total.minor_units,
        outstanding_minor=total.minor_units,
        given_on=day,
        promised_date=promised_date,
        judged_after=judged_after(promised_date, method),
        method=method.value,
        note=note,
        command_id=context.running_command_id,
    )
    promise.save(force_insert=True)
    for item_id, part in parts.items():
        PromisedItem(
            organization_id=context.organization_id,
            promise_id=promise.id,
            item_id=item_id,
            amount_minor=part.minor_units,
        ).save(force_insert=True)
    publish(
        PromiseWasGiven(promise.id, some.customer_id, total.minor_units, total.currency, promised_date),
        context=context,
    )
    return promise.id


def _of_one_kind(items: Sequence[OpenItem], context: Context) -> OpenItem:
    customers = Customer.objects.filter(organization_id=context.organization_id)
    merged = dict(customers.filter(id__in={item.customer_id for item in items}).values_list("id", "merged_into_id"))
    kinds = {
        (merged[item.customer_id] or item.customer_id, item.legal_entity_id, item.currency, item.side) for item in items
    }
    if len(kinds) > 1 or items[0].side != Side.DEBIT:
        raise PromiseImpossible(reason="it is over debts of one customer, one legal entity and one currency")
    return items[0]


def _part(item: OpenItem, amount: Money | None) -> Money:
    is_open = Money(item.open_minor, item.currency)
    part = is_open if amount is None else amount
    if not part.is_positive or part > is_open:
        raise PromiseImpossible(reason=f"{part} of {item.document_number} is promised, and {is_open} is open")
    return part
