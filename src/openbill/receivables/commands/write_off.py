"""Give up a debt."""

from datetime import date
from uuid import UUID

from django.db import models

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.models import Organization
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.refuse_future import refuse_future
from openbill.receivables.commands.settle_write_off import settle_write_off
from openbill.receivables.errors import AmountIsNotPositive, ItemIsNotADebt, MoreThanIsOpen, ReasonMissing
from openbill.receivables.events import WriteOffWasRequested
from openbill.receivables.models import OpenItem, WriteOffRequest
from openbill.receivables.policies.write_off_authority import write_off_needs_approval
from openbill.receivables.types import Side, WriteOff


@command(permission="receivables.write_off", personal=("reason",), subject="item_id")
def write_off(
    *, item_id: UUID, reason: str, amount: Money | None = None, on: date | None = None, context: Context
) -> WriteOff:
    """Write off what is open on a debt, or a part of it; `on` is the day in the books, today if not said.

    Within the organization's limit it is done at once. Above it, it waits for the approval of a second
    person; what was written off of the debt by one person before counts as well. The limit is in the organization's
    currency; an amount in another one always waits.
    Raises ItemUnknown, ItemIsNotADebt, AmountIsNotPositive, MoreThanIsOpen and ReasonMissing.
    """
    refuse_future(on, context)
    if not reason.strip():
        raise ReasonMissing
    item = lock_items([item_id], context=context)[item_id]
    if item.side != Side.DEBIT:
        raise ItemIsNotADebt(document_number=item.document_number)
    is_open = Money(item.open_minor, item.currency)
    wanted = is_open if amount is None else amount
    if not wanted.is_positive:
        raise AmountIsNotPositive(amount=wanted)
    if wanted > is_open:
        raise MoreThanIsOpen(amount=wanted, open_amount=is_open, document_number=item.document_number)

    request = WriteOffRequest.objects.create(
        organization_id=context.organization_id,
        item_id=item_id,
        amount_minor=wanted.minor_units,
        reason=reason,
        economic_date=on or context.today(),
        requested_by=context.responsible,
        requested_at=context.at,
    )
    if _needs_approval(wanted + _written_off_alone(item), context):
        publish(
            WriteOffWasRequested(request.id, item_id, item.customer_id, wanted.minor_units, wanted.currency),
            context=context,
        )
        return WriteOff(request.id, "requested", None)
    return settle_write_off(request, item, context=context)


def _written_off_alone(item: OpenItem) -> Money:
    """What was written off of a debt without a second person: in slices nobody goes beyond the limit."""
    alone = WriteOffRequest.objects.filter(
        organization_id=item.organization_id, item_id=item.id, state="approved", decided_by=models.F("requested_by")
    )
    return Money(alone.aggregate(total=models.Sum("amount_minor"))["total"] or 0, item.currency)


def _needs_approval(amount: Money, context: Context) -> bool:
    organization = Organization.objects.get(id=context.organization_id)
    if amount.currency != organization.currency:
        return True
    return write_off_needs_approval(amount, Money(organization.write_off_limit_minor, organization.currency))
