"""What a gateway tells and is not understood is read again with growing pauses, then a person looks at it."""

from datetime import datetime, timedelta
from time import perf_counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes

from openbill.collections.queries.open_tasks import open_tasks
from openbill.foundation import clock
from openbill.foundation.context import system_context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.note_refused_notice import note_refused_notice
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.commands.settle_notice import read_notice_again, set_notice_aside
from openbill.gateways.commands.sort_out_notices import DAYS_OF_WAITING, sort_out_notices
from openbill.gateways.errors import NoticeIsSettled, ReasonMissing
from openbill.gateways.models import GatewayNotice
from openbill.gateways.policies.pause_after_refusal import (
    PAUSES,
    notice_is_read_again_at,
    refund_is_asked_again_at,
)
from openbill.gateways.queries.left_to_do import kept_notices
from openbill.gateways.queries.notices_to_settle import NoticesOf, counted_notices, last_told, notices_to_settle
from openbill.gateways.types import Notice, NoticeKind, NoticeState
from openbill.primitives.money import Money


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def a_notice(name: str, kind: NoticeKind, **details: object) -> Notice:
    return Notice(id=name, kind=kind, told_as=kind.value, happened_at=clock.now(), **details)  # type: ignore[arg-type]


def kept(desk: AtTheGateway, *notices: Notice) -> None:
    keep_notices(account_id=desk.account_id, notices=notices, context=desk.firm.context())


def row(desk: AtTheGateway, name: str) -> GatewayNotice:
    with scope(desk.firm.id):
        return GatewayNotice.objects.get(organization_id=desk.firm.id, notice_id=name)


def a_wrong_notice(desk: AtTheGateway) -> tuple[UUID, UUID]:
    """A success in another currency than that of its try: the notice, and the debt."""
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    payment = desk.begin(desk.request(debt))
    kept(desk, a_notice("evt_usd", NoticeKind.SUCCEEDED, gateway_id=str(payment), amount=Money(100_00, "USD")))
    desk.read()
    return row(desk, "evt_usd").id, debt


def refuse_until_given_up(desk: AtTheGateway, notice_id: UUID) -> NoticeState:
    """As the clock would, pause by pause."""
    state = NoticeState.KEPT
    while state is NoticeState.KEPT:
        state = note_refused_notice(notice_id=notice_id, because="It does not fit.", context=desk.firm.context())
    return state


def test_a_refused_notice_waits_longer_each_time_and_books_nothing(desk: AtTheGateway):
    notice_id, debt = a_wrong_notice(desk)
    first = row(desk, "evt_usd")
    assert (first.state, first.refusals) == ("kept", 1)
    assert "tells of 100.00 USD" in first.refused_because
    assert first.read_again_at is not None
    assert timedelta(minutes=4) < first.read_again_at - clock.now() <= timedelta(minutes=5)
    with scope(desk.firm.id):
        assert kept_notices(desk.account_id, clock.now()) == []
        assert [each.id for each in kept_notices(desk.account_id, clock.now() + timedelta(minutes=6))] == [notice_id]
    desk.read()
    assert row(desk, "evt_usd").refusals == 1
    assert open_amount(desk.firm, debt) == "100.00"


def test_in_the_end_it_is_refused_for_good_and_the_firm_has_a_task(desk: AtTheGateway):
    notice_id, _debt = a_wrong_notice(desk)

    assert refuse_until_given_up(desk, notice_id) is NoticeState.REFUSED

    assert row(desk, "evt_usd").refusals == len(PAUSES) + 1
    with scope(desk.firm.id):
        (task,) = open_tasks()
        (listed,) = notices_to_settle()
        assert counted_notices()[NoticesOf.REFUSED] == 1
    assert task.kind == "refused_notice"
    assert "A gateway told of succeeded, and it is not booked: It does not fit." in task.reason
    assert listed.is_given_up
    note_refused_notice(notice_id=notice_id, because="Again.", context=desk.firm.context())
    assert row(desk, "evt_usd").refused_because == "It does not fit."


def test_a_person_has_it_read_again_and_the_task_ends(desk: AtTheGateway):
    notice_id, _debt = a_wrong_notice(desk)
    refuse_until_given_up(desk, notice_id)

    read_notice_again(notice_id=notice_id, context=desk.firm.context())

    read = row(desk, "evt_usd")
    assert (read.state, read.refusals, read.refused_because) == ("kept", 0, "")
    with scope(desk.firm.id):
        assert open_tasks() == []
    desk.read()
    assert row(desk, "evt_usd").refusals == 1


