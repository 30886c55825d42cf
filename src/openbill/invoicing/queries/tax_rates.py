"""Which rate a tax code has on a day."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import TaxRateMissing
from openbill.invoicing.models import TaxCode, TaxCodeRate
from openbill.invoicing.types import TaxCategory, TaxRate


@dataclass(frozen=True, slots=True)
class TaxRates:
    """Every tax code of the organization with its rates, the earliest first."""

    codes: dict[UUID, TaxCode]
    rates: dict[UUID, tuple[tuple[date, TaxRate], ...]]

    def on(self, tax_code_id: UUID, day: date) -> TaxRate:
        """The rate that holds on a day. Raises TaxRateMissing."""
        rates = self.rates.get(tax_code_id, ())
        position = bisect_right(rates, day, key=lambda rate: rate[0])
        if position == 0:
            raise TaxRateMissing(code=self.codes[tax_code_id].code, day=day)
        return rates[position - 1][1]


def tax_rates() -> TaxRates:
    """The tax codes of the organization in force; there are few of them."""
    organization_id = current_organization_id()
    codes = {code.id: code for code in TaxCode.objects.filter(organization_id=organization_id)}
    rates: dict[UUID, list[tuple[date, TaxRate]]] = {}
    for rate in TaxCodeRate.objects.filter(organization_id=organization_id).order_by("valid_from"):
        code = codes[rate.tax_code_id]
        rates.setdefault(code.id, []).append(
            (rate.valid_from, TaxRate(code.id, rate.percent, TaxCategory(code.category), code.label, code.note))
        )
    return TaxRates(codes, {code_id: tuple(dated) for code_id, dated in rates.items()})
