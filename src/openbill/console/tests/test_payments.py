"""Payments are recorded, applied, taken back and given back from the console; two persons decide about money."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid, terms
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.collections.queries.promises_in_order import promises_in_order
from openbill.foundation.tenancy import scope
from openbill.invoicing.types import EarlyDiscount
from openbill.payments.queries.find_payments import find_payments
from openbill.payments.queries.payment_details import payment_details
from openbill.payments.queries.requested_refunds import waiting_refunds
from openbill.payments.types import Spread
from openbill.receivables.queries.item_on_day import item_on_day
from openbill.receivables.queries.requested_write_offs import waiting_write_offs
from openbill.receivables.queries.uses_of_items import uses_of_items

TYPED = {"currency": "EUR", "received_date": "2026-03-01", "method": "bank_transfer", "spread": "oldest_first"}


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


@pytest.fixture
def anna(firm: AnOrganization) -> UUID:
    return a_customer(firm, name="Anna Ltd")


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return at_work(firm)


def test_what_a_payment_would_settle_is_shown_and_then_done(firm: AnOrganization, anna: UUID, owner: Client):
    old = a_debit(firm, anna, "100.00", due="2026-01-31", document_number="A-1")
    new = a_debit(firm, anna, "100.00", due="2026-02-28", document_number="A-2")
    form = {**TYPED, "customer": str(anna), "amount": "130.00", "reference": "RF1", "form": "once"}
    with nothing_changes(firm.id):
        preview = owner.post("/payments/preview", form).content.decode()
    assert preview.index("A-1") < preview.index("100.00") < preview.index("A-2") < preview.index("30.00")

    answers = [owner.post("/payments/new", form) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert (open_amount(firm, old), open_amount(firm, new)) == ("0.00", "70.00")
    page = owner.get(answers[0]["Location"]).content.decode()
    assert "The payment is recorded." in page
    assert "RF1" in page


def test_what_is_ticked_is_settled_by_the_amount_beside_it(firm: AnOrganization, anna: UUID, owner: Client):
    old, new = a_debit(firm, anna, "100.00"), a_debit(firm, anna, "100.00")
    form = {**TYPED, "customer": str(anna), "amount": "50", "spread": "as_designated", "item": str(new)}

    owner.post("/payments/new", {**form, f"part-{new}": "20.00"})

    assert (open_amount(firm, old), open_amount(firm, new)) == ("100.00", "80.00")


@pytest.mark.parametrize("spread", ["oldest_first", "unapplied"])
def test_debts_that_are_ticked_are_never_passed_over(spread: str, firm: AnOrganization, anna: UUID, owner: Client):
    debt = a_debit(firm, anna, "100.00")
    form = {**TYPED, "customer": str(anna), "amount": "50", "spread": spread, "item": str(debt)}
    with nothing_changes(firm.id):
        answer = owner.post("/payments/new", form)
    assert answer.status_code == 422
    assert "Debts are ticked, and something else is chosen" in answer.content.decode()


def test_no_payment_is_of_tomorrow_where_the_firm_is(firm: AnOrganization, anna: UUID, owner: Client):
    tomorrow = firm.context().today() + timedelta(days=1)
    form = {**TYPED, "customer": str(anna), "amount": "50", "received_date": tomorrow.isoformat()}
    with nothing_changes(firm.id):
        answer = owner.post("/payments/new", form)
    assert answer.status_code == 422
    assert owner.post("/payments/new", {**form, "received_date": firm.context().today().isoformat()}).status_code == 302


def test_a_payment_that_is_wrong_says_so_at_its_field(firm: AnOrganization, anna: UUID, owner: Client):
    debt = a_debit(firm, anna, "100.00")
    tomorrow = (date.today() + timedelta(days=5)).isoformat()  # noqa: DTZ011 - far enough in every time zone
    form = {**TYPED, "customer": str(anna), "amount": "50"}
    with nothing_changes(firm.id):
        answers = [
            owner.post("/payments/new", {**form, **wrong})
            for wrong in (
                {"amount": "fifty"},
                {"amount": "0"},
                {"received_date": tomorrow},
                {"currency": "XXY"},
                {"spread": "as_designated"},
                {"spread": "as_designated", "item": str(debt), f"part-{debt}": "1x"},
                {"spread": "as_designated", "item": str(debt), f"part-{debt}": "60"},
            )
        ]

    assert [answer.status_code for answer in answers] == [422] * 7
    pages = [answer.content.decode() for answer in answers]
    assert 'value="fifty"' in pages[0]
    assert 'id="id_received_date_error"' in pages[2]
    assert 'id="id_currency_error"' in pages[3]
    assert "Tick what it settles" in pages[4]
    assert "1x: This is no number" in pages[5]


def test_from_an_invoice_the_amount_is_filled_in_less_its_discount(firm: AnOrganization, anna: UUID, owner: Client):
    today = firm.context().today()
    early = terms(firm, "2/10", discounts=(EarlyDiscount(Decimal(2), 10),))
    invoice = issued(firm, anna, [a_line("100.00")], on=today.isoformat(), terms=early)
    (item,) = items_of(firm, invoice)

    page = owner.get(f"/payments/new?item={item.id}").content.decode()
    assert 'value="116.62"' in page
    owner.post(
        "/payments/new",
        {
            **TYPED,
            "received_date": today.isoformat(),
            "customer": str(anna),
            "amount": "116.62",
            "spread": "as_designated",
            "item": str(item.id),
        },
    )

    assert open_amount(firm, item.id) == "0.00"


def test_a_credit_is_applied_and_the_allocation_undone(firm: AnOrganization, anna: UUID, owner: Client):
    debt = a_debit(firm, anna, "100.00", document_number="A-1")
    payment = paid(firm, anna, 80_00, "2026-03-01", spread=Spread.UNAPPLIED)
    with nothing_changes(firm.id):
        preview = owner.post(f"/items/{payment.item_id}/apply/preview", {"spread": "oldest_first"}).content.decode()
    assert "A-1" in preview
    assert "80.00" in preview

    applied = owner.post(f"/items/{payment.item_id}/apply", {"spread": "oldest_first"}, follow=True)

    assert open_amount(firm, debt) == "20.00"
    with scope(firm.id):
        (use,) = uses_of_items([debt])
    toast = applied.content.decode()
    assert "1 debt was settled" in toast
    assert toast.count(f'value="{use.allocation_id}"') == 2

    owner.post("/allocations/undo", {"allocation": str(use.allocation_id), "back": f"/items/{debt}"})

    assert open_amount(firm, debt) == "100.00"
    assert "Taken back" in owner.get(f"/items/{debt}").content.decode()


def test_of_allocations_all_are_undone_or_none(firm: AnOrganization, anna: UUID, owner: Client):
    debts = [a_debit(firm, anna, "10.00"), a_debit(firm, anna, "20.00")]
    paid(firm, anna, 30_00, "2026-03-01")
    with scope(firm.id):
        uses = [use.allocation_id for use in uses_of_items(debts)]
    owner.post("/allocations/undo", {"allocation": str(uses[1])})

    with nothing_changes(firm.id):
        answer = owner.post("/allocations/undo", {"allocation": [str(each) for each in uses]}, follow=True)

    assert "undone already" in answer.content.decode()


def test_a_payment_is_returned_and_says_why(firm: AnOrganization, anna: UUID, owner: Client):
    debt = a_debit(firm, anna, "100.00")
    payment = paid(firm, anna, 100_00, "2026-03-01")
    address = f"/payments/{payment.payment_id}/return"
    with nothing_changes(firm.id):
        assert owner.post(address, {"on": "2026-03-05", "reason": " "}).status_code == 422
        early = owner.post(address, {"on": "2026-02-01", "reason": "Bounced"})
    assert 'id="id_on_error"' in early.content.decode()

    owner.post(address, {"on": "2026-03-05", "reason": "Bounced"})

    assert open_amount(firm, debt) == "100.00"
    with scope(firm.id):
        assert payment_details(payment.payment_id).return_reason == "Bounced"
        assert [row.state for row in find_payments().rows] == ["returned"]
    assert "Returned on" in owner.get(f"/payments/{payment.payment_id}").content.decode()


def test_a_payment_that_was_entered_by_mistake_is_withdrawn(firm: AnOrganization, anna: UUID, owner: Client):
    debt = a_debit(firm, anna, "100.00")
    payment = paid(firm, anna, 100_00, "2026-03-01")
    address = f"/payments/{payment.payment_id}/withdraw"
    assert "100.00" in owner.get(address).content.decode()
    with nothing_changes(firm.id):
        assert owner.post(address, {"reason": ""}).status_code == 422

    owner.post(address, {"reason": "Bert paid it."})

    assert open_amount(firm, debt) == "100.00"
    page = owner.get(f"/payments/{payment.payment_id}").content.decode()
    assert "Withdrawn, as if it had never been: Bert paid it." in page
    assert "Entered by mistake" not in page


def test_the_same_payment_twice_is_asked_about(firm: AnOrganization, anna: UUID, owner: Client):
    a_debit(firm, anna, "100.00")
    typed = {**TYPED, "customer": str(anna), "amount": "40.00"}
    assert owner.post(f"/payments/new?customer={anna}", typed).status_code == 302
    with nothing_changes(firm.id):
        asked = owner.post(f"/payments/new?customer={anna}", typed)
    assert asked.status_code == 422
    assert (
        "PAY-000001 has this amount and this day already. Say that this is another payment, if it is."
        in asked.content.decode()
    )

    assert owner.post(f"/payments/new?customer={anna}", typed | {"is_another": "on"}).status_code == 302
    with scope(firm.id):
        assert find_payments().count == 2


def test_payments_are_found_by_number_reference_customer_and_state(firm: AnOrganization, anna: UUID, owner: Client):
    bert = a_customer(firm, name="Bert Werke")
    paid(firm, anna, 10_00, "2026-03-01", reference="RF77")
    a_debit(firm, bert, "5.00")
    paid(firm, bert, 20_00, "2026-03-02")

    def shown(**asked: str) -> list[bool]:
        rows = owner.get("/payments", asked).content.decode()
        return ["EUR 10.00" in rows, "EUR 20.00" in rows]

    assert shown() == [True, True]
    assert shown(q="RF77") == [True, False]
    assert shown(q="bert") == [False, True]
    assert shown(only="unapplied") == [True, False]
    assert shown(only="part-applied") == [False, True]
    assert shown(only="returned") == [False, False]
    assert shown(method="cash") == [False, False]


def test_a_refund_is_asked_for_by_one_and_approved_by_another(firm: AnOrganization, anna: UUID, owner: Client):
    payment = paid(firm, anna, 50_00, "2026-03-01")
    owner.post(f"/items/{payment.item_id}/refund", {"amount": "30.00", "reason": "Paid twice"})
    with scope(firm.id):
        (request,) = waiting_refunds()
    assert (request.amount_minor, request.reason) == (30_00, "Paid twice")
    assert "You asked for it" in owner.get("/approvals").content.decode()
    with nothing_changes(firm.id):
        own = owner.post(f"/refunds/{request.id}/approve", follow=True)
    assert "Nobody approves a refund that they asked for themselves" in own.content.decode()

    second = at_work(firm, "credit manager")
    assert "One thing waits for your approval." in second.get("/").content.decode()
    second.post(f"/refunds/{request.id}/approve")

    assert open_amount(firm, payment.item_id) == "20.00"
    assert "Nothing waits" in second.get("/approvals").content.decode()


def test_a_refund_and_a_write_off_are_declined(firm: AnOrganization, anna: UUID, owner: Client):
    payment = paid(firm, anna, 50_00, "2026-03-01")
    debt = a_debit(firm, anna, "70.00", on="2026-03-02")
    owner.post(f"/items/{payment.item_id}/refund", {"reason": "Paid twice"})
    owner.post(f"/items/{debt}/write-off", {"reason": "Insolvent"})
    with scope(firm.id):
        (refund,), (given_up,) = waiting_refunds(), waiting_write_offs()
    second = at_work(firm, "credit manager")

    second.post(f"/refunds/{refund.id}/decline", {"reason": "Apply it instead"})
    second.post(f"/write-offs/{given_up.id}/decline", {"reason": "Ask again"})

    assert (open_amount(firm, payment.item_id), open_amount(firm, debt)) == ("50.00", "70.00")
    with scope(firm.id):
        assert (waiting_refunds(), waiting_write_offs()) == ([], [])
    page = second.get(f"/items/{debt}").content.decode()
    assert "Write-off declined" in page
    assert "Ask again" in page


def test_an_item_is_promised_contested_and_extended_and_both_are_withdrawn(
    firm: AnOrganization, anna: UUID, owner: Client
):
    debt = a_debit(firm, anna, "70.00", on="2026-03-02")
    later = (firm.context().today() + timedelta(days=14)).isoformat()
    for act, typed in (
        ("promise", {"promised_date": later, "method": "cash", "amount": "20"}),
        ("dispute", {"reason": "price", "amount": "10", "note": "Too dear"}),
        ("due-date", {"due_date": later, "reason": "Agreed"}),
    ):
        assert owner.post(f"/items/{debt}/{act}", typed).status_code == 302, act

    page = owner.get(f"/items/{debt}").content.decode()
    with scope(firm.id):
        item = item_on_day(debt, firm.context().today())
    assert (item.due_date.isoformat(), item.disputed_minor) == (later, 10_00)
    assert "Too dear" in page
    assert page.count("Withdraw</button>") == 2
    for address in {part.split('"')[0] for part in page.split('action="')[1:] if "/withdraw" in part.split('"')[0]}:
        owner.post(address)
    with scope(firm.id):
        assert item_on_day(debt, firm.context().today()).disputed_minor == 0
    assert "Withdraw</button>" not in owner.get(f"/items/{debt}").content.decode()


def test_several_debts_are_promised_and_contested_at_once(firm: AnOrganization, anna: UUID, owner: Client):
    one, two = a_debit(firm, anna, "70.00", on="2026-03-02"), a_debit(firm, anna, "30.00", on="2026-03-02")
    later = (firm.context().today() + timedelta(days=14)).isoformat()
    address = f"/customers/{anna}/promise"
    promised = {"promised_date": later, "method": "cash", "item": [str(one), str(two)], f"part-{one}": "20"}
    with nothing_changes(firm.id):
        none = owner.post(address, {**promised, "item": []})
        too_much = owner.post(address, {**promised, f"part-{one}": "80"})
    assert (none.status_code, too_much.status_code) == (422, 422)
    assert "Tick the debts that it is about." in none.content.decode()
    assert 'value="80"' in too_much.content.decode()

    owner.post(address, promised)
    owner.post(f"/customers/{anna}/dispute", {"reason": "price", "item": str(two), f"part-{two}": "5"})

    with scope(firm.id):
        (promise,) = promises_in_order(customer_id=anna)
        assert promise.amount_minor == 50_00
        assert item_on_day(two, firm.context().today()).disputed_minor == 5_00
    assert owner.get(f"/customers/{anna}").content.decode().count("Withdraw</button>") == 2


def test_an_item_is_shown_as_of_any_day(firm: AnOrganization, anna: UUID, owner: Client):
    debt = a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31")
    paid(firm, anna, 40_00, "2026-03-01")

    assert "€60<span" in owner.get(f"/items/{debt}").content.decode()
    before = owner.get(f"/items/{debt}?as_of=2026-02-28").content.decode()
    assert "€60<span" not in before
    assert "28 days late" in before
    assert "not in the books yet" in owner.get(f"/items/{debt}?as_of=2025-12-31").content.decode()


def test_numbers_are_found_from_anywhere(firm: AnOrganization, anna: UUID, owner: Client):
    a_debit(firm, anna, "100.00", document_number="RE-2026-17")

    assert "RE-2026-17" in owner.get("/find?q=re-2026").content.decode()
    assert "RE-2026-17" not in owner.get("/find?q=re-2027").content.decode()
