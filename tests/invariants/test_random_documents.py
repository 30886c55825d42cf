"""Whatever is billed, in whatever currency and on whatever terms: lines, taxes, postings and open items are one sum.

Hypothesis makes up batches of invoices, each batch for a firm of its own. The figures that they must come to are
computed here with fractions; the payments settle every document to the last minor unit.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization, an_organization

from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.add_payment_terms import add_payment_terms
from openbill.invoicing.commands.add_tax_code import add_tax_code
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.models import Invoice, InvoiceItem, InvoiceLine, InvoiceTax
from openbill.invoicing.types import EarlyDiscount, Instalment, NewDraft, NewLine, PaymentTerms, TaxCategory
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.types import RateToSet
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.types import Designation

EXAMPLES = 30
DAY = date(2026, 1, 15)
RATES = {
    "EUR": "1", "USD": "0.9137", "GBP": "1.1602", "CHF": "1.0541", "SEK": "0.08877", "JPY": "0.006123",
    "KRW": "0.000641", "CLP": "0.000947", "KWD": "2.9871", "BHD": "2.4302",
}  # fmt: skip
"""What one unit is worth in euro: currencies without decimals, with two and with three."""
TAXES = ("0", "2.6", "5.5", "7", "8.875", "15.9751", "19", "25")
PERCENTS = {"2/10": Decimal(2), "0.75/10": Decimal("0.75"), "33.3333/10": Decimal("33.3333")}
"""The percentages of the terms with a discount for who pays within ten days."""
UNADJUSTED = "3/10"
TERMS = {
    "net": PaymentTerms("net", "net"),
    "thirds": PaymentTerms(
        "thirds",
        "thirds",
        instalments=(Instalment(percent=Decimal("33.33")), Instalment(percent=Decimal("33.33")), Instalment(months=1)),
    ),
    "deposit": PaymentTerms("deposit", "deposit", instalments=(Instalment(amount=Decimal(50)), Instalment(days=10))),
    **{code: PaymentTerms(code, code, discounts=(EarlyDiscount(percent, 10),)) for code, percent in PERCENTS.items()},
    UNADJUSTED: PaymentTerms(UNADJUSTED, UNADJUSTED, discounts=(EarlyDiscount(Decimal(3), 10, is_tax_adjusted=False),)),
}


def decimals(largest: int, places: int) -> st.SearchStrategy[Decimal]:
    """Whole numbers up to the largest, the point moved to the left by up to so many places."""
    return st.builds(
        lambda number, scale: Decimal(number).scaleb(-scale), st.integers(1, largest), st.integers(0, places)
    )


discounts = st.sampled_from(tuple(map(Decimal, ("0", "0", "0", "2.5", "12.3456", "99.99"))))
lines = st.builds(
    NewLine,
    st.just("Lamp"),
    # Some lines take something back.
    st.builds(lambda sign, quantity: sign * quantity, st.sampled_from((1, 1, 1, 1, -1)), decimals(20_000, 3)),
    decimals(9_999_999, 6),
    st.sampled_from(TAXES),
    discount_percent=discounts,
)


@dataclass(frozen=True)
class Billed:
    """What is billed, and whether the payer of an early-payment discount is a day too late."""

    currency: str
    lines: tuple[NewLine, ...]
    terms: str
    discount_percent: Decimal
    is_late: bool

    @property
    def discount(self) -> EarlyDiscount | None:
        return next(iter(TERMS[self.terms].discounts), None)


bills = st.builds(
    Billed,
    st.sampled_from(tuple(RATES)),
    st.lists(lines, min_size=1, max_size=12).map(tuple),
    st.sampled_from(tuple(TERMS)),
    discounts,
    st.booleans(),
)


@dataclass(frozen=True)
class Expected:
    """The figures of a document in minor units; bases and taxes by rate; what is offered, and the tax in it."""

    line_nets: tuple[int, ...]
    bases: dict[str, int]
    taxes: dict[str, int]
    offered: int
    offered_tax: int

    @property
    def net(self) -> int:
        return sum(self.bases.values())

    @property
    def tax(self) -> int:
        return sum(self.taxes.values())

    @property
    def gross(self) -> int:
        return self.net + self.tax

    @property
    def refusal(self) -> str | None:
        """Why it is no invoice: it comes to less than nothing, or to nothing but tax."""
        if self.gross < 0:
            return "document_is_negative"
        return "document_is_only_tax" if self.gross == 0 and self.tax else None


def rounded(value: Fraction) -> int:
    """To the nearest whole number, halves away from zero."""
    nearest = int(abs(value) + Fraction(1, 2))
    return nearest if value > 0 else -nearest


def share(amount: int, percent: Decimal | str) -> int:
    return rounded(amount * Fraction(percent) / 100)


def expected(bill: Billed) -> Expected:
    """Each line is rounded once, the discount on the whole and the tax once per rate."""
    one = 10 ** exponent(bill.currency)
    nets = tuple(
        rounded(
            Fraction(line.quantity) * Fraction(line.unit_price) * one * (100 - Fraction(line.discount_percent)) / 100
        )
        for line in bill.lines
    )
    bases: dict[str, int] = defaultdict(int)
    for line, net in zip(bill.lines, nets, strict=True):
        bases[line.tax_code] += net
    bases = {code: base - share(base, bill.discount_percent) for code, base in bases.items()}
    taxes = {code: share(base, code) for code, base in bases.items()}
    offered = offered_tax = 0
    gross = sum(bases.values()) + sum(taxes.values())
    if bill.discount is not None and gross > 0:
        offered = share(gross, bill.discount.percent)
        if bill.discount.is_tax_adjusted:
            offered_tax = max(0, min(offered, sum(share(tax, bill.discount.percent) for tax in taxes.values())))
    return Expected(nets, bases, taxes, offered, offered_tax)


@dataclass(frozen=True)
class Issued:
    """An issued document as it was billed, with its row and its open items."""

    bill: Billed
    expected: Expected
    invoice: Invoice
    items: tuple[OpenItem, ...]


def a_firm() -> AnOrganization:
    """A firm in euro with every tax, all terms, and rates for each currency that change after the invoices."""
    firm = an_organization("EUR")
    for percent in TAXES:
        category = TaxCategory.ZERO if percent == "0" else TaxCategory.STANDARD
        add_tax_code(
            code=percent, label=f"VAT {percent} %", category=category, percent=Decimal(percent),
            valid_from=date(2000, 1, 1), context=firm.context(),
        )  # fmt: skip
    for terms in TERMS.values():
        add_payment_terms(terms=terms, context=firm.context())
    rates = [
        RateToSet(currency, "EUR", day, Decimal(rate) * factor)
        for currency, rate in RATES.items()
        if currency != "EUR"
        for day, factor in ((DAY, Decimal(1)), (DAY + timedelta(days=5), Decimal("1.0137")))
    ]
    set_exchange_rates(rates=rates, context=firm.context())
    return firm


def issue(firm: AnOrganization, billed: Sequence[Billed]) -> list[Issued]:
    customer = a_customer(firm)
    drafts = [
        NewDraft(
            customer, bill.currency, bill.lines, document_date=DAY, terms=bill.terms,
            discount_percent=bill.discount_percent,
        )
        for bill in billed
    ]  # fmt: skip
    identifiers = draft_invoices(drafts=drafts, context=firm.context())
    done = issue_invoices(invoice_ids=identifiers, context=firm.context())
    figures = {identifier: expected(bill) for bill, identifier in zip(billed, identifiers, strict=True)}
    assert {failure.invoice_id: failure.code for failure in done.failures} == {
        identifier: wanted.refusal for identifier, wanted in figures.items() if wanted.refusal
    }
    with scope(firm.id):
        invoices = {invoice.id: invoice for invoice in Invoice.objects.filter(organization_id=firm.id)}
        items = {item.id: item for item in OpenItem.objects.filter(organization_id=firm.id)}
        parts: dict[UUID, list[OpenItem]] = defaultdict(list)
        for part in InvoiceItem.objects.filter(organization_id=firm.id).order_by("instalment_number"):
            parts[part.invoice_id].append(items[part.item_id])
    return [
        Issued(bill, figures[identifier], invoices[identifier], tuple(parts[identifier]))
        for bill, identifier in zip(billed, identifiers, strict=True)
        if identifier in done.numbers
    ]


def nothing_is_wrong(firm: AnOrganization) -> None:
    with scope(firm.id):
        assert list(check_receivables(firm.id)) == []
        assert list(check_ledger()) == []


def postings(firm: AnOrganization) -> dict[UUID, dict[str, int]]:
    """What each entry posts, by the role of the account, in the document's currency."""
    entries: dict[UUID, dict[str, int]] = defaultdict(dict)
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT line.entry_id, account.role, sum(line.amount_minor)::bigint FROM journal_line line JOIN account"
            " ON account.organization_id = line.organization_id AND account.id = line.account_id"
            " WHERE line.organization_id = %s GROUP BY 1, 2",
            [firm.id],
        )
        for entry_id, role, amount in cursor.fetchall():
            entries[entry_id][role] = amount
    return entries


