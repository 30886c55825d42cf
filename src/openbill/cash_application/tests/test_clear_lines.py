"""What is known already when the bank tells of it is cleared, and the books hold what the bank says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from tests.support.banking import a_statement, booking
from tests.support.house_bank import a_firm, balance, brought_in, matched, open_lines, placing, posted
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item, open_amount
from tests.support.threads import at_the_same_time
from tests.support.unchanged import nothing_changes

from openbill.cash_application.commands.clear_lines import ToClear, clear_line, clear_lines, return_by_line
from openbill.cash_application.commands.expect_at_bank import expect_at_bank, no_longer_expect
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.set_aside import set_lines_aside
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.errors import (
    ExpectationIsCleared,
    LineIsDecided,
    LineNotCleared,
    PaymentIsLarger,
    PaymentIsOfALine,
    PaymentWentBack,
    SourceToldTwice,
    SourceUnknown,
)
from openbill.cash_application.models import LinePosting
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.types.decisions import AsideOn, Expected, Matched, Source
from openbill.foundation.context import Actor, ActorKind
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.models import Payment
from openbill.payments.types import MoneyOn, NewPayment
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.check_receivables import check_receivables


@pytest.fixture
def firm() -> Iterator[AnOrganization]:
    """Whatever is done, its books are right in the end, and hold what the banks told."""
    it = a_firm()
    yield it
    with scope(it.id):
        assert [*check_receivables(it.id), *check_ledger(), *check_cash()] == []


def balances(firm: AnOrganization) -> tuple[int, int, int]:
    """Bank, in transit, unidentified."""
    return balance(firm, "bank"), balance(firm, "cash_clearing"), balance(firm, "unidentified_cash")


def a_payment(firm: AnOrganization, amount: str = "100.00", **details: object) -> UUID:
    payment = NewPayment(a_customer(firm), Money.of(amount, "EUR"), date(2026, 3, 1), **details)  # type: ignore[arg-type]
    (recorded,) = record_payments(payments=[payment], context=firm.context())
    return recorded.payment_id


def a_payout(firm: AnOrganization, amount: str, *references: str) -> Source:
    source = Source("payout", new_identifier())
    expected = Expected(
        source, firm.legal_entity_id, Money.of(amount, "EUR"), date(2026, 3, 2), references, MoneyOn.GATEWAY
    )
    expect_at_bank(expected=[expected], context=firm.context())
    return source


def test_the_books_hold_what_the_bank_told(firm: AnOrganization):
    lines = brought_in(firm, booking("50.00", "x"), booking("-8.00", "y"), closing="142.00")
    assert balances(firm) == (142_00, 0, -42_00)
    assert balance(firm, "opening_balance") == -100_00

    set_lines_aside(line_ids=lines[1:], account=AsideOn.BANK_FEES, context=firm.context())
    posted(firm, lines[0], placing(a_customer(firm), "50.00"))
    assert (*balances(firm), balance(firm, "bank_fees")) == (142_00, 0, 0, 8_00)

    undo_posting(line_id=lines[1], reason="It was no fee.", context=firm.context())
    assert (*balances(firm), balance(firm, "bank_fees")) == (142_00, 0, 8_00, 0)


def test_an_earlier_statement_opens_the_account_with_what_it_tells(firm: AnOrganization):
    brought_in(firm, booking("50.00", "x"), closing="150.00")
    content = a_statement(
        booking("30.00", "w", day="2026-02-02"), opening="70.00", closing="100.00", days=("2026-02-01", "2026-02-28")
    )
    import_statements(content=content, file_name="february.xml", context=firm.context())
    assert (balance(firm, "bank"), balance(firm, "opening_balance")) == (150_00, -70_00)


def test_a_notice_is_not_booked_and_hides_no_line_of_the_statement(firm: AnOrganization):
    statement = a_statement(booking("50.00", "x", reference="R1"), closing="150.00")
    notice = (
        statement.replace(b"camt.053.001.08", b"camt.054.001.08")
        .replace(b"BkToCstmrStmt", b"BkToCstmrDbtCdtNtfctn")
        .replace(b"Stmt>", b"Ntfctn>")
    )
    start, end = notice.index(b"<Bal>"), notice.rindex(b"</Bal>") + len(b"</Bal>")
    import_statements(content=notice[:start] + notice[end:], file_name="n.xml", context=firm.context())
    assert (open_lines(firm), balances(firm)) == ([], (0, 0, 0))

    import_statements(content=statement, file_name="s.xml", context=firm.context())
    assert len(open_lines(firm)) == 1
    assert balances(firm) == (150_00, 0, -50_00)


def test_a_payment_that_somebody_recorded_is_cleared_by_its_line(firm: AnOrganization):
    payment = a_payment(firm, reference="CHEQUE-778812")
    (line,) = brought_in(firm, booking("100.00", "cheque-778812 deposited"), closing="200.00")
    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert balances(firm) == (200_00, 0, 0)
    with scope(firm.id):
        assert Payment.objects.count() == 1
        assert LinePosting.objects.get().kind == "cleared"
    with nothing_changes(firm.id), pytest.raises(PaymentIsOfALine):
        withdraw_payment(payment_id=payment, reason="typo", context=firm.context())

    undo_posting(line_id=line, reason="Another cheque.", context=firm.context())
    assert balances(firm) == (200_00, 100_00, -100_00)
    clear_line(line_id=line, sources=[Source("payment", payment)], context=firm.context())
    with nothing_changes(firm.id), pytest.raises(LineIsDecided):
        clear_line(line_id=line, sources=[Source("payment", payment)], context=firm.context())


def test_one_line_clears_what_was_expected_once(firm: AnOrganization):
    payout = a_payout(firm, "97.50", "po_1Nx5")
    lines = brought_in(
        firm, booking("97.50", "STRIPE PO_1NX5"), booking("97.50", "STRIPE po-1nx5", day="2026-03-01"), closing="295.00"
    )
    assert matched(firm).posted == 1
    assert (balance(firm, "gateway_clearing"), balances(firm)) == (-97_50, (295_00, 0, -97_50))
    (left,) = open_lines(firm)
    with nothing_changes(firm.id), pytest.raises(SourceUnknown):
        clear_line(line_id=left, sources=[payout], context=firm.context())
    with nothing_changes(firm.id), pytest.raises(ExpectationIsCleared):
        no_longer_expect(sources=[payout], context=firm.context())
    (cleared,) = set(lines) - {left}
    undo_posting(line_id=cleared, reason="The other one.", context=firm.context())
    clear_line(line_id=left, sources=[payout], context=firm.context())


def test_what_is_no_longer_expected_clears_nothing(firm: AnOrganization):
    payout = a_payout(firm, "97.50", "po_1Nx5")
    no_longer_expect(sources=[payout], context=firm.context())
    brought_in(firm, booking("97.50", "STRIPE po_1Nx5"), closing="197.50")
    assert matched(firm).left == 1


def test_what_is_told_again_takes_the_place_of_what_was_told(firm: AnOrganization):
    source = Source("payout", new_identifier())
    for minor in (50_00, 60_00):
        expected = Expected(source, firm.legal_entity_id, Money(minor, "EUR"), date(2026, 3, 2), ("po_1Nx5",))
        expect_at_bank(expected=[expected], context=firm.context())
    brought_in(firm, booking("60.00", "po_1Nx5"), closing="160.00")
    assert matched(firm).posted == 1


@pytest.mark.parametrize("text", ["po_1Nx", "po_1Nx55", "Apo_1Nx5", "something else"])
def test_a_part_of_a_reference_clears_nothing(firm: AnOrganization, text: str):
    a_payout(firm, "97.50", "po_1Nx5")
    brought_in(firm, booking("97.50", text), closing="197.50")
    assert matched(firm).left == 1


def test_a_line_is_cleared_in_full_and_in_its_currency(firm: AnOrganization):
    first, second = a_payout(firm, "60.00", "a"), a_payout(firm, "35.00", "b")
    (line,) = brought_in(firm, booking("95.00", "both"), closing="195.00")
    for sources in ([first], [], [first, second, a_payout(firm, "1.00", "c")]):
        with nothing_changes(firm.id), pytest.raises(LineNotCleared):
            clear_line(line_id=line, sources=sources, context=firm.context())
    with nothing_changes(firm.id), pytest.raises(SourceToldTwice):
        clear_lines(clearings=[ToClear(line, (first, first))], context=firm.context())
    with nothing_changes(firm.id), pytest.raises(LineNotCleared):
        clear_line(line_id=line, sources=[first, second], charge=Money(-1, "EUR"), context=firm.context())
    clear_line(line_id=line, sources=[first, second], context=firm.context())


def test_a_returned_payment_and_what_the_bank_takes_for_it(firm: AnOrganization):
    anna = a_customer(firm)
    item = an_item(firm, anna, "100.00")
    came, went = brought_in(
        firm, booking("100.00", "x", day="2026-03-01"), booking("-103.50", "returned"), closing="96.50"
    )
    posted(firm, came, placing(anna, "100.00", (item, "100.00")))
    with scope(firm.id):
        payment = Payment.objects.get().id
    return_by_line(line_id=went, payment_id=payment, reason="MD06", context=firm.context())
    assert open_amount(firm, item) == "100.00"
    assert (*balances(firm), balance(firm, "bank_fees")) == (96_50, 0, 0, 3_50)
    with nothing_changes(firm.id), pytest.raises(PaymentWentBack):
        undo_posting(line_id=came, reason="x", context=firm.context())

    undo_posting(line_id=went, reason="Another payment.", context=firm.context())
    assert balance(firm, "bank_fees") == 0
    return_by_line(line_id=went, payment_id=payment, reason="MD06", context=firm.context())


def test_the_bank_takes_back_at_least_the_payment(firm: AnOrganization):
    payment = a_payment(firm)
    (line,) = brought_in(firm, booking("-60.00", "returned"), closing="40.00")
    with nothing_changes(firm.id), pytest.raises(PaymentIsLarger):
        return_by_line(line_id=line, payment_id=payment, reason="MD06", context=firm.context())


def test_a_payment_in_transit_comes_and_goes(firm: AnOrganization):
    payment = a_payment(firm, reference="CHEQUE-778812")
    return_payment(payment_id=payment, on=date(2026, 3, 2), reason="No funds", context=firm.context())
    brought_in(firm, booking("100.00", "CHEQUE-778812"), booking("-100.00", "CHEQUE-778812 returned"), closing="100.00")
    assert matched(firm).posted == 2
    assert balances(firm) == (100_00, 0, 0)


def test_a_refund_is_cleared_when_the_bank_tells_of_it(firm: AnOrganization):
    payment = a_payment(firm)
    with scope(firm.id):
        item = Payment.objects.get(id=payment).item_id
    asked = request_refund(item_id=item, amount=Money(40_00, "EUR"), reason="Paid twice", context=firm.context())
    other = replace(firm.context(), actor=Actor(ActorKind.USER, new_identifier()))
    refund = approve_refund(request_id=asked.request_id, on=date(2026, 3, 2), context=other)
    with scope(firm.id):
        number = OpenItem.objects.get(id=refund.refund_item_id).document_number
    brought_in(firm, booking("-40.00", f"Refund {number}"), closing="60.00")
    assert balance(firm, "cash_clearing") == 60_00
    assert matched(firm).posted == 1
    assert balances(firm) == (60_00, 100_00, 0)


def test_a_clearing_is_undone_after_its_month_was_closed(firm: AnOrganization):
    a_payment(firm, reference="CHEQUE-778812")
    (line,) = brought_in(firm, booking("100.00", "CHEQUE-778812"), closing="200.00")
    assert matched(firm).posted == 1
    for month in (1, 2, 3):
        close_period(legal_entity_id=firm.legal_entity_id, month=date(2026, month, 1), context=firm.context())
    undo_posting(line_id=line, reason="Another cheque.", context=firm.context())
    assert balances(firm) == (200_00, 100_00, -100_00)


def test_two_lines_claim_one_payment_at_once(firm: AnOrganization):
    payment = a_payment(firm)
    lines = brought_in(firm, booking("100.00", "x"), booking("100.00", "y", day="2026-03-01"), closing="300.00")

    def claim(line: UUID) -> str:
        try:
            clear_line(line_id=line, sources=[Source("payment", payment)], context=firm.context())
        except SourceUnknown:
            return "refused"
        return "cleared"

    told = at_the_same_time([lambda: claim(lines[0]), lambda: claim(lines[1])])
    assert sorted(told) == ["cleared", "refused"]
