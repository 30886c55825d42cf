"""The worked tables of docs/algorithms/direct-debit.md hold."""

from datetime import date, timedelta

from openbill.direct_debits.policies.collection_date import (
    earliest_collection_date,
    last_submission_date,
    notice_has_run,
)
from openbill.direct_debits.policies.recall_window import recall_window
from openbill.direct_debits.policies.return_decision import RETURN_REASONS, retry_date, return_decision
from openbill.direct_debits.policies.sequence_type import sequence_type
from openbill.direct_debits.policies.target_days import is_target_day
from openbill.direct_debits.types import Decision, MandateUse, Scheme

from .tables import worked_table, worked_tables


def rows(heading: str) -> list[dict[str, str]]:
    return worked_table("direct-debit.md", heading)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_days_of_target():
    for row in rows("Days of TARGET"):
        assert is_target_day(day(row["Day"])) is (row["Open"] == "yes"), row


def test_the_day_of_collection():
    for row in rows("The day of collection"):
        today, notice = day(row["Today"]), int(row["Notice"])
        collected = earliest_collection_date(due_date=day(row["Due"]), today=today, notice_days=notice)
        assert collected == day(row["Collected"]), row
        assert last_submission_date(collected) == day(row["Submit by"]), row
        assert notice_has_run(told_on=today, collection_date=collected, notice_days=notice), row
        late = collected - timedelta(days=notice - 1)
        assert not notice_has_run(told_on=late, collection_date=collected, notice_days=notice), row


def test_the_kind_of_collection():
    for row in rows("The kind of collection"):
        first, last, asked = (row[name] == "yes" for name in ("First", "Last", "Bank asks for FRST"))
        marked = sequence_type(MandateUse(row["Use"]), is_first=first, is_last=last, marks_first=asked)
        assert marked.value == row["Marked"], row


def test_what_comes_back():
    codes, again = worked_tables("direct-debit.md", "What comes back")
    assert {row["Code"] for row in codes} == set(RETURN_REASONS)
    for row in codes:
        reason = return_decision(row["Code"])
        waits = tuple(int(wait) for wait in row["Again after"].split(", ") if wait)
        assert (reason.meaning, reason.decision, reason.waits) == (row["Means"], Decision(row["Decision"]), waits), row
        assert bool(waits) is (reason.decision is Decision.RETRY), row
    assert return_decision("ZZ99").decision is return_decision("").decision is Decision.CONTACT
    for row in again:
        expected = None if row["Again from"] == "never" else day(row["Again from"])
        found = retry_date(row["Code"], attempts=int(row["Attempts"]), returned_on=day(row["Came back"]))
        assert found == expected, row


def test_how_long_cash_is_provisional():
    for row in rows("How long cash is provisional"):
        window = recall_window(Scheme(row["Scheme"]), day(row["Settled"]))
        assert (window.refundable_until, window.refund_arrives_until) == (
            day(row["Provisional until"]),
            day(row["Arrives by"]),
        ), row
        assert (window.contestable_until, window.contest_arrives_until) == (
            day(row["Contestable until"]),
            day(row["Arrives by then"]),
        ), row
        assert window.accepts(day(row["Arrives by"]), "MD06"), row
        assert not window.accepts(day(row["Arrives by"]) + timedelta(days=1), "MD06"), row
        assert window.accepts(day(row["Arrives by then"]), "MD01"), row
        assert not window.accepts(day(row["Arrives by then"]) + timedelta(days=1), "MD01"), row
