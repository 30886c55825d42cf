"""Direct debits from the console: collected after a look, answered by the bank, decided by two where money goes out."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.debits import (
    a_collecting_firm,
    a_draft,
    a_mandate,
    a_signed_link,
    debits_of,
)
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit, contested
from tests.support.sepa import CREDITOR_IDENTIFIER, DEBTOR_IBAN, OTHER_IBAN, a_payment_status, a_status
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work, page, rows_in, text_of

from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.queries.debit_batches import debit_batches_in_order
from openbill.direct_debits.queries.mandate_links import link_of_mandate
from openbill.direct_debits.queries.mandates import MandateInOrder, mandate_of, mandates_in_order
from openbill.foundation.tenancy import scope

EVIL = "=cmd()"


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return at_work(firm)


def today(firm: AnOrganization) -> date:
    return firm.context().today()


def owes(firm: AnOrganization, name: str, amount: str) -> tuple[UUID, UUID, UUID]:
    """A customer with a mandate and a debt that was due yesterday."""
    customer = a_customer(firm, name=name)
    due = str(today(firm) - timedelta(days=1))
    return customer, a_mandate(firm, customer), a_debit(firm, customer, amount, on=due, due=due)


def the_batch(firm: AnOrganization):
    with scope(firm.id):
        (batch,) = debit_batches_in_order()
    return batch


def seen(firm: AnOrganization, mandate_id: UUID) -> MandateInOrder:
    with scope(firm.id):
        return mandate_of(mandate_id)


def test_what_would_be_collected_is_shown_with_what_is_left_out_and_why(firm: AnOrganization, owner: Client):
    owes(firm, EVIL, "120.00")
    _, _, disputed = owes(firm, "Contested Ltd", "30.00")
    contested(firm, disputed, "30.00")
    waiting = a_customer(firm, name="Unsigned Ltd")
    a_draft(firm, waiting)
    a_debit(firm, waiting, "7.00", on="2026-01-02", due="2026-01-20")
    with nothing_changes(firm.id):
        shown = page(owner, "/direct-debits")
        rows = rows_in(owner.get("/direct-debits?format=csv"))

    collected, left_out = shown.split('id="left-out"')
    assert "€120.00 in one direct debit." in collected
    assert "Contested Ltd" not in collected
    assert left_out.index("Unsigned Ltd") < left_out.index("The mandate is not signed yet")
    assert left_out.index("Contested Ltd") < left_out.rindex("Contested<")
    assert [row[1] for row in rows[1:]] == [f"'{EVIL}"]


def test_a_batch_is_looked_at_prepared_once_told_and_made_into_a_file(firm: AnOrganization, owner: Client):
    _, mandate, _ = owes(firm, "Anna Ltd", "120.00")
    owes(firm, "Bert Ltd", "30.00")
    form = {"due_by": str(today(firm)), "chosen": [str(mandate)], "form": "once"}
    with nothing_changes(firm.id):
        preview = page(owner, f"/direct-debits/prepare?due_by={today(firm)}&chosen={mandate}")
        assert owner.post("/direct-debits/prepare", {"due_by": "soon"}).status_code == 422
    assert "120.00" in preview
    assert "150.00" not in preview

    answers = [owner.post("/direct-debits/prepare", form) for _ in range(2)]

    batch = the_batch(firm)
    assert {answer["Location"] for answer in answers} == {f"/debit-batches/{batch.id}"}
    assert (batch.debits, batch.amount_minor, batch.untold) == (1, 120_00, 1)
    with nothing_changes(firm.id):
        refused = owner.post(f"/debit-batches/{batch.id}/file", {"back": f"/debit-batches/{batch.id}"}, follow=True)
        missing = owner.get(f"/debit-batches/{batch.id}.xml")
    assert refused.redirect_chain == [(f"/debit-batches/{batch.id}", 302)]
    assert re.search(r"Anna Ltd, by the mandate \S+, was not told of the collection on (\d+ )?[A-Z]", text_of(refused))
    assert missing.status_code == 409

    owner.post(f"/debit-batches/{batch.id}/told", {"told_on": str(today(firm))})
    owner.post(f"/debit-batches/{batch.id}/file")

    file = owner.get(f"/debit-batches/{batch.id}.xml")
    assert the_batch(firm).state == "submitted"
    assert file["Content-Disposition"] == 'attachment; filename="DD-000001.xml"'
    assert DEBTOR_IBAN.encode() in file.content
    assert DEBTOR_IBAN not in page(owner, f"/debit-batches/{batch.id}") + page(owner, f"/mandates/{mandate}")


def test_a_debit_and_a_batch_are_cancelled_before_they_go(firm: AnOrganization, owner: Client):
    owes(firm, "Anna Ltd", "120.00")
    owes(firm, "Bert Ltd", "30.00")
    owner.post("/direct-debits/prepare", {"due_by": str(today(firm)), "chosen": _all_mandates(firm)})
    batch, (first, _second) = the_batch(firm), debits_of(firm)

    owner.post(f"/debits/{first.id}/cancel")
    assert (the_batch(firm).debits, the_batch(firm).state) == (1, "prepared")
    owner.post(f"/debit-batches/{batch.id}/cancel")
    assert the_batch(firm).state == "cancelled"
    assert "€150.00" in page(owner, "/direct-debits")


def test_the_banks_answer_says_what_it_changed_and_nothing_twice(firm: AnOrganization, owner: Client):
    _, mandate, _ = owes(firm, "Anna Ltd", "120.00")
    owner.post("/direct-debits/prepare", {"due_by": str(today(firm)), "chosen": [str(mandate)]})
    batch = the_batch(firm)
    owner.post(f"/debit-batches/{batch.id}/told", {"told_on": str(today(firm))})
    owner.post(f"/debit-batches/{batch.id}/file")
    told = a_status(a_payment_status("EDD000001N0001", "RJCT", "AC04"), message_id="MDD000001")
    content = told.replace(b">DD-000001<", b">PDD000001<")
    with nothing_changes(firm.id):
        wrong = owner.post("/direct-debits/answer", {"file": SimpleUploadedFile("a.xml", b"<html/>")})
    assert wrong.status_code == 422
    assert "is no status report of a bank" in wrong.content.decode()

    taken = owner.post("/direct-debits/answer", {"file": SimpleUploadedFile("a.xml", content)}, follow=True)
    assert "The bank took 0, refused 1, and has not decided on 0." in taken.content.decode()
    returned = page(owner, "/returned-debits")
    assert "account closed" in returned
    assert "Ask for another account" in returned
    assert page(owner, "/returned-debits?decision=retry").count("No direct debit fits") == 1
    assert rows_in(owner.get("/returned-debits?format=csv"))[1][6:8] == ["AC04", "account closed"]
    assert (the_batch(firm).state, seen(firm, mandate).state) == ("rejected", "suspended")
    again = owner.post("/direct-debits/answer", {"file": SimpleUploadedFile("a.xml", content)}, follow=True)
    assert "refused 1" in again.content.decode()
    assert len(rows_in(owner.get("/returned-debits?format=csv"))) == 2

    owner.post(f"/mandates/{mandate}/change", {**_account(), "debtor_iban": OTHER_IBAN, "reference": "M-9"})
    assert (seen(firm, mandate).state, seen(firm, mandate).debtor_iban) == ("active", OTHER_IBAN)


def test_a_mandate_is_added_signed_with_its_sheet_suspended_and_ended(firm: AnOrganization, owner: Client):
    customer = a_customer(firm, name="Anna Ltd")
    form = {
        **_account(), "customer": str(customer), "legal_entity_id": str(firm.legal_entity_id), "scheme": "core",
        "use": "recurrent", "signed_how": "paper",
    }  # fmt: skip
    with nothing_changes(firm.id):
        wrong = owner.post("/mandates/new", {**form, "debtor_iban": DEBTOR_IBAN[:-1]}).content.decode()
    assert "is not an IBAN" in wrong
    assert f'value="{DEBTOR_IBAN[:-1]}"' in wrong

    address = owner.post("/mandates/new", {**form, "debtor_iban": DEBTOR_IBAN})["Location"]
    mandate = UUID(address.rpartition("/")[2])
    assert seen(firm, mandate).state == "draft"
    with nothing_changes(firm.id):
        no_pdf = {"signed_on": str(today(firm)), "signed_how": "paper", "file": SimpleUploadedFile("x.pdf", b"<html>")}
        assert owner.post(f"{address}/sign", no_pdf).status_code == 422
    sheet = SimpleUploadedFile("x.pdf", b"%PDF-1.7 signed")
    owner.post(f"{address}/sign", {"signed_on": str(today(firm)), "signed_how": "paper", "file": sheet})
    assert seen(firm, mandate).state == "active"
    kept = owner.get(f"{address}/signed.pdf")
    assert (kept.content, kept["Content-Type"]) == (b"%PDF-1.7 signed", "application/octet-stream")
    assert owner.get(f"{address}.pdf").content.startswith(b"%PDF")

    owner.post(f"{address}/suspend", {"reason": "moved away"})
    assert (seen(firm, mandate).state, seen(firm, mandate).state_reason) == ("suspended", "moved away")
    owner.post(f"{address}/resume")
    owner.post(f"{address}/end")
    assert seen(firm, mandate).state == "cancelled"


def test_what_was_agreed_to_is_shown_without_the_account(firm: AnOrganization, owner: Client):
    mandate = a_draft(firm, a_customer(firm))
    a_signed_link(firm, mandate)
    shown = page(owner, f"/mandates/{mandate}")
    assert "IBAN: •••• 5030" in shown
    assert "DE02 5001" not in shown


def test_a_link_is_shown_to_those_alone_who_could_note_a_signature(firm: AnOrganization, owner: Client):
    mandate = a_draft(firm, a_customer(firm))
    owner.post(f"/mandates/{mandate}/link", {"days": "7"})
    with scope(firm.id):
        link = link_of_mandate(mandate, firm.context().at)
    assert link.path in page(owner, f"/mandates/{mandate}")
    assert link.path not in page(at_work(firm, "auditor"), f"/mandates/{mandate}")
    with nothing_changes(firm.id):
        owner.post(f"/mandates/{mandate}/link", {"days": "365"})
        owner.post(f"/mandates/{mandate}/link/send")
    owner.post(f"/mandates/{mandate}/link/revoke")
    assert "Taken back" in page(owner, f"/mandates/{mandate}")


def test_how_a_company_collects_is_set(firm: AnOrganization, owner: Client):
    form = {
        "identifier": "DE00ZZZ1", "bank_account_id": _collecting_account(firm), "notice_days": "7",
        "version": "pain.008.001.08",
    }  # fmt: skip
    address = f"/settings/direct-debits/{firm.legal_entity_id}"
    with nothing_changes(firm.id):
        assert "is no creditor identifier" in owner.post(address, form).content.decode()
    owner.post(address, {**form, "identifier": CREDITOR_IDENTIFIER})
    assert "7 days of notice." in page(owner, "/settings/direct-debits")


def test_every_form_of_a_batch_leads_back_to_it_and_no_file_is_offered_before_payers_are_told(
    firm: AnOrganization, owner: Client
):
    _, mandate, _ = owes(firm, "Anna Ltd", "120.00")
    owner.post("/direct-debits/prepare", {"due_by": str(today(firm)), "chosen": [str(mandate)], "form": "once"})
    address = f"/debit-batches/{the_batch(firm).id}"
    untold = page(owner, address)
    assert "It can be made once everybody was told." in untold
    assert f'action="{address}/file"' not in untold

    owner.post(f"{address}/told", {"told_on": str(today(firm))})

    told = page(owner, address)
    assert "It can be made once everybody was told." not in told
    for shown in (untold, told):
        forms = re.findall(rf'<form[^>]*action="(?:{address}|/debits)/.*?</form>', shown, re.DOTALL)
        assert len(forms) >= 3
        assert all(f'<input type="hidden" name="back" value="{address}">' in form for form in forms)


def test_german_readers_are_told_in_german(firm: AnOrganization):
    owes(firm, "Anna Ltd", "120.00")
    shown = at_work(firm, language="de").get("/direct-debits").content.decode()
    assert "120,00\u00a0€ in einer Lastschrift." in shown


def _account() -> dict[str, str]:
    return {"debtor_name": "Anna Ltd"}


def _all_mandates(firm: AnOrganization) -> list[str]:
    with scope(firm.id):
        return [str(each.id) for each in mandates_in_order()]


def _collecting_account(firm: AnOrganization) -> str:
    with scope(firm.id):
        (creditor,) = creditors()
    return str(creditor.bank_account_id)


def test_what_is_to_collect_is_found_and_sorted(firm: AnOrganization, owner: Client):
    for name, amount in (("Anna Ltd", "120.00"), ("Bert Ltd", "30.00"), ("Carl Ltd", "70.00")):
        owes(firm, name, amount)
    address = f"/direct-debits?due_by={today(firm)}"

    def names(rest: str) -> list[str]:
        return [row[1] for row in rows_in(owner.get(f"{address}&format=csv{rest}"))[1:]]

    assert names("&sort=amount&order=asc") == ["Bert Ltd", "Carl Ltd", "Anna Ltd"]
    assert names("&sort=customer&order=desc") == ["Carl Ltd", "Bert Ltd", "Anna Ltd"]
    assert names("&q=bert") == ["Bert Ltd"]
    assert "No direct debit fits" in page(owner, f"{address}&q=zzzz")
    only = page(owner, f"/direct-debits/prepare?due_by={today(firm)}&q=bert")
    assert ("30.00" in only, "120.00" in only) == (True, False)
