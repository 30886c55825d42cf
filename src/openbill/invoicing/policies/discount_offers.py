"""What is taken off a document that is paid early."""

from datetime import date, timedelta

from openbill.invoicing.types import DiscountOffer, DocumentTotals, PaymentTerms
from openbill.primitives.money import Money
from openbill.primitives.percentage import percentage_of


def discount_offers(terms: PaymentTerms, document_date: date, totals: DocumentTotals) -> tuple[DiscountOffer, ...]:
    """The offers of the terms, the earliest first: per hundred of the gross amount, and the tax that goes with it.

    Where the discount lessens the tax, its part is the rounded percentage of each rate's tax; the rest of the
    discount is the net part, so that both always add up to what is taken off the debt. What falls due in
    instalments has no offers: there is no one day by which all of it would be early.
    """
    if terms.instalments or not totals.gross.is_positive:
        return ()
    offers = []
    for discount in sorted(terms.discounts, key=lambda discount: discount.days):
        amount = percentage_of(totals.gross, discount.percent)
        tax = Money.zero(totals.gross.currency)
        if discount.is_tax_adjusted:
            tax = Money.total(
                (percentage_of(total.tax, discount.percent) for total in totals.taxes), totals.gross.currency
            )
        until = document_date + timedelta(days=discount.days)
        if amount.is_positive:
            last_date = until + timedelta(days=discount.grace_days)
            of_it_tax = max(Money.zero(amount.currency), min(tax, amount))
            offers.append(DiscountOffer(discount.percent, until, last_date, amount, of_it_tax))
    return tuple(offers)
