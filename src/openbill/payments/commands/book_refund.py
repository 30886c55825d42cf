"""Book a refund: the item by which money goes back, the way it came."""

from datetime import date
from uuid import UUID

from openbill.foundation.context import Context
from openbill.organizations.models import LegalEntity
from openbill.payments.models import Payment
from openbill.payments.types import MoneyOn
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Designation, NewItem


def book_refund(credit: OpenItem, amount: Money, *, on: date, context: Context) -> UUID:
    """Book that so much of a locked credit goes back, inside the running command; what of it is unapplied is used.

    What came by a gateway leaves by it. Where another system keeps the books, the money leaves its bank account, as it
    came into that. Returns the refund's item.
    """
    day = max(on, credit.posting_date)
    (refund_item_id,) = record_items(
        items=[
            NewItem(
                customer_id=credit.customer_id,
                kind="refund",
                amount=amount,
                document_date=day,
                due_date=day,
                legal_entity_id=credit.legal_entity_id,
                reference=credit.document_number,
                counter=_counter(credit, context),
            )
        ],
        context=context,
    )
    used = min(amount, Money(credit.open_minor, credit.currency))
    if used.is_positive:
        allocate_as_designated(
            credit_item_id=credit.id, designations=[Designation(refund_item_id, used)], on=day, context=context
        )
    return refund_item_id


def _counter(credit: OpenItem, context: Context) -> str:
    entities = LegalEntity.objects.filter(organization_id=context.organization_id, id=credit.legal_entity_id)
    if entities.filter(books="mirror").exists():
        return "external_clearing"
    payments = Payment.objects.filter(organization_id=context.organization_id, item_id=credit.id)
    return MoneyOn.GATEWAY.value if payments.filter(account=MoneyOn.GATEWAY.value).exists() else ""
