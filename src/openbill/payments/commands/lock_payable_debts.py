"""Lock what a batch of payments may settle."""

from collections.abc import Iterable, Mapping, Sequence, Set
from uuid import UUID

from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.context import Context
from openbill.payments.commands.replace_clearings import withdraw_clearings
from openbill.payments.policies.spread_payments import Cleared
from openbill.payments.types import NewPayment, Spread
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.provisional_clearings import provisional_clearings
from openbill.receivables.types import Side


def lock_payable_debts(
    payments: Sequence[NewPayment], *, has_mirrors: bool, context: Context
) -> tuple[list[OpenItem], Mapping[UUID, list[Cleared]]]:
    """The open debts that the batch may settle, locked in key order, and what was cleared of them provisionally.

    Of a payer whose payments all name what they are for only that; of the others every open debt. What another
    system cleared is withdrawn here, so that payments can take its place: clear the rest again.
    """
    by_rule = [each for each in payments if not each.designations and each.spread is Spread.OLDEST_FIRST]
    named = {designation.item_id for payment in payments for designation in payment.designations}
    named |= {shortfall.item_id for payment in payments for shortfall in payment.shortfalls}
    family = with_merged(payment.customer_id for payment in by_rule)
    replaceable = _replaceable(named, by_rule, family) if has_mirrors else set()
    items = OpenItem.objects.filter(organization_id=context.organization_id, side=Side.DEBIT)
    currencies = {payment.amount.currency for payment in by_rule}
    open_debts = items.filter(customer_id__one_of=family, currency__in=currencies, open_minor__gt=0)
    wanted = replaceable | set(open_debts.values_list("id", flat=True))
    wanted |= set(items.filter(id__one_of=named - wanted).values_list("id", flat=True))
    locked = lock_items(wanted, context=context)
    if not replaceable:
        return _open(locked.values()), {}
    cleared = withdraw_clearings(replaceable, context=context)
    return _open(items.filter(id__one_of=locked)), cleared


def _replaceable(named: Set[UUID], by_rule: Sequence[NewPayment], family: Set[UUID]) -> set[UUID]:
    """The debts of which payments may take the place of what another system cleared.

    Those that a payer names, and of the other payers those that were cleared since the first of the payments came.
    """
    cleared = provisional_clearings(debit_item_ids=named)
    if by_rule:
        since = min(payment.received_date for payment in by_rule)
        cleared += provisional_clearings(customer_ids=family, since=since)
    return {each.debit_item_id for each in cleared}


def _open(debts: Iterable[OpenItem]) -> list[OpenItem]:
    return [debt for debt in debts if debt.open_minor > 0]
