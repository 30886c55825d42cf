"""What a document can be billed with: tax codes and payment terms."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from pydantic import TypeAdapter

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import InvoiceLine, TermsVersion
from openbill.invoicing.queries.tax_rates import tax_rates
from openbill.invoicing.types import PaymentTerms

_TERMS = TypeAdapter(PaymentTerms)


class TaxChoice(NamedTuple):
    """A tax code with what it prints, and its rate of the day; None where it has none yet."""

    code: str
    label: str
    percent: Decimal | None


class TermsChoice(NamedTuple):
    code: str
    name: str


def tax_choices(day: date) -> list[TaxChoice]:
    """Every tax code, the highest rate of the day first."""
    known = tax_rates()
    found = []
    for code in known.codes.values():
        begun = [rate for valid_from, rate in known.rates.get(code.id, ()) if valid_from <= day]
        found.append(TaxChoice(code.code, code.label, begun[-1].percent if begun else None))
    return sorted(found, key=lambda each: (-(each.percent or 0), each.code))


def usual_tax_code(customer_id: UUID) -> str:
    """The tax code by which a customer was billed last; blank where it never was."""
    lines = InvoiceLine.objects.filter(
        organization_id=current_organization_id(), invoice__customer_id=customer_id, invoice__state="issued"
    )
    last = lines.order_by("-invoice__document_date", "-invoice_id", "position")
    return last.values_list("tax_code__code", flat=True).first() or ""


def terms_choices() -> list[TermsChoice]:
    """Every payment terms, by code."""
    versions = TermsVersion.objects.filter(organization_id=current_organization_id()).order_by("code")
    definitions = versions.values_list("definition", flat=True)
    return [TermsChoice(terms.code, terms.name) for terms in map(_TERMS.validate_python, definitions)]
