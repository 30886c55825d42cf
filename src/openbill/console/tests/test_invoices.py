"""Documents are drafted, looked at, issued, found and credited from the console."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.billing import a_billing_firm, a_line, document, drafted, issued, open_parts
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.foundation.tenancy import scope
from openbill.invoicing.queries.find_documents import DocumentsBy, find_documents
from openbill.invoicing.queries.find_drafts import find_drafts
from openbill.invoicing.queries.whole_document import whole_document


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


@pytest.fixture
def anna(firm: AnOrganization) -> UUID:
    return a_customer(firm, name="Anna Ltd")


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return at_work(firm)


def typed(customer: UUID, *lines: tuple[str, str, str], **head: str) -> dict[str, str]:
    """The form of a draft: lines are description, quantity and price."""
    form = {"customer": str(customer), "kind": "invoice", "currency": "EUR", "lines": str(len(lines)), **head}
    for position, line in enumerate(lines):
        for name, value in zip(("description", "quantity", "unit_price"), line, strict=True):
            form[f"line-{position}-{name}"] = value
        form[f"line-{position}-tax_code"] = "S"
    return form


def test_a_draft_is_typed_looked_at_and_issued(firm: AnOrganization, anna: UUID, owner: Client):
    form = typed(anna, ("Lamp", "2", "1,000.00"), ("", "1", ""), buyer_reference="PO 7")
    totals = owner.post("/drafts/preview", form).content.decode()
    assert "€2,380.00" in totals
    assert "380.00" in totals
    with scope(firm.id):
        assert find_drafts().count == 0

    kept = owner.post("/drafts/new", {**form, "then": "issue"})
    asked = owner.get(kept["Location"]).content.decode()

    assert "INV-000001" in asked
    assert "EUR 2,380.00" in asked
    with scope(firm.id):
        (draft,) = find_drafts().rows
    assert (draft.net_minor, draft.lines, draft.first_line) == (2000_00, 1, "Lamp")

    answer = owner.post("/drafts/issue", {"chosen": str(draft.id)})

    assert answer["Location"] == f"/invoices/{draft.id}"
    assert document(firm, draft.id).number == "INV-000001"
    page = owner.get(f"/invoices/{draft.id}").content.decode()
    assert "INV-000001 is issued." in page
    assert "PO 7" in page
    assert "€2,380<span" in page
    assert owner.get(f"/invoices/{draft.id}.pdf").content.startswith(b"%PDF-1.7")


def test_a_draft_says_what_was_typed_over_it(firm: AnOrganization, anna: UUID, owner: Client):
    draft = drafted(firm, anna, [a_line("10.00"), a_line("20.00")])
    assert 'value="20.00"' in owner.get(f"/drafts/{draft}").content.decode()

    owner.post(f"/drafts/{draft}", typed(anna, ("Chair", "1.5", "80"), discount_percent="10"))

    with scope(firm.id):
        changed = whole_document(draft)
    assert [(line.description, line.net_minor) for line in changed.lines] == [("Chair", 120_00)]
    assert changed.discount_percent == 10


def test_what_cannot_be_read_comes_back_as_it_was_typed(firm: AnOrganization, anna: UUID, owner: Client):
    with nothing_changes(firm.id):
        wrong = owner.post("/drafts/new", typed(anna, ("Lamp", "two", "10")))
        blank = owner.post("/drafts/new", typed(anna, ("", "1", "")))

    assert (wrong.status_code, blank.status_code) == (422, 422)
    assert 'value="two"' in wrong.content.decode()
    assert "This is no number" in wrong.content.decode()
    assert "has no lines" in blank.content.decode()


@pytest.mark.parametrize("number", ["1e99999999", "1e2", "1E2", "１２", "²"])
def test_no_number_is_written_by_powers_or_in_other_scripts(
    firm: AnOrganization, anna: UUID, owner: Client, number: str
):
    with nothing_changes(firm.id):
        answers = [
            owner.post("/drafts/new", typed(anna, ("Lamp", number, "10"))),
            owner.post("/drafts/new", typed(anna, ("Lamp", "1", number))),
        ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("This is no number" in answer.content.decode() for answer in answers)


def test_numbers_are_read_as_the_reader_writes_them(firm: AnOrganization, anna: UUID):
    german = at_work(firm, language="de-DE,de;q=0.9")

    german.post("/drafts/new", typed(anna, ("Lampe", "1,5", "1.234,50")))

    with scope(firm.id):
        (draft,) = find_drafts().rows
    assert draft.net_minor == 1851_75


def test_lines_come_and_go_and_nothing_typed_is_lost(firm: AnOrganization, anna: UUID, owner: Client):
    form = typed(anna, ("Lamp", "2", "10"), ("Chair", "1", "20"))
    with nothing_changes(firm.id):
        more = owner.post("/drafts/lines", form).content.decode()
        fewer = owner.post("/drafts/lines", {**form, "remove": "0"}).content.decode()

    assert 'name="lines" value="3"' in more
    assert 'value="Lamp"' in more
    assert 'name="lines" value="1"' in fewer
    assert 'value="Lamp"' not in fewer
    assert 'name="line-0-description" value="Chair"' in fewer


def test_what_cannot_be_issued_is_named_and_stops_no_other(firm: AnOrganization, anna: UUID, owner: Client):
    good, bad = drafted(firm, anna, [a_line("10.00")]), drafted(firm, anna, [a_line("-10.00")])
    with nothing_changes(firm.id):
        asked = owner.get(f"/drafts/issue?chosen={good}&chosen={bad}").content.decode()
    assert "One draft cannot be issued" in asked
    assert "INV-000001" in asked

    answer = owner.post("/drafts/issue", {"all": "1"}).content.decode()

    assert "One document is issued" in answer
    assert "What is owed to the customer is a credit note" in answer
    assert (document(firm, good).state, document(firm, bad).state) == ("issued", "draft")


def test_who_chooses_no_draft_is_told(firm: AnOrganization, owner: Client):
    with nothing_changes(firm.id):
        answer = owner.post("/drafts/issue", {"chosen": "nonsense"})

    assert answer.status_code == 422
    assert "No draft is chosen" in answer.content.decode()


def test_a_draft_is_deleted(firm: AnOrganization, anna: UUID, owner: Client):
    draft = drafted(firm, anna, [a_line("10.00")])

    assert owner.post(f"/drafts/{draft}/delete")["Location"] == "/drafts"

    assert owner.get(f"/drafts/{draft}").status_code == 404


def test_documents_are_found_by_number_customer_state_and_kind(firm: AnOrganization, anna: UUID, owner: Client):
    today = firm.context().today()
    bert = a_customer(firm, name="Bert Werke")
    issued(firm, anna, [a_line("100.00")], on="2026-01-15")
    issued(firm, bert, [a_line("200.00")], on=today.isoformat())

    def numbers(**asked: str) -> list[bool]:
        page = owner.get("/invoices", asked).content.decode()
        return ["INV-000001" in page, "INV-000002" in page]

    assert numbers() == [True, True]
    assert numbers(q="inv-000002") == [False, True]
    assert numbers(q="bert") == [False, True]
    assert numbers(only="overdue") == [True, False]
    assert numbers(only="paid") == [False, False]
    assert numbers(kind="credit_note") == [False, False]
    assert numbers(until="2026-06-30") == [True, False]
    assert numbers(since=(today - timedelta(days=1)).isoformat()) == [False, True]
    assert "357.00" in owner.get("/invoices").content.decode()


@pytest.mark.parametrize("by", list(DocumentsBy))
def test_documents_are_sorted_by_any_column_both_ways(firm: AnOrganization, by: DocumentsBy):
    day = date(2026, 6, 1)
    for position, name in enumerate(("Anna", "Bert", "Carl"), start=1):
        issued(firm, a_customer(firm, name=name), [a_line(f"{position}.00")], on=f"2026-01-0{position}")

    with scope(firm.id):
        down = [row.number for row in find_documents(day, by=by, descending=True).rows]
        up = [row.number for row in find_documents(day, by=by, descending=False).rows]
        second = find_documents(day, by=by, descending=False, offset=1, limit=1)

    assert down == ["INV-000003", "INV-000002", "INV-000001"]
    assert up == down[::-1]
    assert ([row.number for row in second.rows], second.count) == (["INV-000002"], 3)
    assert [(each.currency, each.amount_minor, each.open_minor) for each in second.sums] == [("EUR", 7_14, 7_14)]


def test_a_part_is_credited_and_looked_at_before(firm: AnOrganization, anna: UUID, owner: Client):
    invoice = issued(firm, anna, [a_line("100.00"), a_line("50.00")])
    form = {"extent": "part", "net-1": "40.00", "reason": "Broken"}
    with nothing_changes(firm.id):
        preview = owner.post(f"/invoices/{invoice}/credit/preview", form).content.decode()
        nothing = owner.post(f"/invoices/{invoice}/credit", {"extent": "part"})
        too_much = owner.post(f"/invoices/{invoice}/credit", {"extent": "part", "net-2": "500"})
        contradictory = owner.post(f"/invoices/{invoice}/credit", {"extent": "whole", "net-1": "40.00"})
    assert "€47.60" in preview
    assert (nothing.status_code, too_much.status_code, contradictory.status_code) == (422, 422, 422)
    assert "Amounts are typed beside lines" in contradictory.content.decode()
    assert "more than can still be credited" in too_much.content.decode()

    answer = owner.post(f"/invoices/{invoice}/credit", form)

    note = document(firm, UUID(answer["Location"].rpartition("/")[2]))
    assert (note.kind, note.gross_minor, note.text_before) == ("credit_note", 47_60, "Broken")
    assert open_parts(firm, invoice) == [178_50 - 47_60]


def test_a_list_asks_as_much_for_many_as_for_one(firm: AnOrganization, anna: UUID, owner: Client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert owner.get("/invoices").status_code == 200
        return len(queries)

    issued(firm, anna, [a_line("10.00")])
    one = asked()
    for _ in range(5):
        issued(firm, anna, [a_line("10.00")])
    assert asked() == one