def test_it_is_set_aside_for_a_reason_and_taken_up_again(desk: AtTheGateway):
    notice_id, debt = a_wrong_notice(desk)
    with nothing_changes(desk.firm.id), pytest.raises(ReasonMissing):
        set_notice_aside(notice_id=notice_id, reason=" ", context=desk.firm.context())

    set_notice_aside(notice_id=notice_id, reason="Paid in dollars by mistake.", context=desk.firm.context())

    desk.read()
    aside = row(desk, "evt_usd")
    assert (aside.state, aside.set_aside_because) == ("set_aside", "Paid in dollars by mistake.")
    assert open_amount(desk.firm, debt) == "100.00"
    with nothing_changes(desk.firm.id), pytest.raises(NoticeIsSettled):
        set_notice_aside(notice_id=notice_id, reason="Once more.", context=desk.firm.context())
    read_notice_again(notice_id=notice_id, context=desk.firm.context())
    assert row(desk, "evt_usd").state == "kept"


def test_what_is_booked_is_not_read_again(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    desk.pay(desk.request(debt))
    with scope(desk.firm.id):
        booked = GatewayNotice.objects.filter(organization_id=desk.firm.id, state="processed").latest("id")
    for settle in (
        lambda: read_notice_again(notice_id=booked.id, context=desk.firm.context()),
        lambda: set_notice_aside(notice_id=booked.id, reason="Why not.", context=desk.firm.context()),
    ):
        with nothing_changes(desk.firm.id), pytest.raises(NoticeIsSettled):
            settle()


def test_thousands_of_notices_about_payments_of_others_are_passed_over_at_once(desk: AtTheGateway):
    """A shop beside us at the same gateway: 3,000 of its payments cost one statement, and ours is understood."""
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    desk.press(desk.begin(desk.request(debt)), Press.PAY)
    foreign = [a_notice(f"f{place}", NoticeKind.SUCCEEDED, payment_ref=f"pi_{place}") for place in range(3_000)]
    kept(desk, *foreign)

    begun = perf_counter()
    desk.read()
    desk.deliver()
    took = perf_counter() - begun

    assert open_amount(desk.firm, debt) == "0.00"
    assert took < 10
    with scope(desk.firm.id):
        assert counted_notices() == {NoticesOf.REFUSED: 0, NoticesOf.WAITING: 3_000, NoticesOf.SET_ASIDE: 0}
        assert len(notices_to_settle(NoticesOf.WAITING, limit=20)) == 20


def test_what_waited_for_a_month_was_about_somebody_else(desk: AtTheGateway):
    kept(desk, a_notice("old", NoticeKind.SUCCEEDED, payment_ref="pi_1"))
    desk.read()
    assert row(desk, "old").state == "waiting"
    later = system_context(desk.firm.id, at=clock.now() + timedelta(days=DAYS_OF_WAITING, minutes=1))
    assert sort_out_notices(account_id=desk.account_id, context=later) == 1
    assert row(desk, "old").state == "ignored"


def test_sorting_out_leaves_alone_what_is_about_ours_by_any_of_its_names(desk: AtTheGateway):
    request = desk.request(a_debit(desk.firm, a_customer(desk.firm), "100.00"))
    payment = desk.begin(request)
    (attempt,) = desk.attempts(request)
    ours = [
        a_notice("by-attempt", NoticeKind.BEGAN, attempt_id=attempt.id),
        a_notice("by-gateway", NoticeKind.BEGAN, gateway_id=str(payment)),
        a_notice("payout", NoticeKind.PAID_OUT, payout_id="po_1"),
        a_notice("method", NoticeKind.METHOD_ENDED),
    ]
    kept(desk, *ours, a_notice("other", NoticeKind.OTHER), a_notice("none", NoticeKind.BEGAN, attempt_id=desk.firm.id))

    assert sort_out_notices(account_id=desk.account_id, context=desk.firm.context()) == 2

    assert {each.id: row(desk, each.id).state for each in ours} == dict.fromkeys(
        ("by-attempt", "by-gateway", "payout", "method"), "kept"
    )
    assert [row(desk, name).state for name in ("other", "none")] == ["ignored", "ignored"]
    with scope(desk.firm.id):
        assert set(last_told()) == {desk.account_id}


@given(st.integers(1, 50), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001
def test_pauses_never_shrink_and_a_refund_is_asked_for_ever(refusals: int, at: datetime):
    again, before = refund_is_asked_again_at(refusals, at), refund_is_asked_again_at(max(1, refusals - 1), at)
    assert before <= again <= at + timedelta(days=1)
    read = notice_is_read_again_at(refusals, at)
    assert (read is None) == (refusals > len(PAUSES))
    assert read is None or read == again
