"""Let a write-off through that somebody else asked for."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.organizations.models import Organization
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.read_write_off_request import read_undecided_request
from openbill.receivables.commands.settle_write_off import settle_write_off
from openbill.receivables.errors import MoreThanIsOpen
from openbill.receivables.policies.write_off_authority import check_write_off_authority
from openbill.receivables.types import WriteOff


@command(permission="receivables.approve_write_off")
def approve_write_off(*, request_id: UUID, context: Context) -> WriteOff:
    """Approve a requested write-off and book it.

    Raises WriteOffUnknown, WriteOffAlreadyDecided, ApproverIsRequester, and MoreThanIsOpen where the debt was
    paid meanwhile.
    """
    request = read_undecided_request(request_id, context=context)
    item = lock_items([request.item_id], context=context)[request.item_id]
    amount = Money(request.amount_minor, item.currency)
    organization = Organization.objects.get(id=context.organization_id)
    # The limit says nothing about another currency: there a second person always decides.
    limit = organization.write_off_limit_minor if item.currency == organization.currency else 0
    check_write_off_authority(
        amount, Money(limit, item.currency), requested_by=request.requested_by, approved_by=context.responsible
    )
    if amount.minor_units > item.open_minor:
        raise MoreThanIsOpen(
            amount=amount,
            open_amount=Money(item.open_minor, item.currency),
            document_number=item.document_number,
        )
    return settle_write_off(request, item, context=context)
