"""The tax codes with their rates, and the payment terms, as they can be named in a draft."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from pydantic import TypeAdapter

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import TaxCodeUnknown
from openbill.invoicing.models import TermsVersion
from openbill.invoicing.queries.tax_rates import tax_rates
from openbill.invoicing.types import PaymentTerms, TaxCategory


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate of tax, and the day from which it holds."""

    valid_from: date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class TaxCodeDetails:
    """A tax code and its rates, the earliest first."""

    id: UUID
    code: str
    label: str
    category: TaxCategory
    note: str
    rates: tuple[DatedRate, ...]

    def percent_on(self, day: date) -> Decimal | None:
        """The rate of a day; None where it has none yet."""
        return next((rate.percent for rate in reversed(self.rates) if rate.valid_from <= day), None)


def tax_codes() -> list[TaxCodeDetails]:
    """Every tax code, by code."""
    known = tax_rates()
    return [
        TaxCodeDetails(
            code.id,
            code.code,
            code.label,
            TaxCategory(code.category),
            code.note,
            tuple(DatedRate(day, rate.percent) for day, rate in known.rates.get(code.id, ())),
        )
        for code in sorted(known.codes.values(), key=lambda code: code.code)
    ]


def tax_code_of(tax_code_id: UUID) -> TaxCodeDetails:
    """A tax code with its rates. Raises TaxCodeUnknown."""
    known = tax_codes()
    found = next((each for each in known if each.id == tax_code_id), None)
    if found is None:
        raise TaxCodeUnknown(code=tax_code_id, known=", ".join(each.code for each in known) or "none")
    return found


def tax_codes_of_day(day: date) -> list[TaxCodeDetails]:
    """Every tax code, the highest rate of the day first."""
    return sorted(tax_codes(), key=lambda each: (-(each.percent_on(day) or 0), each.code))


def payment_terms() -> list[PaymentTerms]:
    """All payment terms, by code."""
    rows = TermsVersion.objects.filter(organization_id=current_organization_id()).order_by("code")
    read = TypeAdapter(PaymentTerms)
    return [read.validate_python(definition, strict=False) for definition in rows.values_list("definition", flat=True)]
