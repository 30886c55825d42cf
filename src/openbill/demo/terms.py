"""The taxes and payment terms of the invented companies."""

from dataclasses import dataclass
from decimal import Decimal

from openbill.invoicing.types import DueRule, EarlyDiscount, Instalment, PaymentTerms, TaxCategory
from openbill.primitives.business_days import Convention


@dataclass(frozen=True, slots=True)
class Tax:
    label: str
    category: TaxCategory
    percent: Decimal
    note: str = ""


TAXES: dict[str, Tax] = {
    "DE19": Tax("VAT 19 %", TaxCategory.STANDARD, Decimal(19)),
    "GB20": Tax("VAT 20 %", TaxCategory.STANDARD, Decimal(20)),
    "EXPORT": Tax("Export", TaxCategory.ZERO, Decimal(0), "Tax-free export delivery."),
}
TERMS: dict[str, PaymentTerms] = {
    terms.code: terms
    for terms in (
        PaymentTerms("N14", "14 days", days=14),
        PaymentTerms("N30", "30 days", days=30, convention=Convention.FOLLOWING),
        PaymentTerms("EOM", "end of the month and 10 days", rule=DueRule.END_OF_MONTH, days=10),
        PaymentTerms("2/10", "30 days, 2 % within 10", days=30, discounts=(EarlyDiscount(Decimal(2), 10, 3),)),
        PaymentTerms(
            "3X",
            "three monthly parts",
            days=30,
            instalments=(
                Instalment(percent=Decimal("33.33")),
                Instalment(percent=Decimal("33.33"), months=1),
                Instalment(months=2),
            ),
        ),
    )
}
