"""What a credit note comes to: at each tax code at most what is left of the document that it corrects."""

from dataclasses import replace

from openbill.invoicing.errors import CreditExceedsInvoice, CreditExceedsTaxCode
from openbill.invoicing.types import Creditable, DocumentTotals, TaxLeft, TaxTotal
from openbill.primitives.money import Money


def credited_totals(totals: DocumentTotals, creditable: Creditable) -> DocumentTotals:
    """The figures of a credit note, its tax no more than was charged.

    Tax is rounded by the rate as everywhere, and never more than what is left; whoever takes back all that is left at
    a code takes back all of its tax, so that the parts of a document add up to it however it is credited.
    Raises CreditExceedsInvoice and CreditExceedsTaxCode.
    """
    currency = totals.gross.currency
    taxes = tuple(_credited(total, _left(total, creditable)) for total in totals.taxes)
    tax = Money.total((total.tax for total in taxes), currency)
    gross_left = Money.total((left.gross for left in creditable.left.values()), currency)
    too_much = [total for total in taxes if _within(total.base, _left(total, creditable).base) != total.base]
    if totals.net + tax > gross_left or (too_much and totals.gross > gross_left):
        raise CreditExceedsInvoice(amount=totals.gross, number=creditable.number, creditable=gross_left)
    for total in too_much:
        raise CreditExceedsTaxCode(
            amount=total.base,
            tax=total.rate.label,
            number=creditable.number,
            creditable=_left(total, creditable).base,
        )
    return replace(totals, taxes=taxes, tax=tax, gross=totals.net + tax)


def less_credited(creditable: Creditable, totals: DocumentTotals) -> Creditable:
    """What can be credited after a credit note of these figures."""
    left = dict(creditable.left)
    for total in totals.taxes:
        before = _left(total, creditable)
        left[total.rate.tax_code_id] = replace(before, base=before.base - total.base, tax=before.tax - total.tax)
    return replace(creditable, left=left, is_whole=False)


def _left(total: TaxTotal, creditable: Creditable) -> TaxLeft:
    nothing = Money.zero(total.base.currency)
    return creditable.left.get(total.rate.tax_code_id, TaxLeft(total.rate.percent, nothing, nothing))


def _credited(total: TaxTotal, left: TaxLeft) -> TaxTotal:
    return replace(total, tax=left.tax if total.base == left.base else _within(total.tax, left.tax))


def _within(amount: Money, limit: Money) -> Money:
    """The amount as far as it lies between nothing and the limit, which may be negative."""
    low, high = sorted((Money.zero(limit.currency), limit))
    return min(max(amount, low), high)
