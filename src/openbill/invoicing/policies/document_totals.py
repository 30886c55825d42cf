"""What a document comes to: nets, discount, tax per rate, gross. The rule is told in docs/algorithms/invoicing.md."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from openbill.invoicing.types import HUNDRED, DocumentTotals, PricedLine, TaxRate, TaxTotal
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money
from openbill.primitives.percentage import percentage_of

_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
"""Enough digits for any quantity, price and discount without rounding; halves go away from zero at the end."""
_WHOLE = Decimal(1)


def document_totals(
    lines: Sequence[PricedLine], currency: str, *, discount_percent: Decimal = Decimal(0)
) -> DocumentTotals:
    """The figures of a document whose prices are net of tax.

    Rounded are: each line once; the discount on the whole once per rate of tax; the tax once per rate. All sums
    are sums of rounded figures, so that what is printed adds up.
    """
    nets = tuple(line_net(line, currency) for line in lines)
    by_rate: dict[TaxRate, Money] = {}
    for line, net in zip(lines, nets, strict=True):
        by_rate[line.tax] = by_rate.get(line.tax, Money.zero(currency)) + net
    discounts = {rate: percentage_of(net, discount_percent) for rate, net in by_rate.items()}
    taxes = tuple(_tax_total(rate, net - discounts[rate]) for rate, net in by_rate.items())
    net = Money.total((total.base for total in taxes), currency)
    tax = Money.total((total.tax for total in taxes), currency)
    return DocumentTotals(nets, Money.total(discounts.values(), currency), taxes, net, tax, net + tax)


def line_net(line: PricedLine, currency: str) -> Money:
    """Quantity times unit price, less the line's discount, rounded once to the minor unit."""
    share = _EXACT.subtract(HUNDRED, line.discount_percent)
    exact = _EXACT.multiply(_EXACT.multiply(line.quantity, line.unit_price), share)
    minor_units = exact.scaleb(exponent(currency) - 2, context=_EXACT)
    return Money(int(minor_units.quantize(_WHOLE, context=_EXACT)), currency)


def _tax_total(rate: TaxRate, base: Money) -> TaxTotal:
    return TaxTotal(rate, base, percentage_of(base, rate.percent))
