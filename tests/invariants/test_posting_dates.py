"""The posting dates that SQL finds are those of the policy `first_open_day`."""

from datetime import date, timedelta

from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.organizations import an_organization

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.queries.closed_months import closed_months
from openbill.ledger.queries.posting_dates import first_open_day_of, posting_dates
from openbill.organizations.models import LegalEntity
from openbill.receivables.policies.first_open_day import first_open_day

DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))


@settings(max_examples=40)
@given(st.lists(DAYS, min_size=1, max_size=12), st.none() | DAYS, st.lists(DAYS, max_size=3))
def test_sql_and_policy_agree(economic_dates, cut_over_date, days_of_closed_months):
    organization = an_organization()
    for day in sorted({day.replace(day=1) for day in days_of_closed_months}):
        close_period(legal_entity_id=organization.legal_entity_id, month=day, context=organization.context())

    with scope(organization.id):
        LegalEntity.objects.filter(organization_id=organization.id).update(cut_over_date=cut_over_date)
        closed = closed_months(organization.legal_entity_id, since=date(2024, 1, 1))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT economic_date, posting_date FROM "
                + posting_dates(
                    "(SELECT %(legal_entity)s::uuid AS legal_entity_id, unnest(%(days)s::date[]) AS economic_date)"
                )
                + " AS dated",
                {
                    "organization": organization.id,
                    "legal_entity": organization.legal_entity_id,
                    "days": economic_dates,
                },
            )
            found = cursor.fetchall()
        singly = [first_open_day_of(organization.legal_entity_id, day) for day in economic_dates]

    expected = [first_open_day(day, closed, cut_over_date) for day in economic_dates]
    assert sorted(found) == sorted(zip(economic_dates, expected, strict=True))
    assert singly == expected


def test_a_hundred_thousand_days_are_one_statement():
    organization = an_organization()
    close_period(legal_entity_id=organization.legal_entity_id, month=date(2026, 1, 1), context=organization.context())
    first = date(2025, 1, 1)

    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE posting_date = '2026-02-01'), max(posting_date) FROM "
            + posting_dates(
                "(SELECT %(legal_entity)s::uuid AS legal_entity_id,"
                " %(first)s::date + number %% 500 AS economic_date FROM generate_series(0, 99999) AS number)"
            )
            + " AS dated",
            {"organization": organization.id, "legal_entity": organization.legal_entity_id, "first": first},
        )
        counted = cursor.fetchone()

    assert counted == (100_000, 397 * 200, first + timedelta(days=499))
