"""What the payer wrote is posted so: discounts, deductions with their reasons, several customers."""

from collections.abc import Iterator

import pytest
from tests.support.banking import booking
from tests.support.house_bank import a_firm, brought_in, matched, open_lines
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item, open_amount

from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.place_line import confirm_line
from openbill.cash_application.commands.set_reason_code import forget_reason_code, set_reason_code
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.errors import ReasonCodeIsNotPossible
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.queries.decisions_of_line import decisions_of_line
from openbill.cash_application.queries.proposals_of_line import proposals_of_line
from openbill.cash_application.queries.reason_codes import reason_codes
from openbill.cash_application.types.decisions import Matched
from openbill.disputes.models import Dispute
from openbill.disputes.types import DisputeReason
from openbill.foundation.tenancy import scope
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.receivables.queries.check_receivables import check_receivables

HEADINGS = "invoice,amount,deduction,reason,reference\n"


@pytest.fixture
def firm() -> Iterator[AnOrganization]:
    """A firm without a history: only what is written is posted. Whatever is done, its books are right in the end."""
    it = a_firm()
    yield it
    with scope(it.id):
        assert [*check_receivables(it.id), *check_ledger(), *check_cash()] == []


def advised(firm: AnOrganization, *rows: str) -> None:
    content = HEADINGS + "".join(f"{row},TR-778812\n" for row in rows)
    import_remittances(content=content.encode(), file_name="advice.csv", context=firm.context())


def disputes(firm: AnOrganization) -> list[tuple[str, str]]:
    with scope(firm.id):
        return sorted(Dispute.objects.values_list("reason", "state"))


def test_deductions_become_disputes_with_their_reasons(firm: AnOrganization):
    anna = a_customer(firm)
    first, second = (
        an_item(firm, anna, amount, document_number=number)
        for number, amount in (("RE-4711", "100.00"), ("RE-4712", "50.00"))
    )
    set_reason_code(code="r7", reason=DisputeReason.CONTRACT, customer_id=anna, context=firm.context())
    advised(firm, "RE-4711,88.00,12.00,damaged cartons", "RE-4712,45.00,5.00,R7")
    (line,) = brought_in(firm, booking("133.00", "TR-778812", name=""), closing="233.00")

    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in (first, second)] == ["12.00", "5.00"]
    assert disputes(firm) == [("contract", "open"), ("quality", "open")]
    with scope(firm.id):
        (decision,) = decisions_of_line(line)
    assert (decision.is_by_itself, decision.probability, decision.evidence) == (
        True,
        None,
        ["as_written", "disputed 2"],
    )

    undo_posting(line_id=line, reason="It was for others.", context=firm.context())
    assert [open_amount(firm, item) for item in (first, second)] == ["100.00", "50.00"]
    assert disputes(firm) == [("contract", "withdrawn"), ("quality", "withdrawn")]


def test_a_reason_that_nobody_knows_waits_for_a_person(firm: AnOrganization):
    item = an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    advised(firm, "RE-4711,88.00,12.00,as discussed")
    (line,) = brought_in(firm, booking("88.00", "TR-778812", name=""), closing="188.00")

    assert matched(firm) == Matched(posted=0, aside=0, left=1)
    with scope(firm.id):
        written, *others = proposals_of_line(line)
    assert (written.rank, written.probability, written.items[0].rests) == (1, None, (("dispute:other", 12_00),))
    assert [each.rank for each in others] == list(range(2, len(others) + 2))
    confirm_line(line_id=line, context=firm.context())
    assert open_amount(firm, item) == "12.00"
    assert disputes(firm) == [("other", "open")]


def test_one_payment_for_several_customers(firm: AnOrganization):
    items = [
        an_item(firm, a_customer(firm, name), amount, document_number=number)
        for name, number, amount in (("Anna Ltd", "RE-4711", "100.00"), ("Ben GmbH", "RE-4712", "50.00"))
    ]
    advised(firm, "RE-4711,100.00,,", "RE-4712,50.00,,")
    (line,) = brought_in(firm, booking("150.00", "TR-778812", name=""), closing="250.00")
    with scope(firm.id):
        assert open_lines(firm) == [line]
    assert matched(firm) == Matched(posted=1, aside=0, left=0)
    assert [open_amount(firm, item) for item in items] == ["0.00", "0.00"]


def test_two_lines_of_one_advice_pay_a_debt_once(firm: AnOrganization):
    item = an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    advised(firm, "RE-4711,100.00,,")
    brought_in(firm, *[booking("100.00", "TR-778812", name="")] * 2, closing="300.00")
    matched(firm)
    assert open_amount(firm, item) in ("0.00", "100.00")


def test_codes_are_of_one_customer_or_of_all(firm: AnOrganization):
    anna = a_customer(firm)
    set_reason_code(code="R7", reason=DisputeReason.PRICE, context=firm.context())
    set_reason_code(code="r7", reason=DisputeReason.QUALITY, context=firm.context())
    set_reason_code(code="R7", reason=DisputeReason.CONTRACT, customer_id=anna, context=firm.context())
    with scope(firm.id):
        assert [(each.code, each.reason.value, each.customer_id) for each in reason_codes()] == [
            ("R7", "quality", None),
            ("R7", "contract", anna),
        ]
    forget_reason_code(code="R7", context=firm.context())
    forget_reason_code(code="R7", context=firm.context())
    with scope(firm.id):
        assert [each.customer_id for each in reason_codes()] == [anna]
    for code in ("", "  ", "x" * 41):
        with pytest.raises(ReasonCodeIsNotPossible):
            set_reason_code(code=code, reason=DisputeReason.PRICE, context=firm.context())


def test_a_discount_that_nobody_offered_is_disputed(firm: AnOrganization):
    item = an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    content = b"invoice,amount,discount,reference\nRE-4711,98.00,2.00,TR-778812\n"
    import_remittances(content=content, file_name="advice.csv", context=firm.context())
    brought_in(firm, booking("98.00", "TR-778812", name=""), closing="198.00")
    assert matched(firm).posted == 1
    assert open_amount(firm, item) == "2.00"
    assert disputes(firm) == [("unearned_discount", "open")]
