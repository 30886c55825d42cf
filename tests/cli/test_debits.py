"""The bank's files at the shell: prepared, written once, answered."""

from datetime import date, timedelta
from pathlib import Path

from tests.cli.program import Inside
from tests.support.debits import a_collecting_firm, a_mandate, a_refund_account, an_approved_refund, debits_of
from tests.support.receivables import a_customer, a_debit
from tests.support.sepa import DEBTOR_IBAN, a_payment_status, a_status

from openbill.foundation.tenancy import scope
from openbill.organizations.queries.organization_in_force import organization_in_force


def test_from_what_is_due_to_the_answer_of_the_bank(openbill: Inside, tmp_path: Path):
    firm = a_collecting_firm()
    customer = a_customer(firm)
    a_mandate(firm, customer)
    with scope(firm.id):
        name = organization_in_force().name
    due = date.today() + timedelta(days=30)  # noqa: DTZ011 - the shell has the day of this machine
    a_debit(firm, customer, "10.00", on="2026-01-02", due=due.isoformat())
    told = ("--organization", name)

    made = openbill(
        "debits", "prepare", "--due-by", due.isoformat(), "--told-on", "2026-01-05", "--format", "json", *told
    )
    (batch,) = made.json["batches"]
    assert (made.code, batch["number"], batch["debits"], batch["amount"]) == (0, "DD-000001", 1, "10.00")
    path = tmp_path / "debits.xml"
    assert openbill("debits", "submit", "DD-000001", "--output", str(path), *told).code == 0
    assert b"pain.008.001.08" in path.read_bytes()
    again = tmp_path / "again.xml"
    assert openbill("debits", "submit", "DD-000001", "--output", str(again), *told).code == 0
    assert again.read_bytes() == path.read_bytes()
    assert openbill("debits", "submit", "DD-000009", "--output", str(tmp_path / "no.xml"), *told).code == 1
    assert not (tmp_path / "no.xml").exists()

    answer = tmp_path / "answer.xml"
    content = a_status(a_payment_status("EDD000001N0001", "RJCT", "AC01"), message_id="MDD000001")
    answer.write_bytes(content.replace(b">DD-000001<", b">PDD000001<"))
    assert "0 taken, 1 refused, 0 not decided yet" in openbill("debits", "status", str(answer), *told).out
    assert [debit.state for debit in debits_of(firm)] == ["rejected"]

    an_approved_refund(firm, customer, "3.00")
    a_refund_account(firm, customer, DEBTOR_IBAN)
    refunds = tmp_path / "refunds.xml"
    account = "DE89 3704 0044 0532 0130 00"
    said = openbill("debits", "refunds", "--account", account, "--output", str(refunds), *told)
    assert (said.code, "RF-000001 with 1 refunds over 3.00 EUR" in said.out) == (0, True)
    assert b"pain.001.001.09" in refunds.read_bytes()
