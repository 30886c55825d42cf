"""Book what a gateway pays out: its fees, and what of it is not ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.errors import GatewayAccountUnknown, PayoutDoesNotAddUp
from openbill.gateways.events import PayoutWasRecorded
from openbill.gateways.models import GatewayAccount, PaymentAttempt, Payout, PayoutEntry
from openbill.gateways.policies.lines_of_payout import lines_of_payout
from openbill.gateways.types import PayoutRecorded, PayoutTold
from openbill.ledger.commands.ensure_periods import ensure_periods
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.queries.exchange_rate import rate_on
from openbill.ledger.queries.posting_dates import first_open_day_of
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.primitives.currency import exponent
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.primitives.rounding import round_half_away

ENTRY_KIND = "payout"


@dataclass(frozen=True, slots=True)
class _Where:
    """The company of an account, and whether its books are kept here."""

    legal_entity_id: UUID
    currency: str
    is_mirror: bool


@command(permission="gateways.manage")
def record_payout(*, account_id: UUID, told: PayoutTold, context: Context) -> PayoutRecorded:
    """Keep a payout with its lines, once by its name, and book its fees against the account of gateways.

    What it pays out of payments that are none of ours stands as unidentified until somebody says whose it is. So
    payments less fees, refunds and chargebacks on the account of gateways come to the bank line. Raises
    GatewayAccountUnknown, PayoutDoesNotAddUp, and RateMissing where the currency has no rate.
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
    _post(payout, told, attempts, _where(account), context)
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
                amount_minor=entry.amount.minor_units,
                fee_minor=entry.fee.minor_units,
            )
            for number, entry in enumerate(told.entries, start=1)
        ),
        batch_size=1_000,
    )
    return payout


def _where(account: GatewayAccount) -> _Where:
    entity = legal_entity_of(account.legal_entity_id)
    return _Where(entity.id, entity.currency, entity.books == "mirror")


def _post(payout: Payout, told: PayoutTold, attempts: Mapping[str, UUID], where: _Where, context: Context) -> None:
    lines = lines_of_payout(told, attempts.keys())
    if where.is_mirror or not lines:
        return
    day = first_open_day_of(where.legal_entity_id, min(told.arrival_date, read_latest_day(context=context)))
    ensure_periods(where.legal_entity_id, [day], context=context)
    worth = _per_minor_unit(told.amount.currency, where.currency, payout)
    values = [round_half_away(line.amount.minor_units * worth) for line in lines[1:]]
    post_entries(
        Postings(
            """(
            SELECT %(entry)s::uuid AS entry_id, %(legal_entity)s::uuid AS legal_entity_id,
                   %(posting_date)s::date AS posting_date, %(kind)s::text AS kind, %(payout)s::uuid AS source_id,
                   NULL::uuid AS reverses_id, line.number::smallint AS number, line.account_role,
                   NULL::uuid AS customer_id, %(currency)s::text AS currency, line.amount_minor, line.functional_minor
            FROM unnest(%(roles)s::text[], %(amounts)s::bigint[], %(values)s::bigint[])
                 WITH ORDINALITY AS line (account_role, amount_minor, functional_minor, number)
            )""",
            {
                "entry": new_identifier(),
                "legal_entity": where.legal_entity_id,
                "posting_date": day,
                "kind": ENTRY_KIND,
                "payout": payout.id,
                "currency": told.amount.currency,
                "roles": [line.role for line in lines],
                "amounts": [line.amount.minor_units for line in lines],
                # The account of gateways takes the roundings of the others.
                "values": [-sum(values), *values],
            },
        ),
        context=context,
    )


def _per_minor_unit(currency: str, functional: str, payout: Payout) -> Fraction:
    if currency == functional:
        return Fraction(1)
    rate = rate_on(currency, functional, payout.arrival_date)
    return rate.exact * Fraction(10) ** (exponent(functional) - exponent(currency))
