"""A debt is collected once at a time, and waited for no longer than an answer may take."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.foundation.tenancy import scope
from openbill.payments.commands.note_under_way import note_under_way
from openbill.payments.errors import CollectedAlready
from openbill.payments.models import MoneyUnderWay
from openbill.payments.queries.under_way import under_way_of_items
from openbill.payments.types import SentOff, Way
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money

TODAY = date(2026, 3, 2)
UNTIL = date(2026, 3, 16)


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


@pytest.fixture
def debt(firm: AnOrganization) -> UUID:
    return a_debit(firm, a_customer(firm), "100.00")


def sent(firm: AnOrganization, debt: UUID, way: Way, *, source: UUID | None = None, on: date = TODAY) -> UUID:
    source_id = source or new_identifier()
    with scope(firm.id), transaction.atomic():
        note_under_way(
            [SentOff(debt, way, source_id, Money.of("60.00", "EUR"), on + timedelta(days=14))],
            today=on,
            context=firm.context(),
        )
    return source_id


def ways(firm: AnOrganization, debt: UUID, on: date = TODAY) -> list[Way]:
    with scope(firm.id):
        return [each.way for each in under_way_of_items([debt], on)]


def test_it_is_under_way_until_its_last_day(firm: AnOrganization, debt: UUID):
    sent(firm, debt, Way.DIRECT_DEBIT)

    with scope(firm.id):
        (found,) = under_way_of_items([debt], UNTIL)

    assert (found.way, found.amount, found.until_date) == (Way.DIRECT_DEBIT, Money.of("60.00", "EUR"), UNTIL)
    assert ways(firm, debt, UNTIL + timedelta(days=1)) == []


@pytest.mark.parametrize("other", [Way.DIRECT_DEBIT, Way.SAVED_METHOD])
def test_what_is_collected_is_collected_by_nothing_else(firm: AnOrganization, debt: UUID, other: Way):
    sent(firm, debt, Way.DIRECT_DEBIT)

    with pytest.raises(CollectedAlready):
        sent(firm, debt, other)

    assert ways(firm, debt) == [Way.DIRECT_DEBIT]


def test_what_a_payer_sends_may_come_beside_it(firm: AnOrganization, debt: UUID):
    sent(firm, debt, Way.SAVED_METHOD)
    sent(firm, debt, Way.PAYER)
    sent(firm, debt, Way.PAYER)

    assert sorted(ways(firm, debt)) == [Way.PAYER, Way.PAYER, Way.SAVED_METHOD]


def test_noted_twice_is_noted_once(firm: AnOrganization, debt: UUID):
    source = sent(firm, debt, Way.SAVED_METHOD)
    sent(firm, debt, Way.SAVED_METHOD, source=source)
    sent(firm, debt, Way.PAYER, source=source)

    assert ways(firm, debt) == [Way.SAVED_METHOD]


def test_what_nobody_answered_stands_in_no_way(firm: AnOrganization, debt: UUID):
    sent(firm, debt, Way.DIRECT_DEBIT)

    later = UNTIL + timedelta(days=1)
    sent(firm, debt, Way.SAVED_METHOD, on=later)

    assert ways(firm, debt, later) == [Way.SAVED_METHOD]


def test_the_database_lets_nothing_be_collected_twice_and_nothing_come_back(firm: AnOrganization, debt: UUID):
    source = sent(firm, debt, Way.DIRECT_DEBIT)
    with scope(firm.id):
        rows = MoneyUnderWay.objects.filter(organization_id=firm.id, source_id=source)
        with pytest.raises(IntegrityError, match="money_under_way_is_collected_once"), transaction.atomic():
            MoneyUnderWay(
                organization_id=firm.id, item_id=debt, way=Way.SAVED_METHOD.value, source_id=new_identifier(),
                amount_minor=1, until_date=UNTIL,
            ).save(force_insert=True)  # fmt: skip
        rows.update(is_live=False)
        with pytest.raises(IntegrityError, match="stays so"), transaction.atomic():
            rows.update(is_live=True)