def balances(firm: AnOrganization) -> dict[tuple[str, str], tuple[int, int]]:
    """What stands on each account by role and currency: in that currency, and in euro; zeros are left out."""
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT account.role, line.currency, sum(line.amount_minor)::bigint, sum(line.functional_minor)::bigint"
            " FROM journal_line line JOIN account"
            " ON account.organization_id = line.organization_id AND account.id = line.account_id"
            " WHERE line.organization_id = %s GROUP BY 1, 2",
            [firm.id],
        )
        return {(role, currency): (own, euro) for role, currency, own, euro in cursor.fetchall() if own or euro}


def the_document_says_what_was_billed(firm: AnOrganization, issued: Sequence[Issued]) -> None:
    with scope(firm.id):
        nets: dict[UUID, list[int]] = defaultdict(list)
        for line in InvoiceLine.objects.filter(organization_id=firm.id).order_by("invoice_id", "position"):
            nets[line.invoice_id].append(line.net_minor)
        taxes: dict[UUID, list[tuple[Decimal, int, int]]] = defaultdict(list)
        for tax in InvoiceTax.objects.filter(organization_id=firm.id):
            taxes[tax.invoice_id].append((tax.percent, tax.base_minor, tax.tax_minor))
    for each in issued:
        invoice, wanted = each.invoice, each.expected
        assert tuple(nets[invoice.id]) == wanted.line_nets
        assert sorted(taxes[invoice.id]) == sorted(
            (Decimal(code), base, wanted.taxes[code]) for code, base in wanted.bases.items()
        )
        assert sum(wanted.line_nets) - invoice.discount_minor == invoice.net_minor == wanted.net
        assert (invoice.tax_minor, invoice.gross_minor) == (wanted.tax, wanted.gross)


