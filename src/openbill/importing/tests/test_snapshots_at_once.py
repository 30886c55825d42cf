"""Two snapshots that are brought in at the same time leave what the later of them says."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.support.database import connected_as
from tests.support.importing import snapshot
from tests.support.organizations import AnOrganization, an_organization
from tests.support.snapshots import Line, nothing_is_wrong, open_items, written
from tests.support.threads import at_the_same_time
from tests.support.unchanged import nothing_changes

from openbill.importing.commands import import_snapshot
from openbill.importing.errors import SnapshotBesideAnother, SnapshotIsOlder

DAY = date(2026, 11, 24)
LINES = [Line(f"C{number % 7}", f"R-{number}", DAY, DAY, "EUR", 100_00 + number) for number in range(40)]
OLDER, NEWER = LINES[:32], LINES[6:]


@pytest.fixture
def firm(tmp_path: Path) -> AnOrganization:
    firm = an_organization("EUR", books="mirror")
    snapshot(firm, written(tmp_path, "all.csv", LINES), DAY - timedelta(days=1))
    return firm


def said(lines: list[Line]) -> list[tuple[str, str, date, int]]:
    return sorted((line.customer, line.number, line.due_date, line.minor) for line in lines)


@pytest.mark.parametrize("days_between", [0, 1])
def test_the_books_are_what_one_of_them_says(days_between: int, firm: AnOrganization, tmp_path: Path) -> None:
    older, newer = written(tmp_path, "older.csv", OLDER), written(tmp_path, "newer.csv", NEWER)

    def bring_in_the_older() -> bool:
        try:
            snapshot(firm, older, DAY)
        except SnapshotIsOlder:
            return False
        return True

    at_the_same_time([bring_in_the_older, lambda: snapshot(firm, newer, DAY + timedelta(days=days_between))])

    possible = [said(NEWER)] if days_between else [said(NEWER), said(OLDER)]
    assert open_items(firm, DAY + timedelta(days=days_between)) in possible
    assert nothing_is_wrong(firm)


def test_who_has_waited_long_enough_is_told_to_come_later(
    firm: AnOrganization, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_snapshot, "PATIENCE_SECONDS", 0.2)
    newer = written(tmp_path, "newer.csv", NEWER)
    with connected_as("openbill_app") as other:
        other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 1))", [f"snapshot {firm.id}"])
        with nothing_changes(firm.id), pytest.raises(SnapshotBesideAnother):
            snapshot(firm, newer, DAY)

    snapshot(firm, newer, DAY)
    assert open_items(firm, DAY) == said(NEWER)
