"""Take lines of payouts for ours that were told before the payment that they are about."""

from openbill.foundation.context import Context
from openbill.gateways.models import GatewayAccount, PaymentAttempt, Payout, PayoutEntry
from openbill.gateways.policies.moves_of_payout import GATEWAY, OTHERS
from openbill.gateways.types import EntryKind
from openbill.ledger.commands.post_transfers import post_transfers
from openbill.ledger.types import Transfer
from openbill.organizations.commands.read_latest_day import read_latest_day

ENTRY_KIND = "payout"
"""What entries of payouts are in the journal."""


def claim_entries(attempt: PaymentAttempt, *, context: Context) -> None:
    """Inside the running command: what was booked as money of others stands on the account of gateways no more."""
    if not attempt.payment_ref:
        return
    foreign = PayoutEntry.objects.filter(
        organization_id=context.organization_id,
        payout__account_id=attempt.account_id,
        payment_ref=attempt.payment_ref,
        attempt_id=None,
    ).exclude(kind=EntryKind.FEE.value)
    entries = list(foreign.order_by("id"))
    if not entries:
        return
    account = GatewayAccount.objects.get(organization_id=context.organization_id, id=attempt.account_id)
    payouts = Payout.objects.filter(organization_id=context.organization_id, account_id=account.id)
    days = dict(payouts.filter(id__in=[entry.payout_id for entry in entries]).values_list("id", "arrival_date"))
    latest = read_latest_day(context=context)
    post_transfers(
        [
            Transfer(
                account.legal_entity_id, min(days[entry.payout_id], latest), ENTRY_KIND, entry.payout_id, OTHERS,
                GATEWAY, attempt.currency, entry.amount_minor,
            )
            for entry in entries
        ],
        context=context,
    )  # fmt: skip
    PayoutEntry.objects.filter(organization_id=context.organization_id, id__in=[entry.id for entry in entries]).update(
        attempt_id=attempt.id
    )
