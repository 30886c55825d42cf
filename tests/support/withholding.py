"""Payers who kept tax of what they owed, and their certificates; made by the real commands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.foundation.tenancy import scope
from openbill.payments.commands.keep_certificate import keep_certificate, keep_certificate_file
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.models import WithheldTax
from openbill.payments.types import NewPayment, PaymentRecorded, Shortfall, ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.types import Designation

from .organizations import AnOrganization
from .receivables import a_debit

PDF = b"%PDF-1.7 a certificate"


@dataclass(frozen=True)
class Kept:
    """A debt of which tax was kept: the payment that was less by it, and what awaits a certificate."""

    debt_id: UUID
    payment: PaymentRecorded
    withheld_id: UUID


def tax_kept(firm: AnOrganization, customer_id: UUID, owed: str, kept: str, *, on: str = "2026-02-10") -> Kept:
    """A debt that is paid less the tax that its payer keeps."""
    debt = a_debit(firm, customer_id, owed, on="2026-01-10", due="2026-02-10")
    tax = Money.of(kept, "EUR")
    paid = Money.of(owed, "EUR") - tax
    (payment,) = record_payments(
        payments=[
            NewPayment(
                customer_id=customer_id,
                amount=paid,
                received_date=date.fromisoformat(on),
                designations=(Designation(debt, paid),),
                shortfalls=(Shortfall(debt, tax, ShortfallKind.WITHHOLDING_TAX),),
            )
        ],
        context=firm.context(),
    )
    with scope(firm.id):
        row = WithheldTax.objects.filter(organization_id=firm.id, customer_id=customer_id).order_by("-id").first()
    assert row is not None
    return Kept(debt, payment, row.id)


def certified(firm: AnOrganization, *kept: Kept, amount: str, number: str = "2026/1") -> UUID:
    """The certificate of some of them."""
    return keep_certificate(
        withheld_ids=[each.withheld_id for each in kept],
        number=number,
        issued_on=date(2026, 3, 31),
        amount=Money.of(amount, "EUR"),
        context=firm.context(),
    )


@dataclass(frozen=True)
class Withheld:
    """What stands for the places of addresses: a tax that is awaited, and a certificate of another one."""

    withheld_id: UUID
    certificate_id: UUID


def a_row_in_every_table_of_withholding(firm: AnOrganization, customer_id: UUID) -> Withheld:
    """One tax that is certified, with the sheet, and one whose certificate is awaited."""
    certificate = certified(firm, tax_kept(firm, customer_id, "100.00", "15.00"), amount="15.00")
    keep_certificate_file(certificate_id=certificate, content=PDF, file_name="certificate.pdf", context=firm.context())
    return Withheld(tax_kept(firm, customer_id, "200.00", "30.00").withheld_id, certificate)
