"""Take note that the bank paid debits."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.close_batch import close_batches
from openbill.direct_debits.commands.end_mandate import lapse
from openbill.direct_debits.commands.lock_batch import lock_debits
from openbill.direct_debits.commands.lock_mandates import lock_mandates
from openbill.direct_debits.errors import SettledOfTheFuture
from openbill.direct_debits.events import DebitWasSettled
from openbill.direct_debits.models import Debit, DebitItem
from openbill.direct_debits.policies.debit_lifecycle import DEBIT_LIFECYCLE
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE
from openbill.direct_debits.policies.recall_window import recall_window
from openbill.direct_debits.types import Scheme, SequenceType
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import MoneyOn, NewPayment, PaymentMethod, Spread
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.types import Designation

_LAST = (SequenceType.FINAL.value, SequenceType.ONE_OFF.value)


@command(permission="direct_debits.settle", summarised=("debit_ids",))
def settle_debits(*, debit_ids: Sequence[UUID], on: date, context: Context) -> int:
    """Record the payments of submitted debits that the bank booked on a day, and count them.

    Each settles the items that it collected, as far as they are open still; the rest stays on the customer's account.
    The bank has told of the money: it leaves what nobody knew whose it was. Raises DebitUnknown, NotPossibleInState and
    SettledOfTheFuture.
    """
    today = read_latest_day(context=context)
    if on > today:
        raise SettledOfTheFuture(on=on, today=today)
    debits = lock_debits(debit_ids, context=context)
    for debit in debits:
        debit.state = DEBIT_LIFECYCLE.after(debit.state, "settle")
    shares = _shares(debits, context)
    recorded = record_payments(
        payments=[
            NewPayment(
                customer_id=debit.customer_id,
                amount=Money(debit.amount_minor, "EUR"),
                received_date=on,
                method=PaymentMethod.DIRECT_DEBIT,
                reference=debit.end_to_end_id,
                legal_entity_id=debit.batch.legal_entity_id,
                designations=tuple(shares[debit.id]),
                spread=Spread.AS_DESIGNATED if shares[debit.id] else Spread.UNAPPLIED,
                account=MoneyOn.TOLD_BY_BANK,
            )
            for debit in debits
        ],
        context=context,
    )
    for debit, payment in zip(debits, recorded, strict=True):
        window = recall_window(Scheme(debit.batch.scheme), on)
        debit.settled_on, debit.payment_id = on, payment.payment_id
        debit.refundable_until = window.refundable_until
        publish(
            DebitWasSettled(
                debit.id, debit.customer_id, payment.payment_id, debit.amount_minor, "EUR", window.refundable_until
            ),
            context=context,
        )
    Debit.objects.bulk_update(debits, ["state", "settled_on", "payment_id", "refundable_until"], batch_size=1_000)
    _use_mandates(debits, on, context)
    close_batches({debit.batch_id for debit in debits}, context=context)
    return len(debits)


def _shares(debits: Sequence[Debit], context: Context) -> dict[UUID, list[Designation]]:
    """What each debit settles: what it collected, but of no item more than is open by now."""
    parts = DebitItem.objects.filter(organization_id=context.organization_id, debit_id__in=[each.id for each in debits])
    rows = list(parts.order_by("id").values_list("debit_id", "item_id", "amount_minor"))
    items = lock_items({item_id for _, item_id, _ in rows}, context=context)
    left = {item_id: item.open_minor for item_id, item in items.items()}
    shares: dict[UUID, list[Designation]] = defaultdict(list)
    for debit_id, item_id, amount_minor in rows:
        minor = min(amount_minor, left[item_id])
        left[item_id] -= minor
        if minor:
            shares[debit_id].append(Designation(item_id, Money(minor, "EUR")))
    return shares


def _use_mandates(debits: Sequence[Debit], on: date, context: Context) -> None:
    """A mandate was used; the one of a last debit is used up."""
    mandates = lock_mandates({debit.mandate_id for debit in debits}, context=context)
    used_up = {debit.mandate_id for debit in debits if debit.batch.sequence_type in _LAST}
    for mandate in mandates.values():
        mandate.last_collected_on = max(on, mandate.last_collected_on or on)
        mandate.save(update_fields=["last_collected_on"])
        if mandate.id in used_up and "lapse" in MANDATE_LIFECYCLE.acts_from(mandate.state):
            lapse(mandate, context=context)
