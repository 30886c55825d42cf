"""Money that comes in and goes back."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.api.endpoint import BYTES, Endpoint, act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.context import Context
from openbill.payments.commands.keep_certificate import (
    keep_certificate,
    keep_certificate_file,
    withdraw_certificate,
)
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, decline_refund, request_refund
from openbill.payments.commands.refuse_withholding import refuse_withholding
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.queries.find_withheld_tax import ListedWithheldTax, WithheldOf, find_withheld_tax
from openbill.payments.queries.payments_in_order import (
    PaymentInOrder,
    PaymentsWanted,
    payment_of,
    payments_in_order,
)
from openbill.payments.queries.requested_refunds import RequestedRefund, refund_requests
from openbill.payments.queries.tax_certificates import TaxCertificateDetails, tax_certificate, tax_certificates


class PaymentState(StrEnum):
    RECORDED = "recorded"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class RefundState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"


def list_payments(
    *,
    customer_id: UUID | None = None,
    state: PaymentState | None = None,
    currency: str | None = None,
    reference: str | None = None,
    received_from: date | None = None,
    received_to: date | None = None,
    is_unapplied: bool | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[PaymentInOrder]:
    """Payments, the last recorded first."""
    place = place_of(after, UUID)
    wanted = PaymentsWanted(customer_id, state, currency, reference, received_from, received_to, is_unapplied)
    rows = payments_in_order(wanted, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_payment(*, payment_id: UUID) -> PaymentInOrder:
    """One payment; its item tells what it settled."""
    return payment_of(payment_id)


def list_refunds(
    *, state: RefundState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[RequestedRefund]:
    """The refunds that were asked for, the last one first."""
    place = place_of(after, UUID)
    rows = refund_requests(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def list_withheld_tax(
    *, state: WithheldOf = WithheldOf.ALL, customer_id: UUID | None = None, after: str | None = None, limit: int = ROWS
) -> Page[ListedWithheldTax]:
    """Tax that payers kept, the last first."""
    place = place_of(after, UUID)
    found = find_withheld_tax(
        only=state,
        customer_ids=None if customer_id is None else with_merged([customer_id]),
        before=place[0] if place else None,
        limit=checked_limit(limit) + 1,
    )
    return page(found.rows, limit, lambda row: (row.withheld_id,))


def list_tax_certificates(
    *, customer_id: UUID | None = None, after: str | None = None, limit: int = ROWS
) -> Page[TaxCertificateDetails]:
    """Certificates of withheld taxes, the last kept first."""
    place = place_of(after, UUID)
    rows = tax_certificates(customer_id=customer_id, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_tax_certificate(*, certificate_id: UUID) -> TaxCertificateDetails:
    """One certificate of withheld taxes."""
    return tax_certificate(certificate_id)


def keep_certificate_sheet(
    *, certificate_id: UUID, content: bytes, file_name: str = "certificate.pdf", context: Context
) -> None:
    """Keep the sheet of a certificate."""
    keep_certificate_file(certificate_id=certificate_id, content=content, file_name=file_name, context=context)


ENDPOINTS = (
    ask("/payments", "payments.view", list_payments),
    act("POST", "/payments", record_payments, "Record payments, all of them or none", status=201),
    ask("/payments/{payment_id}", "payments.view", show_payment),
    act("POST", "/payments/{payment_id}/return", return_payment),
    act("POST", "/payments/{payment_id}/withdraw", withdraw_payment),
    ask("/refunds", "payments.view", list_refunds),
    act("POST", "/items/{item_id}/refund", request_refund),
    act("POST", "/refunds/{request_id}/approve", approve_refund),
    act("POST", "/refunds/{request_id}/decline", decline_refund),
    ask("/withheld-tax", "payments.view", list_withheld_tax),
    act("POST", "/withheld-tax/{withheld_id}/refuse", refuse_withholding),
    ask("/tax-certificates", "payments.view", list_tax_certificates),
    act("POST", "/tax-certificates", keep_certificate, status=201),
    ask("/tax-certificates/{certificate_id}", "payments.view", show_tax_certificate),
    Endpoint(
        "POST", "/tax-certificates/{certificate_id}/sheet", "payments.record", keep_certificate_sheet, takes=BYTES
    ),
    act("POST", "/tax-certificates/{certificate_id}/withdraw", withdraw_certificate),
)
