"""Refunds go to accounts that two people know, once, and by a file."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from tests.support.camt import an_entry
from tests.support.debits import (
    a_collecting_firm,
    a_refund_account,
    an_approved_refund,
    somebody_else,
    the_bank_tells,
)
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer
from tests.support.sepa import DEBTOR_IBAN, OTHER_IBAN, a_payment_status, a_status
from tests.support.unchanged import nothing_changes

from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
from openbill.direct_debits.commands.read_status_report import read_status_report
from openbill.direct_debits.commands.refund_account import (
    approve_refund_account,
    decline_refund_account,
    request_refund_account,
)
from openbill.direct_debits.errors import (
    NothingToTransfer,
    RefundAccountAlreadyDecided,
    RefundAccountApproverIsRequester,
    RefundAccountKnown,
    RefundAccountMissing,
)
from openbill.direct_debits.models import RefundTransfer
from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.queries.refund_accounts import refund_accounts_in_order, refund_batches_in_order
from openbill.direct_debits.types import RefundFileMade
from openbill.documents.queries.stored_file import stored_file
from openbill.foundation.tenancy import scope
from openbill.payments.errors import ReasonMissing
from openbill.primitives.money import Money


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


def a_file(firm: AnOrganization, **asked: object) -> RefundFileMade:
    with scope(firm.id):
        (creditor,) = creditors()
    return prepare_refund_file(bank_account_id=creditor.bank_account_id, context=firm.context(), **asked)  # type: ignore[arg-type]


def states(firm: AnOrganization) -> list[str]:
    with scope(firm.id):
        return list(RefundTransfer.objects.order_by("id").values_list("state", flat=True))


def test_an_account_is_entered_by_one_person_and_approved_by_another(firm: AnOrganization):
    customer = a_customer(firm)
    entered = a_refund_account(firm, customer, DEBTOR_IBAN, is_approved=False)

    with nothing_changes(firm.id), pytest.raises(RefundAccountApproverIsRequester):
        approve_refund_account(refund_account_id=entered, context=firm.context())
    approve_refund_account(refund_account_id=entered, context=somebody_else(firm))
    with pytest.raises(RefundAccountAlreadyDecided, match="approved"):
        decline_refund_account(refund_account_id=entered, context=somebody_else(firm))
    with pytest.raises(RefundAccountKnown):
        a_refund_account(firm, customer, DEBTOR_IBAN)
    with pytest.raises(ReasonMissing):
        request_refund_account(customer_id=customer, iban=OTHER_IBAN, reason=" ", context=firm.context())

    changed = a_refund_account(firm, customer, OTHER_IBAN)
    declined = a_refund_account(firm, customer, "AT483200000012345864", is_approved=False)
    decline_refund_account(refund_account_id=declined, context=firm.context())

    with scope(firm.id):
        told = {each.id: each.state for each in refund_accounts_in_order()}
    assert told == {entered: "replaced", changed: "approved", declined: "declined"}


def test_the_database_knows_that_there_were_two(firm: AnOrganization):
    entered = a_refund_account(firm, a_customer(firm), DEBTOR_IBAN, is_approved=False)
    with (
        pytest.raises(IntegrityError, match="refund_account_is_approved_by_another"),
        scope(firm.id),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE refund_account SET state = 'approved', decided_by = requested_by, decided_at = now() WHERE id = %s",
            [entered],
        )


def test_a_refund_is_sent_once_to_the_account_that_holds(firm: AnOrganization):
    customer = a_customer(firm)
    an_approved_refund(firm, customer, "12.34")
    with nothing_changes(firm.id), pytest.raises(RefundAccountMissing, match="Anna Ltd"):
        a_file(firm)
    a_refund_account(firm, customer, DEBTOR_IBAN)
    a_refund_account(firm, customer, OTHER_IBAN, is_approved=False)

    made = a_file(firm)

    assert (made.number, made.transfers, made.amount) == ("RF-000001", 1, Money(12_34, "EUR"))
    with scope(firm.id):
        content = stored_file(made.file_id).content
    assert DEBTOR_IBAN.encode() in content
    assert OTHER_IBAN.encode() not in content
    with nothing_changes(firm.id), pytest.raises(NothingToTransfer):
        a_file(firm)


def test_the_line_by_which_it_goes_settles_it(firm: AnOrganization):
    customer = a_customer(firm)
    an_approved_refund(firm, customer, "12.34")
    a_refund_account(firm, customer, DEBTOR_IBAN)
    made = a_file(firm)
    the_bank_tells(firm, a_refund_was_booked(12_34, "REF-000001"), minor=-12_34)
    assert states(firm) == ["settled"]
    with scope(firm.id):
        (batch,) = refund_batches_in_order()
    assert (batch.number, batch.transfers, batch.settled, batch.rejected) == (made.number, 1, 1, 0)


def test_what_the_bank_refuses_may_be_sent_again(firm: AnOrganization):
    customer = a_customer(firm)
    an_approved_refund(firm, customer, "12.34")
    a_refund_account(firm, customer, DEBTOR_IBAN)
    a_file(firm)
    content = a_status(a_payment_status("ERF000001N0001", "RJCT", "AC04"), message_id="MRF000001")
    content = content.replace(b">DD-000001<", b">PRF000001<")

    told = read_status_report(content=content, file_name="answer.xml", context=firm.context())

    assert (told.rejected, states(firm)) == (1, ["rejected"])
    a_refund_account(firm, customer, OTHER_IBAN)
    assert a_file(firm, execution_date=date(2026, 12, 25)).number == "RF-000002"
    assert states(firm) == ["rejected", "submitted"]


def a_refund_was_booked(minor: int, number: str) -> str:
    """A booking by which a refund went out, as the bank repeats what was sent."""
    return an_entry(
        f"<Refs><EndToEndId>ERF000001N0001</EndToEndId></Refs><RmtInf><Ustrd>Main {number}</Ustrd></RmtInf>",
        amount=f'<Amt Ccy="EUR">{Money(minor, "EUR").as_decimal()}</Amt>',
        direction="<CdtDbtInd>DBIT</CdtDbtInd>",
    )
