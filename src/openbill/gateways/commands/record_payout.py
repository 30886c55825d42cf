"""Book what a gateway pays out: its fees, and what of it is not ours."""

from collections.abc import Mapping
from uuid import UUID

from openbill.cash_application.commands.expect_at_bank import expect_at_bank
from openbill.cash_application.types.decisions import Expected, Source
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.commands.claim_entries import ENTRY_KIND
from openbill.gateways.errors import GatewayAccountUnknown, PayoutDoesNotAddUp
from openbill.gateways.events import PayoutWasRecorded
from openbill.gateways.models import GatewayAccount, PaymentAttempt, Payout, PayoutEntry
from openbill.gateways.policies.moves_of_payout import moves_of_payout
from openbill.gateways.types import PayoutRecorded, PayoutTold
from openbill.ledger.commands.post_transfers import post_transfers
from openbill.ledger.types import Transfer
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.payments.types import MoneyOn
from openbill.primitives.money import Money

SOURCE_KIND = "payout"
"""What the bank line of a payout is known by."""


@command(permission="gateways.manage")
def record_payout(*, account_id: UUID, told: PayoutTold, context: Context) -> PayoutRecorded:
    """Keep a payout with its lines, once by its name, and book its fees against the account of gateways.

    What it pays out of payments that are none of ours is money that is not of customers. So payments less fees, refunds
    and chargebacks on the account of gateways come to the bank line, which is expected by the payout's name. Raises
    GatewayAccountUnknown and PayoutDoesNotAddUp.
    """
    accounts = GatewayAccount.objects.filter(organization_id=context.organization_id, id=account_id)
    account = accounts.select_for_update(no_key=True).first()
    if account is None:
        raise GatewayAccountUnknown(account_id=account_id)
    known = Payout.objects.filter(
        organization_id=context.organization_id, account_id=account_id, gateway_id=told.payout_id
    ).first()
    if known is not None:
        return PayoutRecorded(known.id, is_new=False)
    currency = told.amount.currency
    total = Money.total((entry.amount - entry.fee for entry in told.entries), currency)
    if total != told.amount:
        raise PayoutDoesNotAddUp(payout_id=told.payout_id, sum=total, amount=told.amount)
    attempts = _attempts(account_id, told, context)
    payout = _keep(account_id, told, attempts, context)
    _post(payout, told, attempts, account, context)
    _expect(payout, told, account, context)
    publish(
        PayoutWasRecorded(payout.id, account_id, payout.amount_minor, payout.currency, payout.arrival_date),
        context=context,
    )
    return PayoutRecorded(payout.id, is_new=True)


def _attempts(account_id: UUID, told: PayoutTold, context: Context) -> dict[str, UUID]:
    """Our tries that its lines are about, by what the gateway calls the payment."""
    refs = {entry.payment_ref for entry in told.entries if entry.payment_ref}
    attempts = PaymentAttempt.objects.filter(
        organization_id=context.organization_id,
        account_id=account_id,
        payment_ref__in=refs,
        payment_id__isnull=False,
    )
    return {str(ref): attempt_id for ref, attempt_id in attempts.values_list("payment_ref", "id")}


def _keep(account_id: UUID, told: PayoutTold, attempts: Mapping[str, UUID], context: Context) -> Payout:
    payout = Payout(
        organization_id=context.organization_id,
        account_id=account_id,
        gateway_id=told.payout_id,
        amount_minor=told.amount.minor_units,
        fee_minor=sum(entry.fee.minor_units for entry in told.entries),
        currency=told.amount.currency,
        arrival_date=told.arrival_date,
        recorded_at=context.at,
        command_id=context.running_command_id,
    )
    payout.save(force_insert=True)
    PayoutEntry.objects.bulk_create(
        (
            PayoutEntry(
                organization_id=context.organization_id,
                payout_id=payout.id,
                attempt_id=attempts.get(entry.payment_ref),
                number=number,
                kind=entry.kind.value,
                ref=entry.ref,
                payment_ref=entry.payment_ref,
                amount_minor=entry.amount.minor_units,
                fee_minor=entry.fee.minor_units,
            )
            for number, entry in enumerate(told.entries, start=1)
        ),
        batch_size=1_000,
    )
    return payout


def _post(
    payout: Payout, told: PayoutTold, attempts: Mapping[str, UUID], account: GatewayAccount, context: Context
) -> None:
    day = min(told.arrival_date, read_latest_day(context=context))
    transfers = [
        Transfer(
            legal_entity_id=account.legal_entity_id,
            day=day,
            kind=ENTRY_KIND,
            source_id=payout.id,
            debit=move.debit,
            credit=move.credit,
            currency=move.amount.currency,
            amount_minor=move.amount.minor_units,
        )
        for move in moves_of_payout(told, attempts.keys())
    ]
    post_transfers(transfers, context=context)


def _expect(payout: Payout, told: PayoutTold, account: GatewayAccount, context: Context) -> None:
    if told.amount.is_zero:
        return
    expected = Expected(
        source=Source(SOURCE_KIND, payout.id),
        legal_entity_id=account.legal_entity_id,
        amount=told.amount,
        expected_date=told.arrival_date,
        references=(told.payout_id, *told.references),
        account=MoneyOn.GATEWAY,
    )
    expect_at_bank(expected=[expected], context=context)
