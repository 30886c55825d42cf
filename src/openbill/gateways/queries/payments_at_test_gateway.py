"""What the test gateway has on its books."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openbill.foundation.clock import business_date
from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.errors import PaymentOfTestUnknown
from openbill.gateways.models import PaymentAtTestGateway
from openbill.gateways.policies.fee_of_test_gateway import fee_of_chargeback, fee_of_payment
from openbill.gateways.policies.pay_link import PayLink, read_link, written_link
from openbill.gateways.types import EntryKind, EntryTold, PayoutTold
from openbill.primitives.money import Money

PURPOSE = "page of the test gateway"


@dataclass(frozen=True, slots=True)
class SeenAtTestGateway:
    """A payment at the test gateway; `state` is open, declined, paid, refunded or disputed."""

    id: UUID
    account_id: UUID
    attempt_ref: UUID
    amount: Money
    description: str
    return_url: str
    saves_method: bool
    state: str
    code: str
    changed_at: datetime


def payment_at_test_gateway(test_payment_id: UUID) -> SeenAtTestGateway:
    """One payment at the test gateway. Raises PaymentOfTestUnknown."""
    payments = PaymentAtTestGateway.objects.filter(organization_id=current_organization_id(), id=test_payment_id)
    row = payments.first()
    if row is None:
        raise PaymentOfTestUnknown(test_payment_id=test_payment_id)
    return SeenAtTestGateway(
        id=row.id,
        account_id=row.account_id,
        attempt_ref=row.attempt_ref,
        amount=Money(row.amount_minor, row.currency),
        description=row.description,
        return_url=row.return_url,
        saves_method=row.saves_method,
        state=row.state,
        code=row.code,
        changed_at=row.changed_at,
    )


def path_of_test_payment(test_payment_id: UUID) -> str:
    """Where a payer of the organization in force finds the test gateway's page of a payment."""
    link = PayLink(current_organization_id(), test_payment_id, 1)
    return f"/test-gateway/{written_link(link, key_ring().digest, purpose=PURPOSE)}"


def read_secret_of_test_page(secret: str) -> PayLink | None:
    """What the secret of such a page says; None where we did not make it."""
    return read_link(secret, key_ring().digest, purpose=PURPOSE)


def payout_of_test_gateway(payout_ref: str) -> PayoutTold | None:
    """What a payout of the test gateway is made of; None where there is none of that name."""
    payments = PaymentAtTestGateway.objects.filter(organization_id=current_organization_id())
    went = list(payments.filter(payout_ref=payout_ref).order_by("id"))
    back = list(payments.filter(taken_in_payout_ref=payout_ref).order_by("id"))
    if not went and not back:
        return None
    entries = [_went(row) for row in went] + [_came_back(row) for row in back]
    currency = (went or back)[0].currency
    total = Money.total((entry.amount - entry.fee for entry in entries), currency)
    day = business_date(max(row.changed_at for row in (*went, *back)), "UTC")
    return PayoutTold(payout_ref, total, day, tuple(entries))


def _went(row: PaymentAtTestGateway) -> EntryTold:
    amount = Money(row.amount_minor, row.currency)
    return EntryTold(EntryKind.PAYMENT, f"txn_{row.id.hex}", amount, fee_of_payment(amount), str(row.id))


def _came_back(row: PaymentAtTestGateway) -> EntryTold:
    is_chargeback = row.state == "disputed"
    amount = Money(row.amount_minor if is_chargeback else row.refunded_minor, row.currency)
    fee = fee_of_chargeback(row.currency) if is_chargeback else Money.zero(row.currency)
    kind = EntryKind.CHARGEBACK if is_chargeback else EntryKind.REFUND
    return EntryTold(kind, f"txn_back_{row.id.hex}", -amount, fee, str(row.id))
