"""Months are closed in order, reopened backwards, and never take what comes too late."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection
from tests.support.organizations import an_organization

from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.ensure_periods import ensure_periods_of
from openbill.ledger.errors import (
    EarlierPeriodIsOpen,
    LaterPeriodIsClosed,
    PeriodHasNotBegun,
    ReasonMissing,
)
from openbill.ledger.queries.closed_months import closed_months
from openbill.ledger.queries.periods import periods
from openbill.organizations.errors import LegalEntityUnknown
from openbill.organizations.models import LegalEntity
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.lifecycle import NotPossibleInState

from .closing import APRIL, DECEMBER, FEBRUARY, JANUARY, MARCH, close, ensure, events, reopen, states
from .posting import count_of, inside_a_command, post, sale


def test_makes_each_missing_month_once():
    organization = an_organization()

    assert ensure(organization, date(2026, 1, 31), date(2026, 1, 2), date(2026, 3, 1)) == 2
    assert ensure(organization, date(2026, 3, 31)) == 0

    assert states(organization) == {JANUARY: "open", MARCH: "open"}


def test_makes_the_missing_months_of_a_relation():
    organization = an_organization()

    made = inside_a_command(
        organization,
        lambda context: ensure_periods_of(
            "(SELECT %(entity)s::uuid AS legal_entity_id, day::date AS posting_date FROM"
            " generate_series('2026-01-15'::timestamp, '2026-04-15'::timestamp, interval '1 day') AS day)",
            {"entity": organization.legal_entity_id},
            context=context,
        ),
    )

    assert made == 4
    assert states(organization) == dict.fromkeys((JANUARY, FEBRUARY, MARCH, APRIL), "open")


def test_closes_a_month_and_tells():
    organization = an_organization()
    ensure(organization, JANUARY, FEBRUARY)

    closed = close(organization, date(2026, 1, 20))

    assert (closed.start_date, closed.state) == (JANUARY, "closed")
    assert states(organization) == {JANUARY: "closed", FEBRUARY: "open"}
    assert events(organization, "PeriodWasClosed") == [
        {"legal_entity_id": str(organization.legal_entity_id), "start_date": "2026-01-01"}
    ]


def test_refuses_to_close_while_an_earlier_month_is_open():
    organization = an_organization()
    ensure(organization, JANUARY, FEBRUARY)

    with pytest.raises(EarlierPeriodIsOpen) as refusal:
        close(organization, FEBRUARY)

    assert str(refusal.value) == (
        "2026-02 cannot be closed while 2026-01 is open. Months are closed in order. Close 2026-01 first."
    )
    assert states(organization) == {JANUARY: "open", FEBRUARY: "open"}
    assert events(organization, "PeriodWasClosed") == []


def test_closes_months_without_entries_with_the_one_after_them():
    organization = an_organization()
    ensure(organization, JANUARY)
    close(organization, JANUARY)

    close(organization, MARCH)

    assert states(organization) == dict.fromkeys((JANUARY, FEBRUARY, MARCH), "closed")


def test_closes_a_month_to_which_nothing_was_posted():
    organization = an_organization()

    close(organization, MARCH)

    assert states(organization) == {MARCH: "closed"}


def test_a_month_before_the_last_closed_one_is_closed_though_it_never_had_a_period():
    organization = an_organization()
    close(organization, FEBRUARY)

    with pytest.raises(IntegrityError, match="not open"):
        post(organization, *sale(100_00), on="2025-12-31")

    with scope(organization.id):
        assert closed_months(organization.legal_entity_id, since=date(2025, 12, 24)) == {
            DECEMBER,
            JANUARY,
            FEBRUARY,
        }
    assert count_of(organization, "journal_entry") == 0
    ensure(organization, DECEMBER)
    assert states(organization) == {DECEMBER: "closed", FEBRUARY: "closed"}


def test_refuses_to_close_a_closed_month_and_names_its_state():
    organization = an_organization()
    close(organization, JANUARY)

    with pytest.raises(NotPossibleInState) as refusal:
        close(organization, JANUARY)

    assert str(refusal.value) == "This period is closed: close is not possible. Possible now: reopen."
    assert len(events(organization, "PeriodWasClosed")) == 1


def test_refuses_to_close_a_month_that_has_not_begun_where_the_books_are():
    organization = an_organization(time_zone="Asia/Tokyo")
    at = datetime(2026, 2, 28, 14, 59, tzinfo=UTC)

    with pytest.raises(PeriodHasNotBegun, match="2026-03 has not begun"):
        close(organization, MARCH, at=at)
    close(organization, MARCH, at=at.replace(hour=15))

    assert states(organization) == {MARCH: "closed"}


def test_refuses_an_unknown_legal_entity():
    organization, other = an_organization(), an_organization()

    with pytest.raises(LegalEntityUnknown, match="Known are: MAIN"):
        close_period(legal_entity_id=other.legal_entity_id, month=JANUARY, context=organization.context())

    assert states(other) == {}


def test_legal_entities_close_their_books_apart():
    organization = an_organization()
    with scope(organization.id):
        second = LegalEntity.objects.create(
            organization_id=organization.id, code="UK", name="UK", currency="GBP", time_zone="Europe/London"
        )
    close(organization, JANUARY)

    post(organization, *sale(100_00, currency="GBP"), on="2026-01-15", entity=second.id)

    with scope(organization.id):
        assert [period.state for period in periods(second.id)] == ["open"]
        assert closed_months(second.id, since=JANUARY) == frozenset()


def test_reopens_the_last_closed_month_with_a_reason():
    organization = an_organization()
    close(organization, JANUARY)
    close(organization, FEBRUARY)

    reopen(organization, FEBRUARY, reason=" A late invoice. ")
    post(organization, *sale(100_00), on="2026-02-28")

    assert states(organization) == {JANUARY: "closed", FEBRUARY: "open"}
    assert events(organization, "PeriodWasReopened") == [
        {
            "legal_entity_id": str(organization.legal_entity_id),
            "start_date": "2026-02-01",
            "reason": "A late invoice.",
        }
    ]


def test_refuses_to_reopen_under_a_closed_month():
    organization = an_organization()
    close(organization, JANUARY)
    close(organization, MARCH)

    for month in (DECEMBER, JANUARY, FEBRUARY):
        with pytest.raises(LaterPeriodIsClosed, match="Reopen 2026-03 first"):
            reopen(organization, month)

    assert states(organization) == dict.fromkeys((JANUARY, FEBRUARY, MARCH), "closed")


def test_refuses_to_reopen_without_a_reason_or_what_is_open():
    organization = an_organization()
    close(organization, JANUARY)

    with pytest.raises(ReasonMissing):
        reopen(organization, JANUARY, reason="  ")
    with pytest.raises(NotPossibleInState, match="This period is open: reopen is not possible"):
        reopen(organization, FEBRUARY)

    assert states(organization) == {JANUARY: "closed"}


def test_needs_the_permissions():
    organization = an_organization()

    with pytest.raises(PermissionMissing, match=r"ledger\.close_period"):
        close(organization, JANUARY, permissions=frozenset({"ledger.reopen_period"}))
    close(organization, JANUARY, permissions=frozenset({"ledger.close_period"}))
    with pytest.raises(PermissionMissing, match=r"ledger\.reopen_period"):
        reopen(organization, JANUARY, permissions=frozenset({"ledger.close_period"}))

    assert states(organization) == {JANUARY: "closed"}


def test_a_month_starts_on_its_first_day():
    organization = an_organization()

    with (
        pytest.raises(IntegrityError, match="period_starts_on_the_first"),
        scope(organization.id),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO period (organization_id, id, legal_entity_id, start_date, state)"
            " VALUES (%s, %s, %s, '2026-05-02', 'open')",
            [organization.id, new_identifier(), organization.legal_entity_id],
        )
