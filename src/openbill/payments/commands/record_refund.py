"""Book money that went back to a payer without having been asked for here."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.payments.commands.book_refund import book_refund
from openbill.payments.errors import NothingToRefund, PaymentUnknown, RefundOfTheFuture
from openbill.payments.models import Payment
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items


@command(permission="payments.record")
def record_refund(*, payment_id: UUID, amount: Money, on: date, context: Context) -> UUID:
    """Book that a payment, or a part of it, went back to its payer: a gateway gave it back. Returns the refund's item.

    What is unapplied of the payment is used for it first. What it had settled stays settled, and the rest of the refund
    is owed again as an item of its own. Raises PaymentUnknown, NothingToRefund and RefundOfTheFuture.
    """
    payment = Payment.objects.filter(organization_id=context.organization_id, id=payment_id).first()
    if payment is None:
        raise PaymentUnknown(payment_id=payment_id)
    credit = lock_items([payment.item_id], context=context)[payment.item_id]
    whole = Money(credit.amount_minor, credit.currency)
    if not amount.is_positive or amount > whole:
        raise NothingToRefund(amount=amount, number=credit.document_number, unapplied=whole)
    today = read_latest_day(context=context)
    if on > today:
        raise RefundOfTheFuture(number=credit.document_number, refunded_date=on, today=today)
    return book_refund(credit, amount, on=on, context=context)
