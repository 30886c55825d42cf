"""What bank lines are is said in full and once, and can be undone at any time."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError
from tests.support.banking import IBAN, booking
from tests.support.billing import a_billing_firm, a_line, issued, items_of, terms
from tests.support.customers import a_customer as a_buyer
from tests.support.house_bank import a_firm, balance, brought_in, matched, open_lines, placing, posted
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item, open_amount
from tests.support.threads import at_the_same_time
from tests.support.unchanged import nothing_changes

from openbill.cash_application.commands import match_lines as matching
from openbill.cash_application.commands.hold_lines import hold_lines, take_lines_up
from openbill.cash_application.commands.place_line import confirm_lines
from openbill.cash_application.commands.set_matching_rules import set_tolerance
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.errors import (
    LetOffTooMuch,
    LineIsDecided,
    LineNotPlaced,
    PaymentIsOfALine,
    PostingNotPossible,
)
from openbill.cash_application.models import BankStatement, LinePosting, LineToDo, PayerAccount
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.queries.decisions_of_line import decisions_of_line
from openbill.cash_application.queries.lines_to_decide import LinesOf
from openbill.cash_application.types.decisions import Deduction, Placing
from openbill.disputes.models import Dispute
from openbill.disputes.types import DisputeReason
from openbill.foundation.clock import now
from openbill.foundation.tenancy import scope
from openbill.invoicing.types import EarlyDiscount
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.models import Payment
from openbill.payments.queries.find_withheld_tax import find_withheld_tax
from openbill.payments.types import Shortfall, ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.queries.check_receivables import check_receivables

ANNAS = "DE02120300000000202051"


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch) -> Iterator[AnOrganization]:
    """A firm whose history allows what is as probable as 0.9; whatever is done, its books are right in the end."""
    monkeypatch.setattr(matching, "learned_threshold", lambda _target: 0.9)
    it = a_firm()
    yield it
    with scope(it.id):
        assert [*check_receivables(it.id), *check_ledger(), *check_cash()] == []


def test_one_receipt_over_five_customers(firm: AnOrganization):
    customers = [a_customer(firm, name) for name in ("A", "B", "C", "D", "E")]
    items = [an_item(firm, each, "10.00") for each in customers]
    (line,) = brought_in(firm, booking("50.00", "collected"), closing="150.00")
    posted(firm, line, *(placing(each, "10.00", (item, "10.00")) for each, item in zip(customers, items, strict=True)))
    assert [open_amount(firm, item) for item in items] == ["0.00"] * 5
    with scope(firm.id):
        assert len(decisions_of_line(line)[0].parts) == 5


def test_a_transfer_for_forty_invoices_with_two_deductions_and_a_charge_and_its_undoing(firm: AnOrganization):
    anna = a_customer(firm)
    items = [an_item(firm, anna, "10.00", document_number=f"RE-{number}") for number in range(5000, 5040)]
    (line,) = brought_in(firm, booking("394.00", "all", account=ANNAS), closing="494.00")
    short = {items[0]: "7.00", items[1]: "8.50", items[2]: "8.50"}
    taken = [(item, short.get(item, "10.00")) for item in items]
    posted(
        firm,
        line,
        placing(
            anna,
            "394.00",
            *taken,
            shortfalls=(Shortfall(items[2], Money(1_50, "EUR"), ShortfallKind.BANK_CHARGE),),
            deductions=(
                Deduction(items[0], Money(3_00, "EUR"), DisputeReason.PRICE),
                Deduction(items[1], Money(1_50, "EUR"), DisputeReason.QUALITY),
            ),
        ),
    )
    assert [open_amount(firm, item) for item in items[:4]] == ["3.00", "1.50", "0.00", "0.00"]
    with scope(firm.id):
        assert sorted(Dispute.objects.values_list("reason", "state")) == [("price", "open"), ("quality", "open")]

    undo_posting(line_id=line, reason="Another customer.", context=firm.context())

    assert {open_amount(firm, item) for item in items} == {"10.00"}
    assert open_lines(firm) == [line]
    assert (balance(firm, "unidentified_cash"), balance(firm, "bank_fees")) == (-394_00, 0)
    with scope(firm.id):
        assert set(Dispute.objects.values_list("state", flat=True)) == {"withdrawn"}
        (account,) = PayerAccount.objects.all()
        assert (account.confirmed, account.corrected) == (0, 1)
    posted(firm, line, placing(anna, "394.00"))
    with scope(firm.id):
        assert [decision.undone_at is None for decision in decisions_of_line(line)] == [True, False]


def test_a_credit_that_the_payer_took_off_is_settled_with_it(firm: AnOrganization):
    anna = a_customer(firm)
    item = an_item(firm, anna, "100.00", document_number="RE-4711")
    credit = an_item(firm, anna, "30.00", kind="credit_note", document_number="GS-4")
    (line,) = brought_in(firm, booking("70.00", "RE-4711 GS-4"), closing="170.00")
    assert matched(firm).posted == 1
    assert [open_amount(firm, each) for each in (item, credit)] == ["0.00", "0.00"]
    undo_posting(line_id=line, reason="Wrong.", context=firm.context())
    assert [open_amount(firm, each) for each in (item, credit)] == ["100.00", "30.00"]


def test_a_wrong_match_is_undone_after_its_month_was_closed(firm: AnOrganization):
    item = an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    (line,) = brought_in(firm, booking("100.00", "RE-4711"), closing="200.00")
    assert matched(firm).posted == 1
    for month in (1, 2, 3):
        close_period(legal_entity_id=firm.legal_entity_id, month=date(2026, month, 1), context=firm.context())
    undo_posting(line_id=line, reason="It was Bert's.", context=firm.context())
    assert open_amount(firm, item) == "100.00"
    with scope(firm.id):
        assert Payment.objects.get().state == "withdrawn"


def test_a_line_is_placed_in_full_and_once(firm: AnOrganization):
    anna = a_customer(firm)
    (line,) = brought_in(firm, booking("50.00", "x"), closing="150.00")
    with nothing_changes(firm.id), pytest.raises(LineNotPlaced, match=r"49\.00 EUR"):
        posted(firm, line, placing(anna, "49.00"))
    item = an_item(firm, anna, "10.00")
    with nothing_changes(firm.id), pytest.raises(PostingNotPossible, match="Line 1"):
        posted(firm, line, placing(anna, "50.00", (item, "50.00")))
    posted(firm, line, placing(anna, "50.00"))
    with nothing_changes(firm.id), pytest.raises(LineIsDecided):
        posted(firm, line, placing(anna, "50.00"))


def test_two_people_confirm_the_same_line_at_once(firm: AnOrganization):
    anna = a_customer(firm)
    (line,) = brought_in(firm, booking("50.00", "x"), closing="150.00")

    def confirm() -> str:
        try:
            posted(firm, line, placing(anna, "50.00"))
        except LineIsDecided:
            return "decided"
        return "posted"

    assert sorted(at_the_same_time([confirm, confirm])) == ["decided", "posted"]
    with scope(firm.id):
        assert Payment.objects.count() == 1


def test_the_database_refuses_what_is_not_placed(firm: AnOrganization):
    (line,) = brought_in(firm, booking("50.00", "x"), closing="150.00")

    def decide_and_place_nothing() -> None:
        with scope(firm.id):
            LineToDo.objects.all().delete()
            LinePosting.objects.create(
                organization_id=firm.id,
                line_id=line,
                kind="receipt",
                is_by_itself=False,
                evidence=[],
                posted_at=now(),
                command_id=BankStatement.objects.get().command_id,
            )

    with pytest.raises(IntegrityError, match="is over 5000, and what is placed"):
        decide_and_place_nothing()
    assert open_lines(firm) == [line]


def test_what_the_bank_told_is_not_withdrawn_as_a_mistake(firm: AnOrganization):
    (line,) = brought_in(firm, booking("50.00", "x"), closing="150.00")
    posted(firm, line, placing(a_customer(firm), "50.00"))
    with scope(firm.id):
        payment = Payment.objects.get()
    with nothing_changes(firm.id), pytest.raises(PaymentIsOfALine):
        withdraw_payment(payment_id=payment.id, reason="typo", context=firm.context())


def test_a_line_may_wait(firm: AnOrganization):
    an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    (line,) = brought_in(firm, booking("100.00", "RE-4711"), closing="200.00")
    hold_lines(line_ids=[line], note="Asked Anna.", context=firm.context())
    assert matched(firm).seen == 0
    assert (open_lines(firm), open_lines(firm, LinesOf.HELD)) == ([], [line])
    take_lines_up(line_ids=[line], context=firm.context())
    assert matched(firm).posted == 1


def test_who_says_why_something_is_missing_takes_no_discount():
    firm = a_billing_firm()
    add_bank_account(
        legal_entity_id=firm.legal_entity_id, name="Bank", currency="EUR", iban=IBAN, context=firm.context()
    )
    anna = a_buyer(firm)
    code = terms(firm, "2/90", discounts=(EarlyDiscount(Decimal(2), 90),))
    invoice = issued(firm, anna, [a_line("100.00", tax_code="AE")], on="2026-02-20", terms=code)
    (item,) = items_of(firm, invoice)
    first, second = brought_in(firm, booking("60.00", "a"), booking("39.00", "b"), closing="199.00")
    posted(firm, first, placing(anna, "60.00", (item.id, "60.00")))
    charge = Shortfall(item.id, Money(1_00, "EUR"), ShortfallKind.BANK_CHARGE)
    posted(firm, second, placing(anna, "39.00", (item.id, "39.00"), shortfalls=(charge,)))
    assert (open_amount(firm, item.id), balance(firm, "bank_fees"), balance(firm, "early_discount")) == (
        "0.00",
        1_00,
        0,
    )


def test_several_lines_are_confirmed_at_once_and_never_for_one_debt(firm: AnOrganization):
    anna = a_customer(firm)
    item = an_item(firm, anna, "100.00", document_number="RE-4711")
    lines = brought_in(
        firm, booking("100.00", "RE-4711"), booking("100.00", "RE-4711", day="2026-03-01"), booking("7.00", "x"),
        closing="307.00",
    )  # fmt: skip
    confirmed = confirm_lines(line_ids=lines, context=firm.context())
    assert (confirmed.posted, confirmed.left) == (1, 2)
    assert open_amount(firm, item) == "0.00"


@pytest.mark.parametrize("kind", [kind for kind in ShortfallKind if kind is not ShortfallKind.WITHHOLDING_TAX])
def test_a_bank_line_is_no_way_around_the_second_person(firm: AnOrganization, kind: ShortfallKind):
    anna = a_customer(firm)
    item = an_item(firm, anna, "10000.00")
    (line,) = brought_in(firm, booking("0.01", "x"), closing="100.01")
    let_off = Shortfall(item, Money(9_999_99, "EUR"), kind)
    with nothing_changes(firm.id), pytest.raises(LetOffTooMuch, match=r"9999\.99 EUR"):
        posted(firm, line, placing(anna, "0.01", (item, "0.01"), shortfalls=(let_off,)))
    set_tolerance(currency="EUR", absolute_minor=1_00, percent=Decimal(100), charge_minor=2_00, context=firm.context())
    let_off = Shortfall(item, Money(2_01, "EUR"), kind)
    with nothing_changes(firm.id), pytest.raises(LetOffTooMuch):
        posted(firm, line, placing(anna, "0.01", (item, "0.01"), shortfalls=(let_off,)))


def test_a_payer_may_keep_as_much_as_taxes_are(firm: AnOrganization):
    anna = a_customer(firm)
    items = [an_item(firm, anna, "10000.00"), an_item(firm, anna, "10000.00")]
    first, second = brought_in(firm, booking("5900.00", "x"), booking("6500.00", "y"), closing="12500.00")
    with nothing_changes(firm.id), pytest.raises(LetOffTooMuch, match=r"4100\.00 EUR"):
        posted(firm, first, less_tax(anna, items[0], "5900.00", "4100.00"))

    posted(firm, second, less_tax(anna, items[1], "6500.00", "3500.00"))

    assert open_amount(firm, items[1]) == "0.00"
    assert balance(firm, "withholding_tax") == 3_500_00
    with scope(firm.id):
        (kept,) = find_withheld_tax().rows
    assert (kept.state, kept.amount_minor) == ("awaited", 3_500_00)


def less_tax(customer: UUID, item: UUID, paid: str, kept: str) -> Placing:
    tax = Shortfall(item, Money.of(kept, "EUR"), ShortfallKind.WITHHOLDING_TAX)
    return placing(customer, paid, (item, paid), shortfalls=(tax,))
