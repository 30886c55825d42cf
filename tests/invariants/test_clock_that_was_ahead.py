"""A clock that was ahead once leaves seals in the future: it is named, and what cannot be known is not called final."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.cli.doctoring.check_seals import check_seals
from openbill.cli.doctoring.line import Grade, Line
from openbill.foundation import clock
from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.command_log.seals_ahead import SealsAhead, seals_ahead
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.tenancy import scope
from openbill.receivables.queries.known_at import Knowledge, knowledge_at
from openbill.wiring.verification import findings

A_YEAR = timedelta(days=365)


class Clock:
    """The machine's clock, which can be set."""

    def __init__(self) -> None:
        self._real = clock.now
        self.is_ahead_by = timedelta()

    def now(self) -> datetime:
        return self._real() + self.is_ahead_by


@pytest.fixture
def the_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    settable = Clock()
    monkeypatch.setattr(clock, "now", settable.now)
    return settable


def book_and_seal(firm: AnOrganization, customer: UUID) -> int:
    """Record a debt, seal it, and give its number in the log."""
    a_debit(firm, customer, "1.00", on="2026-01-01")
    seal_commands(firm.id)
    with scope(firm.id):
        end = last_seal(firm.id)
    assert end is not None
    return end.sequence


def known(firm: AnOrganization, at: datetime) -> Knowledge:
    with scope(firm.id):
        return knowledge_at(firm.id, at)


def told_by_the_doctor(firm: AnOrganization) -> list[Line]:
    return [line for line in check_seals() if str(firm.id) in line.what]


def test_answers_of_the_past_stay_and_those_of_the_present_are_provisional(the_clock: Clock) -> None:
    firm = an_organization()
    customer = a_customer(firm)
    before = book_and_seal(firm, customer)
    sealed_at = clock.now()
    with scope(firm.id):
        last_right = last_seal(firm.id)
    assert last_right is not None

    the_clock.is_ahead_by = A_YEAR
    ahead = book_and_seal(firm, customer)
    # Nobody can know yet that the clock is wrong; what is answered now is never taken back.
    asked_while_ahead = clock.now()
    assert known(firm, asked_while_ahead) == Knowledge(ahead, is_provisional=True)

    the_clock.is_ahead_by = timedelta()
    after = book_and_seal(firm, customer)
    assert after == ahead + 1

    # Up to the last seal that has come: right, and final. After it: right as far as it goes, and not final.
    assert known(firm, last_right.at) == Knowledge(before, is_provisional=False)
    assert known(firm, sealed_at) == Knowledge(before, is_provisional=True)
    assert known(firm, clock.now()) == Knowledge(before, is_provisional=True)
    # Of the future nothing is final either. What was answered while the clock was ahead has not changed.
    assert known(firm, last_right.at + A_YEAR / 2) == Knowledge(before, is_provisional=True)
    assert known(firm, asked_while_ahead + timedelta(days=1)) == Knowledge(after, is_provisional=True)
    with scope(firm.id):
        end = last_seal(firm.id)
    assert end is not None
    assert known(firm, end.at - timedelta(microseconds=1)) == Knowledge(ahead, is_provisional=True)

    # A year later its instant comes, and the answers become final as they stood.
    the_clock.is_ahead_by = A_YEAR + timedelta(days=1)
    last = book_and_seal(firm, customer)
    assert known(firm, sealed_at) == Knowledge(before, is_provisional=False)
    assert known(firm, end.at) == Knowledge(after, is_provisional=False)
    assert known(firm, clock.now()) == Knowledge(last, is_provisional=True)


def test_verify_and_doctor_name_seals_that_lie_in_the_future(
    the_clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    firm = an_organization()
    customer = a_customer(firm)
    before = book_and_seal(firm, customer)
    assert list(findings(firm.id)) == []
    assert told_by_the_doctor(firm) == []

    the_clock.is_ahead_by = A_YEAR
    ahead = book_and_seal(firm, customer)
    the_clock.is_ahead_by = timedelta()
    assert caplog.messages == []
    last = book_and_seal(firm, customer)

    assert caplog.messages == ["Commands are sealed in the future, as the last seal lies there: was the clock ahead?"]
    with scope(firm.id):
        end = last_seal(firm.id)
        assert end is not None
        assert seals_ahead(firm.id) == SealsAhead(last - before, ahead, end.at)
        (link,) = broken_links(firm.id)
    until = end.at.isoformat(timespec="seconds")
    assert link == (
        f"From command {ahead} on {last - before} are sealed in the future, up to {until}:"
        " the clock was ahead then, or is behind now."
    )
    (finding,) = findings(firm.id)
    assert (finding.invariant, finding.what) == ("command_log_is_complete_and_unchanged", link)
    (line,) = told_by_the_doctor(firm)
    assert line.grade is Grade.WARN
    assert line.what == (
        f"Test {firm.id}: the last {last - before} commands are sealed in the future, up to {until}."
        " The clock was ahead when the first of them was sealed, or it is behind now."
    )
    assert line.remedy.startswith("Set the clock by NTP. ")

    the_clock.is_ahead_by = A_YEAR + timedelta(days=1)
    assert list(findings(firm.id)) == []
    assert told_by_the_doctor(firm) == []


def test_clocks_of_two_machines_that_differ_by_seconds_are_not_told_of(the_clock: Clock) -> None:
    firm = an_organization()
    the_clock.is_ahead_by = timedelta(seconds=10)
    last = book_and_seal(firm, a_customer(firm))
    the_clock.is_ahead_by = timedelta()

    assert list(findings(firm.id)) == []
    assert told_by_the_doctor(firm) == []
    assert known(firm, clock.now()).is_provisional
    assert known(firm, clock.now() + timedelta(seconds=11)) == Knowledge(last, is_provisional=True)
