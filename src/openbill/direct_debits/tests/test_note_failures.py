"""What a bank did not move or took back makes one task, which says what to do; and it stands in the timeline."""

import pytest
from tests.support.customers import deliver_events
from tests.support.debits import (
    a_collecting_firm,
    a_mandate,
    a_refund_account,
    an_approved_refund,
    came_back,
    debits_of,
    submitted,
    the_bank_tells,
    the_batch_was_booked,
)
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit
from tests.support.sepa import DEBTOR_IBAN, a_payment_status, a_status

from openbill.collections.queries.find_tasks import ListedTask, find_tasks
from openbill.customers.queries.timeline import timeline
from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
from openbill.direct_debits.commands.read_status_report import read_status_report
from openbill.direct_debits.commands.reject_debits import reject_debits
from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.types import RejectedDebit
from openbill.foundation.tenancy import scope


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


def tasks_of(firm: AnOrganization) -> list[ListedTask]:
    deliver_events(firm)
    deliver_events(firm)
    with scope(firm.id):
        return list(find_tasks().rows)


@pytest.mark.parametrize(
    ("code", "follows"),
    [
        ("AM04", "not enough money. It may be collected again from 2026-01-15."),
        ("AC04", "account closed. Ask for another account, and amend the mandate."),
        ("MD01", "no valid mandate. Have a new mandate signed."),
        ("", "unknown reason. Speak with the payer, then resume the mandate or end it."),
        ("MD07", "the payer died. Collect nothing more before somebody has looked at it."),
    ],
)
def test_a_refused_debit_makes_a_task_by_its_code(code: str, follows: str, firm: AnOrganization):
    customer = a_customer(firm)
    a_mandate(firm, customer)
    a_debit(firm, customer, "12.00", on="2026-01-02", due="2026-01-20")
    submitted(firm)
    (debit,) = debits_of(firm)
    on = firm.context().today().replace(year=2026, month=1, day=8)
    reject_debits(rejected=[RejectedDebit(debit.id, code)], on=on, context=firm.context())

    (task,) = tasks_of(firm)

    assert (task.kind, task.customer_id, task.due_date) == ("failed_debit", customer, on)
    assert task.reason == f"A direct debit of 12.00 EUR was not paid on 2026-01-08: {follows}"
    with scope(firm.id):
        kinds = [item.kind for item in timeline(customer).items]
    assert kinds.count("DebitWasRejected") == 1
    assert kinds.count("MandateWasAdded") == 1


def test_a_debit_that_came_back_makes_its_own_task_and_no_other(firm: AnOrganization):
    customer = a_customer(firm)
    a_mandate(firm, customer)
    a_debit(firm, customer, "12.00", on="2026-01-02", due="2026-01-20")
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(12_00), minor=12_00)
    assert the_bank_tells(firm, came_back(-12_00, ("EDD000001N0001", "MD06"), day="2026-01-23"), minor=-12_00) == 1

    (task,) = tasks_of(firm)

    assert task.kind == "failed_debit"
    assert task.reason.startswith("A direct debit of 12.00 EUR was not paid on 2026-01-23: taken back by the payer.")


def test_a_refund_that_the_bank_refused_makes_a_task(firm: AnOrganization):
    customer = a_customer(firm)
    an_approved_refund(firm, customer, "12.34")
    a_refund_account(firm, customer, DEBTOR_IBAN)
    with scope(firm.id):
        (creditor,) = creditors()
    prepare_refund_file(bank_account_id=creditor.bank_account_id, context=firm.context())
    content = a_status(a_payment_status("ERF000001N0001", "RJCT", "AC04"), message_id="MRF000001")
    read_status_report(
        content=content.replace(b">DD-000001<", b">PRF000001<"), file_name="a.xml", context=firm.context()
    )

    (task,) = tasks_of(firm)

    assert (task.kind, task.customer_id) == ("failed_transfer", customer)
    assert task.reason == (
        "The bank did not send a refund of 12.34 EUR: account closed. Check the account, and send it again."
    )
