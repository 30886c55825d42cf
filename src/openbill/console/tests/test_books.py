"""The books are looked through, closed, reopened, and handed over; an entry by hand balances."""

import re
from datetime import date

from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.customers.queries.customer_details import customer_details
from openbill.foundation.tenancy import scope
from openbill.ledger.queries.closed_through import closed_through
from openbill.ledger.queries.journal import journal_page
from openbill.ledger.types import JournalFilter


def a_firm_with_two_debts() -> tuple[AnOrganization, str]:
    firm = an_organization()
    customer = a_customer(firm, name="Anna")
    a_debit(firm, customer, "100.00", on="2026-01-10", due="2026-02-09")
    a_debit(firm, a_customer(firm, name="Bert"), "50.00", on="2026-02-10", due="2026-03-09")
    with scope(firm.id):
        return firm, customer_details(customer).number


def entries_of(page: str) -> int:
    return page.count("<tbody data-row")


def test_the_journal_is_found_by_day_account_customer_and_kind():
    firm, number = a_firm_with_two_debts()
    client = at_work(firm)

    def found(**asked: str) -> int:
        return entries_of(client.get("/journal", asked).content.decode())

    assert found(**{"from": "2026-01-01"}) == 2
    assert found(**{"from": "2026-02-01"}) == 1
    assert found(through="2026-01-31") == 1
    assert found(account="1200") == 2
    assert found(account="6000") == 0
    assert found(customer=number) == 1
    assert found(kind="invoice") == 2
    assert found(kind="manual") == 0
    assert "Nobody has this number" in client.get("/journal", {"customer": "none"}).content.decode()


def test_an_entry_shows_its_lines_and_the_act_behind_it():
    firm, _ = a_firm_with_two_debts()
    client = at_work(firm)
    with scope(firm.id):
        entry = journal_page(JournalFilter(), limit=1).entries[0]

    page = client.get(f"/journal/{entry.entry_id}").content.decode()

    assert "€100.00" in page
    assert "At the machine" in page
    assert "1200" in page


def test_the_trial_balance_adds_up_and_opens_to_the_journal():
    firm, _ = a_firm_with_two_debts()

    page = at_work(firm).get("/trial-balance", {"as_of": "2026-01-31"}).content.decode()

    assert "100.00" in page
    assert "150.00" not in page
    (link,) = re.findall(r'href="(/journal\?account=1200[^"]+)"', page)
    assert "through=2026-01-31" in link


def test_a_month_is_closed_and_reopened_with_a_reason():
    firm, _ = a_firm_with_two_debts()
    client = at_work(firm)
    close, reopen = (f"/periods/{firm.legal_entity_id}/{act}" for act in ("close", "reopen"))
    page = client.get(close).content.decode()
    assert "Close January 2026" in page
    assert "Debits and credits are equal." in page

    client.post(close, {"month": "2026-01-01"})
    with scope(firm.id):
        assert closed_through(firm.legal_entity_id) == date(2026, 1, 1)
    assert "The books are closed through January 2026." in client.get("/periods").content.decode()

    with nothing_changes(firm.id):
        unsaid = client.post(reopen, {"month": "2026-01-01", "reason": " "})
    assert unsaid.status_code == 422
    assert 'id="id_reason_error"' in unsaid.content.decode()
    client.post(reopen, {"month": "2026-01-01", "reason": "A forgotten invoice"})
    with scope(firm.id):
        assert closed_through(firm.legal_entity_id) is None


def test_a_batch_is_made_once_and_downloaded_at_any_time():
    firm, _ = a_firm_with_two_debts()
    client = at_work(firm)
    typed = {"legal_entity_id": str(firm.legal_entity_id), "through_date": "2026-01-31"}

    client.post("/gl-export/new", typed)
    again = client.post("/gl-export/new", typed)

    assert again.status_code == 422
    (link,) = re.findall(r'href="(/gl-export/[^"]+\.csv)"', client.get("/gl-export").content.decode())
    first, second = client.get(link), client.get(link)
    assert first.content == second.content
    assert first["Content-Disposition"].startswith('attachment; filename="gl-')
    assert len(first.content.decode().splitlines()) == 3


def test_an_entry_by_hand_balances_and_is_taken_back():
    firm = an_organization()
    client = at_work(firm, language="de")
    typed = {
        "legal_entity_id": str(firm.legal_entity_id),
        "posting_date": "2026-01-15",
        "reason": "Fee",
        "account_0": "6200",
        "debit_0": "1.012,50",
        "account_1": "1000",
    }

    with nothing_changes(firm.id):
        uneven = client.post("/journal/new", {**typed, "credit_1": "1.012,00"})
        neither = client.post("/journal/new", typed)
    assert (uneven.status_code, neither.status_code) == (422, 422)
    assert 'id="id_debit_1_error"' in neither.content.decode()
    assert 'value="1.012,50"' in neither.content.decode()

    answer = client.post("/journal/new", {**typed, "credit_1": "1.012,50"})
    with scope(firm.id):
        (entry,) = journal_page(JournalFilter()).entries
    assert answer["Location"] == f"/journal/{entry.entry_id}"
    assert [line.amount_minor for line in entry.lines] == [1_012_50, -1_012_50]

    client.post(f"/journal/{entry.entry_id}/reverse", {"reason": "Twice"})
    with scope(firm.id):
        by_hand = {each.entry_id: each for each in journal_page(JournalFilter(kind="manual")).entries}
    mirror = by_hand[entry.entry_id].reversed_by_id
    assert mirror is not None
    assert by_hand.keys() == {entry.entry_id, mirror}
    assert client.get(f"/journal/{entry.entry_id}").status_code == 200


def test_the_journal_comes_as_a_file_with_a_row_for_each_line():
    firm, number = a_firm_with_two_debts()

    answer = at_work(firm).get("/journal", {"customer": number, "from": "2026-01-01", "format": "csv"})

    head, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].startswith('attachment; filename="journal-')
    assert head.startswith("Posted,Entry,Company,Kind,Account,Name,Customer number,Currency,Amount")
    cells = [row.split(",") for row in rows]
    assert [(each[0], each[4], each[8]) for each in cells] == [
        ("2026-01-10", "1200", "100.00"),
        ("2026-01-10", "4000", "-100.00"),
    ]
    nobody = at_work(firm).get("/journal", {"customer": "none", "format": "csv"})
    assert len(nobody.content.decode("utf-8-sig").splitlines()) == 1
