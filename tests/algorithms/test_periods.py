"""The diagram and the worked tables of docs/algorithms/periods.md hold."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from tests.support.organizations import an_organization

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.policies.period_lifecycle import PERIOD_LIFECYCLE
from openbill.ledger.queries.closed_months import closed_months
from openbill.ledger.queries.closed_through import closed_through
from openbill.ledger.queries.posting_dates import first_open_day_of
from openbill.ledger.types import ManualLine
from openbill.primitives.errors import Refusal
from openbill.receivables.policies.first_open_day import first_open_day

from .tables import DOCUMENTS, worked_table


def first_of(month):
    return date.fromisoformat(f"{month}-01")


def a_day(text):
    return date.fromisoformat(text) if text else None


def edge(organization):
    with scope(organization.id):
        month = closed_through(organization.legal_entity_id)
    return f"{month:%Y-%m}" if month else ""


def test_the_diagram():
    assert PERIOD_LIFECYCLE.as_mermaid() in (DOCUMENTS / "periods.md").read_text(encoding="utf-8")


def test_the_edge_of_the_books():
    organization = an_organization()
    context = organization.context(at=datetime(2026, 4, 15, 12, tzinfo=UTC))
    for month in ("2026-01", "2026-02", "2026-04"):
        post_manual_entry(
            legal_entity_id=organization.legal_entity_id,
            posting_date=first_of(month),
            lines=[ManualLine("6200", "EUR", 100), ManualLine("1000", "EUR", -100)],
            reason="Fee.",
            context=context,
        )

    for row in worked_table("periods.md", "The edge of the books"):
        month = {"legal_entity_id": organization.legal_entity_id, "month": first_of(row["Month"])}
        try:
            if row["Act"] == "close":
                close_period(**month, context=context)
            else:
                reopen_period(**month, reason="A late invoice.", context=context)
            answer = "done"
        except Refusal as refusal:
            answer = type(refusal).__name__
        assert (answer, edge(organization)) == (row["Answer"], row["Closed through"]), row


@pytest.mark.parametrize("row", worked_table("periods.md", "On which day something is posted"))
def test_on_which_day_something_is_posted(row):
    organization = an_organization()
    day, cut_over_date = a_day(row["Day"]), a_day(row["Cut-over date"])
    if row["Closed through"]:
        close_period(
            legal_entity_id=organization.legal_entity_id,
            month=first_of(row["Closed through"]),
            context=organization.context(),
        )
    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute("UPDATE legal_entity SET cut_over_date = %s", [cut_over_date])
        posted_on = first_open_day_of(organization.legal_entity_id, day)
        closed = closed_months(organization.legal_entity_id, since=day)

    assert posted_on == a_day(row["Posted on"])
    assert first_open_day(day, closed, cut_over_date) == posted_on
