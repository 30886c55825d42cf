"""A card that pays by itself is told of before it expires, and afterwards is not tried: the customer gets a link."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.customers import a_contact, a_customer, deliver_events
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_debit, open_amount

from openbill.collections.models import Task
from openbill.foundation import clock
from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.pay_automatically import pay_what_is_due
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.commands.tell_of_expiry import tell_of_expiry
from openbill.gateways.models import PaymentAttempt, PaymentRequest, SavedMethod
from openbill.gateways.policies.last_day_of_card import last_day_of_card
from openbill.gateways.policies.text_of_expiry import ExpiryTold, text_of_expiry
from openbill.gateways.queries.saved_methods import saved_methods
from openbill.gateways.types import MethodTold, Notice, NoticeKind
from openbill.messaging.models import Message

NOW = clock.now()


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def with_card(desk: AtTheGateway, *, code: str = "", writes: bool = True):
    """A customer whose card was kept; with the code "expired_card" it is good until the end of this month only."""
    customer = a_customer(desk.firm, "Anna Ltd")
    if writes:
        a_contact(desk.firm, customer, "Maria", email="maria@anna.example")
    payment = desk.begin(desk.request(a_debit(desk.firm, customer, "1.00")), consent="I agree.")
    desk.press(payment, Press.PAY, code=code)
    desk.deliver()
    return customer


def last_day(desk: AtTheGateway) -> date:
    with scope(desk.firm.id):
        return saved_methods()[0].expires_on


def on(day: date) -> datetime:
    return datetime.combine(day, NOW.timetz().replace(hour=12, minute=0, second=0, microsecond=0))


def letters(desk: AtTheGateway) -> list[Message]:
    with scope(desk.firm.id):
        return list(Message.objects.filter(organization_id=desk.firm.id, purpose="card_expiry").order_by("id"))


def tasks(desk: AtTheGateway) -> list[str]:
    with scope(desk.firm.id):
        found = Task.objects.filter(organization_id=desk.firm.id, kind="expiring_method").order_by("id")
        return list(found.values_list("state", flat=True))


def told(
    desk: AtTheGateway, day: date, *, token: str | None = None, name: str = "t1", label: str = "Test 4242"
) -> None:
    """What the gateway tells of the method that is kept, or of one of another token."""
    if token is None:
        with scope(desk.firm.id):
            token = desk_token(desk)
    method = MethodTold(token, label, day)
    notice = Notice(id=name, kind=NoticeKind.METHOD_TOLD, told_as="method.updated", happened_at=NOW, method=method)
    keep_notices(account_id=desk.account_id, notices=[notice], context=desk.firm.context())
    desk.read()


def desk_token(desk: AtTheGateway) -> str:
    return key_ring().decrypt(SavedMethod.objects.get(organization_id=desk.firm.id).token).decode()


def test_the_last_day_comes_with_the_card(desk: AtTheGateway):
    with_card(desk)
    assert last_day(desk) == last_day_of_card(NOW.year + 3, NOW.month)


def test_a_month_before_it_expires_customer_and_people_are_told_once_with_a_link(desk: AtTheGateway):
    customer = with_card(desk)
    later = last_day(desk)
    a_debit(desk.firm, customer, "80.00", due=str(later + timedelta(days=9)), document_number="INV-8")

    assert tell_of_expiry(context=desk.firm.context(at=on(later - timedelta(days=31)))) == 0
    assert tell_of_expiry(context=desk.firm.context(at=on(later - timedelta(days=29)))) == 1
    assert tell_of_expiry(context=desk.firm.context(at=on(later - timedelta(days=28)))) == 0

    (letter,) = letters(desk)
    assert letter.subject == "Your card expires soon: Test 4242"
    assert "INV-8, 80.00" in letter.body.replace("\u00a0", " ")
    with scope(desk.firm.id):
        assert PaymentRequest.objects.filter(organization_id=desk.firm.id, state="open").count() == 1
    assert tasks(desk) == ["open"]


def test_where_nothing_is_open_the_letter_has_no_link(desk: AtTheGateway):
    with_card(desk)
    assert tell_of_expiry(context=desk.firm.context(at=on(last_day(desk)))) == 1
    (letter,) = letters(desk)
    assert "/pay/" not in letter.body
    assert "Nothing is open today." in letter.body


def test_an_expired_card_is_not_tried_and_its_customer_is_asked_once_for_each_debt(desk: AtTheGateway):
    customer = with_card(desk)
    after = last_day(desk) + timedelta(days=1)
    debt = a_debit(desk.firm, customer, "100.00", due=str(after), document_number="INV-1")
    context = desk.firm.context(at=on(after))

    assert pay_what_is_due(context=context) == 0
    # The warning that was missed asks for what is open; then there is nothing more to ask for.
    assert tell_of_expiry(context=context) == 1
    assert tell_of_expiry(context=context) == 0
    another = a_debit(desk.firm, customer, "50.00", due=str(after), document_number="INV-2")
    assert tell_of_expiry(context=context) == 1
    assert tell_of_expiry(context=context) == 0

    first, second = letters(desk)
    assert first.subject == "Your card has expired: Test 4242"
    assert ("INV-1" in first.body, "INV-2" in first.body) == (True, False)
    assert ("INV-1" in second.body, "INV-2" in second.body) == (False, True)
    assert [open_amount(desk.firm, item) for item in (debt, another)] == ["100.00", "50.00"]
    with scope(desk.firm.id):
        assert not PaymentAttempt.objects.filter(organization_id=desk.firm.id, saved_method_id__isnull=False).exists()


def test_who_cannot_be_written_to_is_a_task_alone(desk: AtTheGateway):
    customer = with_card(desk, writes=False)
    after = last_day(desk) + timedelta(days=1)
    a_debit(desk.firm, customer, "100.00", due=str(after))
    assert [tell_of_expiry(context=desk.firm.context(at=on(after))) for _ in range(2)] == [1, 0]
    assert (letters(desk), tasks(desk)) == ([], ["open"])


def test_a_card_that_the_bank_gave_out_anew_ends_the_task_and_pays_on(desk: AtTheGateway):
    customer = with_card(desk, code="")
    before = last_day(desk)
    tell_of_expiry(context=desk.firm.context(at=on(before)))
    assert tasks(desk) == ["open"]

    told(desk, last_day_of_card(before.year + 4, 1))
    told(desk, before, name="t2")

    assert last_day(desk) == last_day_of_card(before.year + 4, 1)
    assert tasks(desk) == ["void"]
    debt = a_debit(desk.firm, customer, "100.00", due=str(before + timedelta(days=1)))
    assert pay_what_is_due(context=desk.firm.context(at=on(before + timedelta(days=1)))) == 1
    desk.read()
    assert open_amount(desk.firm, debt) == "0.00"


def test_another_card_that_is_kept_ends_the_task_and_nobody_is_warned_of_the_first(desk: AtTheGateway):
    customer = with_card(desk, code="expired_card")
    until = last_day(desk)
    tell_of_expiry(context=desk.firm.context(at=on(until)))
    payment = desk.begin(desk.request(a_debit(desk.firm, customer, "2.00")), consent="I agree.")
    desk.press(payment, Press.PAY)
    desk.deliver()
    deliver_events(desk.firm)
    assert tasks(desk) == ["void"]
    assert tell_of_expiry(context=desk.firm.context(at=on(until + timedelta(days=1)))) == 0


def test_what_is_told_before_the_card_is_kept_waits_for_it(desk: AtTheGateway):
    told(desk, date(2031, 5, 31), token="tok_of_nobody", name="early")
    with scope(desk.firm.id):
        assert saved_methods() == []
    customer = with_card(desk)
    assert customer
    day = last_day_of_card(NOW.year + 9, 2)
    told(desk, day, name="known", label="Visa 4242")
    with scope(desk.firm.id):
        assert [(each.label, each.expires_on) for each in saved_methods()] == [("Visa 4242", day)]


@given(st.one_of(st.none(), st.integers(-1, 10_000)), st.one_of(st.none(), st.integers(-1, 14)))
def test_a_card_is_good_through_the_last_day_of_its_month_or_nothing_is_known(year: int | None, month: int | None):
    day = last_day_of_card(year, month)
    if day is not None:
        assert (day.year, day.month) == (year, month)
        assert (day + timedelta(days=1)).day == 1
    else:
        assert not (year is not None and month is not None and 2000 <= year <= 2099 and 1 <= month <= 12)


@pytest.mark.parametrize("language", ["en", "de", "de-AT", "fr", ""])
@pytest.mark.parametrize("is_over", [True, False])
def test_the_letter_is_whole_in_every_language(language: str, is_over: bool):
    facts = ExpiryTold(language, "", "", "31 May 2031", is_over, "INV-1", "1.00 EUR", "https://x/pay/1", "Anna Ltd")
    text = text_of_expiry(facts)
    assert "{" not in text.subject + text.body
    assert "https://x/pay/1" in text.body
    assert text.subject.startswith("Ihre Karte" if language.startswith("de") else "Your card")