def the_books_and_the_open_items_say_the_same(firm: AnOrganization, issued: Sequence[Issued]) -> None:
    entries = postings(firm)
    for each in issued:
        posted: dict[str, int] = defaultdict(int)
        for item in each.items:
            assert entries[item.id]["receivable"] == item.amount_minor == item.open_minor > 0
            for role, amount in entries[item.id].items():
                posted[role] += amount
        assert sum(item.open_minor for item in each.items) == each.expected.gross
        assert (posted["receivable"], posted["revenue"], posted["tax_payable"]) == (
            each.expected.gross, -each.expected.net, -each.expected.tax,
        )  # fmt: skip
        assert sum(posted.values()) == 0


def payments_of(issued: Sequence[Issued]) -> list[NewPayment]:
    """Of each document all of its parts; where a discount is offered, so much less, in time or a day late."""
    payments = []
    for each in issued:
        paid_on = DAY + timedelta(days=11 if each.bill.is_late else 10)
        for item in each.items:
            amount = item.open_minor - each.expected.offered
            if amount > 0:
                designations = (Designation(item.id),)
                money = Money(amount, each.bill.currency)
                payments.append(NewPayment(item.customer_id, money, paid_on, designations=designations))
    return payments


def still_open(firm: AnOrganization) -> dict[UUID, int]:
    with scope(firm.id):
        return dict(OpenItem.objects.filter(organization_id=firm.id, open_minor__gt=0).values_list("id", "open_minor"))


def is_taken(each: Issued) -> bool:
    return not each.bill.is_late and each.expected.gross > each.expected.offered > 0


def what_should_stand_in_the_books(issued: Sequence[Issued]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for each in issued:
        wanted, currency = each.expected, each.bill.currency
        taken, taken_tax = (wanted.offered, wanted.offered_tax) if is_taken(each) else (0, 0)
        sums["revenue", currency] -= wanted.net
        sums["tax_payable", currency] -= wanted.tax - taken_tax
        sums["early_discount", currency] += taken - taken_tax
        sums["cash_clearing", currency] += wanted.gross - wanted.offered
        sums["receivable", currency] += wanted.offered - taken
    return {key: amount for key, amount in sums.items() if amount}


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(bills, min_size=4, max_size=12))
def test_lines_taxes_postings_and_open_items_are_one_sum_and_payments_settle_it(billed: list[Billed]):
    firm = a_firm()
    issued = issue(firm, billed)
    the_document_says_what_was_billed(firm, issued)
    the_books_and_the_open_items_say_the_same(firm, issued)
    nothing_is_wrong(firm)

    recorded = record_payments(payments=payments_of(issued), context=firm.context())

    # Nothing is unapplied; open is the discount that was taken too late, to the last minor unit.
    assert all(each.unapplied.is_zero for each in recorded)
    assert still_open(firm) == {
        item.id: each.expected.offered
        for each in issued
        if each.expected.offered and not is_taken(each)
        for item in each.items
    }
    nothing_is_wrong(firm)
    books = balances(firm)
    # Whatever the rates did, an account whose items are settled is carried at nothing.
    assert {
        key: own for key, (own, _) in books.items() if not key[0].startswith(("exchange_", "currency_"))
    } == what_should_stand_in_the_books(issued)
    assert sum(euro for _, euro in books.values()) == 0
