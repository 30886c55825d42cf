"""The worked tables of docs/algorithms/invoicing.md hold."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from openbill.invoicing.policies.credited_totals import credited_totals
from openbill.invoicing.policies.discount_offers import discount_offers
from openbill.invoicing.policies.document_totals import document_totals, line_net
from openbill.invoicing.policies.due_instalments import due_instalments
from openbill.invoicing.policies.left_to_credit import less_given_up
from openbill.invoicing.types import (
    Creditable,
    DueRule,
    EarlyDiscount,
    Instalment,
    PaymentTerms,
    PricedLine,
    TaxLeft,
    TaxRate,
)
from openbill.primitives.business_days import Convention
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.policies.earned_discount import Offer, earned_discount
from openbill.receivables.policies.share_less_discounts import discounts_of_shares, share_less_discounts
from openbill.receivables.policies.share_oldest_first import share_oldest_first
from openbill.receivables.types import OpenDebit

from .tables import worked_table

STANDARD, REDUCED = TaxRate(UUID(int=1), Decimal(19)), TaxRate(UUID(int=2), Decimal(7))
ONE = Decimal(1)


def rows(heading: str) -> list[dict[str, str]]:
    return worked_table("invoicing.md", heading)


def eur(text: str) -> Money:
    return Money.of(text, "EUR")


def test_lines():
    for row in rows("Lines"):
        line = PricedLine(Decimal(row["Quantity"]), Decimal(row["Unit price"]), STANDARD, Decimal(row["Discount"]))
        assert line_net(line, row["Currency"]) == Money.of(row["Net"], row["Currency"]), row


def test_totals():
    for row in rows("Totals"):
        lines = [
            PricedLine(ONE, Decimal(row["Net at 19 %"]), STANDARD),
            PricedLine(ONE, Decimal(row["Net at 7 %"]), REDUCED),
        ]
        totals = document_totals(lines, "EUR", discount_percent=Decimal(row["Discount"]))
        assert (totals.net, totals.tax, totals.gross) == (eur(row["Net"]), eur(row["Tax"]), eur(row["Gross"])), row


def test_due_dates():
    for row in rows("Due dates"):
        terms = PaymentTerms(
            "x",
            "x",
            rule=DueRule(row["Rule"]),
            days=int(row["Days"]),
            day_of_month=int(row["Day of month"] or 0) or None,
            convention=Convention(row["Convention"]),
        )
        (part,) = due_instalments(terms, date.fromisoformat(row["Document date"]), eur("100.00"), "DE")
        assert part.due_date.isoformat() == row["Due"], row


def instalment(text: str) -> Instalment:
    if text == "rest":
        return Instalment()
    amount = text.removesuffix(" %")
    return Instalment(percent=Decimal(amount)) if text.endswith("%") else Instalment(amount=Decimal(amount))


def test_instalments():
    for row in rows("Instalments"):
        terms = PaymentTerms("x", "x", instalments=tuple(map(instalment, row["Instalments"].split(", "))))
        parts = due_instalments(terms, date(2026, 1, 1), eur(row["Gross"]), "DE")
        assert [part.amount for part in parts] == [eur(amount) for amount in row["Amounts"].split(", ")], row
        assert Money.total((part.amount for part in parts), "EUR") == eur(row["Gross"])


def test_early_payment():
    totals = document_totals([PricedLine(ONE, Decimal(100), STANDARD)], "EUR")
    terms = PaymentTerms("2/10", "2/10", discounts=(EarlyDiscount(Decimal(2), 10, grace_days=3),))
    (offered,) = discount_offers(terms, date(2026, 1, 15), totals)
    assert (offered.until, offered.last_date) == (date(2026, 1, 25), date(2026, 1, 28))
    for row in rows("Early payment"):
        paid = eur(row["Paid"])
        earned = earned_discount(
            totals.gross,
            paid,
            date.fromisoformat(row["On"]),
            [Offer(offered.last_date, offered.amount, offered.tax)],
        )
        discount = earned.amount if earned else eur("0")
        tax = earned.tax if earned else eur("0")
        assert (discount, tax) == (eur(row["Discount"]), eur(row["Of it tax"])), row
        assert totals.gross - paid - discount == eur(row["Left open"]), row


def test_early_payment_applied_later():
    offer = Offer(date(2026, 1, 28), eur("2.38"), eur("0.38"))
    debits = {UUID(int=n): OpenDebit(UUID(int=n), date(2026, 2, 14), eur("119.00")) for n in (1, 2)}
    offers = {item_id: [offer] for item_id in debits}
    for row in rows("Early payment, applied later"):
        paid, paid_on = eur(row["Received"]), date.fromisoformat(row["On"])
        assert date.fromisoformat(row["Applied on"]) >= paid_on
        shares = share_less_discounts(paid, paid_on, debits.values(), offers) or share_oldest_first(
            paid, debits.values()
        )
        discounts = discounts_of_shares(shares, paid_on, debits, offers)
        left = {item_id: debit.open_amount for item_id, debit in debits.items()}
        for share in shares:
            left[share.item_id] -= share.amount
        for item_id, earned in discounts.items():
            left[item_id] -= earned.amount
        assert [earned.amount for earned in discounts.values()] == [
            eur(amount) for amount in row["Discounts"].split(", ") if amount
        ], row
        assert list(left.values()) == [eur(amount) for amount in row["Left open"].split(", ")], row


def test_credit_notes():
    for row in rows("Credit notes"):
        totals = document_totals([PricedLine(ONE, Decimal(row["Credited net"]), STANDARD)], "EUR")
        left = TaxLeft(STANDARD.percent, eur(row["Net left"]), eur(row["Tax left"]))
        refused = ""
        try:
            credited = credited_totals(totals, Creditable("INV-000001", {STANDARD.tax_code_id: left}, is_whole=False))
        except Refusal as refusal:
            refused = refusal.code
        else:
            assert (credited.tax, credited.gross) == (eur(row["Credited tax"]), totals.net + credited.tax), row
        assert refused == row["Refused because"], row


def test_what_was_given_up():
    for row in rows("What was given up"):
        lines = [PricedLine(ONE, Decimal(row[f"Net at {rate.percent} %"]), rate) for rate in (STANDARD, REDUCED)]
        charged = {
            total.rate.tax_code_id: TaxLeft(total.rate.percent, total.base, total.tax)
            for total in document_totals(lines, "EUR").taxes
        }
        tax = None if row["Its tax"] == "in proportion" else eur(row["Its tax"])
        left = less_given_up(charged, charged, eur(row["Given up"]), tax)
        for rate in (STANDARD, REDUCED):
            each = left[rate.tax_code_id]
            assert [each.base, each.tax] == [eur(part) for part in row[f"Left at {rate.percent} %"].split(" + ")], row
