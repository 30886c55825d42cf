"""A file for the bank is made once all is in order, and its answer moves the debits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module

import pytest
from django.db import IntegrityError, connection
from tests.support.billing import paid
from tests.support.debits import (
    PREPARED_AT,
    a_collecting_firm,
    a_mandate,
    debits_of,
    on,
    prepared,
    submitted,
    the_bank_tells,
    the_batch,
    the_batch_was_booked,
)
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.sepa import a_payment_status, a_status
from tests.support.unchanged import nothing_changes

from openbill.cash_application.models import Expectation
from openbill.customers.commands.add_contact import add_contact
from openbill.direct_debits.commands.cancel_debits import cancel_debit
from openbill.direct_debits.commands.end_mandate import suspend_mandate
from openbill.direct_debits.commands.read_status_report import read_status_report
from openbill.direct_debits.commands.submit_debits import submit_debits
from openbill.direct_debits.commands.tell_payers import note_told_payers, tell_payers
from openbill.direct_debits.errors import (
    DebitIsOutOfDate,
    MandateNotUsable,
    NoticeMissing,
    NoticeOfTheFuture,
    NoticeTooShort,
    StatusReportOfNobody,
    StatusReportOfOtherPayments,
    TooLateToCollect,
)
from openbill.direct_debits.policies.debit_lifecycle import (
    BATCH_LIFECYCLE,
    DEBIT_LIFECYCLE,
    REFUND_ACCOUNT_LIFECYCLE,
    TRANSFER_LIFECYCLE,
)
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE, MANDATE_LINK_LIFECYCLE
from openbill.direct_debits.queries.mandates import mandate_of
from openbill.direct_debits.types import StatusRead
from openbill.foundation.tenancy import scope
from openbill.messaging.models import Message
from openbill.primitives.lifecycle import NotPossibleInState


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


def two_customers_owe(firm: AnOrganization) -> list:
    """100.00 and 200.00, due on 20 January, each under a mandate: customer, mandate, item."""
    found = []
    for name, amount in (("Anna", "100.00"), ("Bert", "200.00")):
        customer = a_customer(firm, name)
        mandate = a_mandate(firm, customer)
        found.append((customer, mandate, a_debit(firm, customer, amount, on="2026-01-02", due="2026-01-20")))
    return found


def expected(firm: AnOrganization) -> list[tuple[str, int, list[str]]]:
    with scope(firm.id):
        rows = Expectation.objects.filter(organization_id=firm.id).order_by("amount_minor")
        return list(rows.values_list("source_kind", "amount_minor", "words"))


def answered(firm: AnOrganization, *payments: tuple[str, str, str], **parts: str) -> StatusRead:
    told = "".join(a_payment_status(*each) for each in payments)
    content = a_status(told, message_id="MDD000001", **parts).replace(b">DD-000001<", b">PDD000001<")
    return read_status_report(content=content, file_name="answer.xml", context=firm.context())


def test_payers_are_told_by_message_and_the_file_waits_for_their_days(firm: AnOrganization):
    (anna, _, _), _ = two_customers_owe(firm)
    add_contact(customer_id=anna, name="Anna", email="anna@example.com", context=firm.context())
    (batch,) = prepared(firm)
    at = firm.context(at=PREPARED_AT)

    told = tell_payers(batch_id=batch.batch_id, context=at)

    assert (len(told.messages), len(told.failures)) == (1, 1)
    with scope(firm.id):
        (message,) = Message.objects.filter(organization_id=firm.id)
    assert "EUR\u00a0100.00 on 20 Jan" in message.subject.replace("January", "Jan")
    assert "account ending in 5030" in message.body
    assert "DE02500105170137075030" not in message.body
    with nothing_changes(firm.id):
        with pytest.raises(NoticeMissing, match="Bert, by the mandate MND-000002, was not told of the"):
            submit_debits(batch_id=batch.batch_id, context=at)
        with pytest.raises(NoticeOfTheFuture):
            note_told_payers(batch_id=batch.batch_id, told_on=date(2100, 1, 1), context=at)
    assert note_told_payers(batch_id=batch.batch_id, told_on=date(2026, 1, 7), context=on(firm, "2026-01-07")) == 1
    with nothing_changes(firm.id), pytest.raises(NoticeTooShort, match="Bert, by the mandate MND-000002, was told on"):
        submit_debits(batch_id=batch.batch_id, context=on(firm, "2026-01-07"))
    cancel_debit(debit_id=debits_of(firm)[1].id, context=at)
    submit_debits(batch_id=batch.batch_id, context=at)
    assert [debit.state for debit in debits_of(firm)] == ["submitted", "cancelled"]
    assert expected(firm) == [("debit_batch", 100_00, ["MDD000001", "PDD000001"])]


@pytest.mark.parametrize("what", ["late", "paid", "suspended", "empty"])
def test_a_file_is_made_as_a_whole_or_not_at_all(firm: AnOrganization, what: str):
    (anna, mandate, _), _ = two_customers_owe(firm)
    (batch,) = prepared(firm)
    note_told_payers(batch_id=batch.batch_id, told_on=date(2026, 1, 5), context=firm.context(at=PREPARED_AT))
    day = "2026-01-19"
    if what == "late":
        day, refusal = "2026-01-20", TooLateToCollect
    elif what == "paid":
        paid(firm, anna, 1_00, "2026-01-06")
        refusal = DebitIsOutOfDate
    elif what == "suspended":
        suspend_mandate(mandate_id=mandate, context=firm.context())
        refusal = MandateNotUsable
    else:
        cancelled = debits_of(firm)
        cancel_debit(debit_id=cancelled[0].id, context=firm.context())
        cancel_debit(debit_id=cancelled[1].id, context=firm.context())
        refusal = NotPossibleInState
    with nothing_changes(firm.id), pytest.raises(refusal) as refused:
        submit_debits(batch_id=batch.batch_id, context=on(firm, day))
    assert ("Anna" in str(refused.value)) is (what in ("paid", "suspended"))


def test_the_bank_takes_one_and_refuses_another(firm: AnOrganization):
    (_, _, first), (_, mandate, second) = two_customers_owe(firm)
    batch_id = submitted(firm)

    answer = [("EDD000001N0001", "ACSP", ""), ("EDD000001N0002", "RJCT", "AC01")]
    assert answered(firm, *answer) == StatusRead(accepted=1, rejected=1, pending=0)

    assert [(debit.state, debit.reason, debit.decision) for debit in debits_of(firm)] == [
        ("submitted", "", ""),
        ("rejected", "AC01", "new_account"),
    ]
    assert expected(firm) == [("debit_batch", 100_00, ["MDD000001", "PDD000001"])]
    with scope(firm.id):
        assert mandate_of(mandate).state == "suspended"
    with nothing_changes_but_the_log(firm):
        assert answered(firm, *answer) == StatusRead(accepted=1, rejected=1, pending=0)
    the_bank_tells(firm, the_batch_was_booked(100_00), minor=100_00)
    assert (open_amount(firm, first), open_amount(firm, second)) == ("0.00", "200.00")
    assert the_batch(firm, batch_id).state == "settled"


@pytest.mark.parametrize(
    "parts",
    [
        {"group": "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>"},
        {"batch": "<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>"},
    ],
)
def test_a_whole_file_is_refused(firm: AnOrganization, parts: dict[str, str]):
    two_customers_owe(firm)
    batch_id = submitted(firm)
    assert answered(firm, **parts) == StatusRead(accepted=0, rejected=2, pending=0)
    assert [(debit.state, debit.decision) for debit in debits_of(firm)] == [("rejected", "stop")] * 2
    assert the_batch(firm, batch_id).state == "rejected"
    assert expected(firm) == []


def test_an_answer_to_something_else_is_refused(firm: AnOrganization):
    two_customers_owe(firm)
    submitted(firm)
    with nothing_changes(firm.id):
        with pytest.raises(StatusReportOfOtherPayments, match="EDD000001N0009"):
            answered(firm, ("EDD000001N0009", "RJCT", "AC01"), ("EDD000001N0001", "RJCT", "AC01"))
        with pytest.raises(StatusReportOfNobody, match="MSG-DD-000001"):
            read_status_report(
                content=a_status(group="<GrpSts>RJCT</GrpSts>"), file_name="answer.xml", context=firm.context()
            )
    assert answered(firm, group="<GrpSts>PDNG</GrpSts>") == StatusRead(accepted=0, rejected=0, pending=2)


def test_the_database_lets_states_go_forward_only_and_as_the_rules_say(firm: AnOrganization):

    steps = import_module("openbill.direct_debits.migrations.0002_guards").STEPS
    lifecycles = {
        "mandate": MANDATE_LIFECYCLE, "mandate_link": MANDATE_LINK_LIFECYCLE,
        "debit": DEBIT_LIFECYCLE, "debit_batch": BATCH_LIFECYCLE,
        "refund_account": REFUND_ACCOUNT_LIFECYCLE, "refund_transfer": TRANSFER_LIFECYCLE,
    }  # fmt: skip
    assert {table: set(of) for table, of in steps.items()} == {
        table: {f"{before} {after}" for (before, _), after in of.transitions.items()}
        for table, of in lifecycles.items()
    }
    two_customers_owe(firm)
    submitted(firm)
    with (
        pytest.raises(IntegrityError, match="does not go from submitted to prepared"),
        scope(firm.id),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE debit SET state = 'prepared' WHERE organization_id = %s", [firm.id])


@contextmanager
def nothing_changes_but_the_log(firm: AnOrganization) -> Iterator[None]:
    """The debits and what is expected of them are what they were."""

    def told() -> list[tuple[str, str, str]]:
        return [(debit.state, debit.reason, debit.decision) for debit in debits_of(firm)]

    before = told(), expected(firm)
    yield
    assert (told(), expected(firm)) == before
