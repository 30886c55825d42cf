"""A payer who was declined at the gateway's page may have begun anew: until the answer nobody asks again."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from tests.support.organizations import AnOrganization
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount

from openbill.customers.commands.add_contact import add_contact
from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.send_links import send_links
from openbill.gateways.models import PaymentAttempt
from openbill.gateways.queries.links_to_make import links_to_make
from openbill.gateways.queries.payable_debts import payable_debts
from openbill.gateways.types import DeclineReason, Notice, NoticeKind
from openbill.payments.commands.note_under_way import note_under_way
from openbill.payments.queries.under_way import under_way_of_items
from openbill.payments.types import SentOff, Way
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money

BEGAN, FAILED, SUCCEEDED = NoticeKind.BEGAN, NoticeKind.FAILED, NoticeKind.SUCCEEDED


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def told(desk: AtTheGateway, attempt: UUID, *kinds: NoticeKind, seconds: tuple[int, ...] = ()) -> None:
    """What happened to a try, in the order in which it is told; `seconds` says when each happened."""
    for told_at, kind in enumerate(kinds):
        notice = Notice(
            id=str(new_identifier()),
            kind=kind,
            told_as=kind.value,
            happened_at=clock.now() + timedelta(seconds=seconds[told_at] if seconds else told_at),
            gateway_id=str(attempt),
            payment_ref=str(attempt),
            reason=DeclineReason.DECLINED if kind is FAILED else None,
            amount=Money.of("100.00", "EUR") if kind is SUCCEEDED else None,
        )
        keep_notices(account_id=desk.account_id, notices=[notice], context=desk.firm.context())
        desk.read()


def ways(firm: AnOrganization, debt: UUID) -> list[Way]:
    with scope(firm.id):
        return [each.way for each in under_way_of_items([debt], clock.now().date())]


def state(desk: AtTheGateway, attempt: UUID) -> str:
    with scope(desk.firm.id):
        return PaymentAttempt.objects.get(gateway_id=str(attempt)).state


@pytest.mark.parametrize("kinds", [(BEGAN,), (FAILED, BEGAN), (BEGAN, FAILED, BEGAN)])
def test_what_is_pending_after_a_declined_card_is_under_way(desk: AtTheGateway, kinds: tuple[NoticeKind, ...]):
    customer = a_customer(desk.firm)
    add_contact(customer_id=customer, name="Ann", email="ann@example.com", context=desk.firm.context())
    debt = a_debit(desk.firm, customer, "100.00")
    attempt = desk.begin(desk.request(debt))

    told(desk, attempt, *kinds)

    assert (ways(desk.firm, debt), state(desk, attempt)) == ([Way.PAYER], "begun")
    with pytest.raises(Refusal):
        send_links(item_ids=[debt], context=desk.firm.context())
    told(desk, attempt, SUCCEEDED)
    assert (ways(desk.firm, debt), open_amount(desk.firm, debt)) == ([], "0.00")


def test_a_second_failure_lets_the_debt_go(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    attempt = desk.begin(desk.request(debt))
    told(desk, attempt, FAILED, BEGAN, FAILED, seconds=(0, 1, 2))
    assert (ways(desk.firm, debt), state(desk, attempt)) == ([], "failed")


def test_a_beginning_that_is_told_late_holds_nothing_up(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    attempt = desk.begin(desk.request(debt))
    told(desk, attempt, FAILED, BEGAN, seconds=(5, 1))
    assert (ways(desk.firm, debt), state(desk, attempt)) == ([], "failed")


def noted(firm: AnOrganization, debt: UUID, way: Way, amount: str) -> date:
    today = clock.now().date()
    sent = SentOff(debt, way, new_identifier(), Money.of(amount, "EUR"), today + timedelta(days=14))
    with scope(firm.id), transaction.atomic():
        note_under_way([sent], today=today, context=firm.context())
    return today


def test_the_rest_can_be_paid_while_a_part_is_under_way(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    today = noted(desk.firm, debt, Way.PAYER, "10.00")
    with scope(desk.firm.id):
        assert [each.due_amount.minor_units for each in payable_debts(request, today)] == [90_00]
        assert [each.open_minor for each in links_to_make([debt], today)] == [90_00]


def test_what_we_are_collecting_is_asked_for_by_no_link(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    today = noted(desk.firm, debt, Way.DIRECT_DEBIT, "10.00")
    with scope(desk.firm.id):
        assert list(payable_debts(request, today)) == list(links_to_make([debt], today)) == []
