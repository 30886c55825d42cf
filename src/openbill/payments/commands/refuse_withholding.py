"""Owe a customer's withheld tax again: it was kept without right, or its certificate never came."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.commands.keep_certificate import lock_withheld
from openbill.payments.errors import ReasonMissing, TaxIsNotAwaited
from openbill.payments.events import WithholdingWasRefused
from openbill.receivables.commands.return_credit import return_credit
from openbill.receivables.errors import CreditWasCancelled
from openbill.receivables.models import OpenItem


@command(permission="payments.record", personal=("reason",), subject="withheld_id")
def refuse_withholding(*, withheld_id: UUID, reason: str, context: Context) -> None:
    """Take what was withheld as not paid: the debt is owed again from today on, and a discount on it is lost.

    Raises WithheldTaxUnknown, TaxIsNotAwaited where it is certified, refused or taken back already, and ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    (row,) = lock_withheld([withheld_id], context=context)
    item = OpenItem.objects.get(organization_id=context.organization_id, id=row.item_id)
    if row.certificate_id is not None or row.refused_because:
        raise TaxIsNotAwaited(number=item.document_number)
    try:
        return_credit(item.id, on=context.today(), context=context)
    except CreditWasCancelled as gone:
        raise TaxIsNotAwaited(number=item.document_number) from gone
    row.refused_because = reason.strip()
    row.save(update_fields=["refused_because"])
    publish(WithholdingWasRefused(row.id, item.id, item.customer_id, item.amount_minor, item.currency), context=context)
