"""Mirror mode: what is open here is what the other system's daily snapshot says, on every day of it."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.support.importing import a_file, snapshot
from tests.support.members import a_member, acting_as
from tests.support.organizations import an_organization
from tests.support.snapshots import (
    STANDING,
    Line,
    aging_here,
    aging_of_file,
    nothing_is_wrong,
    open_items,
    shrunken_too,
    written,
)
from tests.support.unchanged import nothing_changes

from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.importing.commands.approve_snapshot import approve_snapshot
from openbill.importing.commands.decline_snapshot import decline_snapshot
from openbill.importing.errors import (
    RunDoesNotWait,
    RunUnknown,
    SnapshotIsDeclined,
    SnapshotIsOlder,
    SnapshotOfTheFuture,
    SnapshotWaits,
)
from openbill.importing.models import ImportRun
from openbill.importing.queries.import_runs import import_runs
from openbill.importing.queries.waiting_snapshots import waiting_snapshots
from openbill.importing.types.results import SnapshotChanges
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.receivables.models import OpenItem


def next_day(lines: list[Line], gone: list[Line], today: date, chance: random.Random) -> tuple[list[Line], list[Line]]:
    """What happens in a day: new, paid, part-paid, re-opened, re-dated, raised; gone ones are remembered."""
    result, left = [], list(gone)
    for line in lines:
        fate = chance.random()
        if fate < 0.06:
            left.append(line)
        elif fate < 0.12 and abs(line.minor) > 1:
            result.append(replace(line, minor=line.minor - line.minor // 3))
        elif fate < 0.16:
            result.append(replace(line, due_date=line.due_date + timedelta(days=chance.randint(-5, 20))))
        elif fate < 0.19:
            result.append(replace(line, minor=line.minor + (7_77 if line.minor > 0 else -7_77)))
        else:
            result.append(line)
    for line in list(left):
        if chance.random() < 0.05:
            left.remove(line)
            result.append(line)
    for number in range(chance.randint(1, 6)):
        due = today + timedelta(days=chance.randint(-20, 40))
        result.append(
            Line(
                f"C{chance.randint(1, 12)}",
                f"{today:%m%d}-{number}",
                today - timedelta(days=chance.randint(0, 3)),
                due,
                chance.choice(["EUR", "EUR", "USD"]),
                chance.choice([1, 1, 1, -1]) * chance.randint(1, 500_000),
            )
        )
    return result, left


def test_thirty_days_of_snapshots_age_as_their_files_also_as_known_on_each_day(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    chance = random.Random(30)
    lines: list[Line] = []
    gone: list[Line] = []
    days: list[tuple[date, list[Line], int]] = []
    for position in range(30):
        today = date(2026, 1, 10) + timedelta(days=position)
        lines, gone = next_day(lines, gone, today, chance)
        path = written(tmp_path, f"{today}.csv", lines)
        shrunken_too(firm, path, today)
        assert aging_here(firm, today) == aging_of_file(lines, today), today

        with scope(firm.id):
            items_before = OpenItem.objects.filter(organization_id=firm.id).count()
        _, changes = snapshot(firm, path, today)
        assert changes is not None
        assert changes.is_empty, today
        with scope(firm.id):
            assert OpenItem.objects.filter(organization_id=firm.id).count() == items_before
        seal_commands(firm.id)
        with scope(firm.id):
            seal = last_seal(firm.id)
        assert seal is not None
        days.append((today, list(lines), seal.sequence))

    for today, lines_then, sequence in days:
        assert aging_here(firm, today, known_sequence=sequence) == aging_of_file(lines_then, today), today
    assert nothing_is_wrong(firm)


def test_a_file_cut_in_half_waits_for_a_person(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    lines = [Line(f"C{n}", f"R{n}", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00) for n in range(10)]
    snapshot(firm, written(tmp_path, "a.csv", lines), date(2026, 2, 1))
    half = written(tmp_path, "b.csv", lines[:5])

    with pytest.raises(SnapshotWaits, match="the number of rows fell by 50 %"):
        snapshot(firm, half, date(2026, 2, 2))
    with pytest.raises(SnapshotWaits):
        snapshot(firm, half, date(2026, 2, 2))

    assert aging_here(firm, date(2026, 2, 2)) == aging_of_file(lines, date(2026, 2, 2))
    with scope(firm.id):
        (run,) = ImportRun.objects.filter(organization_id=firm.id, state="waiting")
    approve_snapshot(run_id=run.id, context=firm.context())
    _, changes = snapshot(firm, half, date(2026, 2, 2))
    assert changes is not None
    assert changes.cleared == 5
    assert aging_here(firm, date(2026, 2, 2)) == aging_of_file(lines[:5], date(2026, 2, 2))


def test_a_declined_snapshot_stays_out_until_it_is_approved_after_all(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    anna = acting_as(firm, a_member(firm))
    lines = [Line(f"C{n}", f"R{n}", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00) for n in range(10)]
    snapshot(firm, written(tmp_path, "a.csv", lines), date(2026, 2, 1))
    half = written(tmp_path, "b.csv", lines[:5])
    with pytest.raises(SnapshotWaits) as waits:
        snapshot(firm, half, date(2026, 2, 2))
    run_id = waits.value.facts["run_id"]
    with pytest.raises(PermissionMissing):
        decline_snapshot(run_id=run_id, context=acting_as(firm, a_member(firm, "cash applier")))
    with pytest.raises(RunUnknown):
        decline_snapshot(run_id=run_id, context=an_organization().context())

    decline_snapshot(run_id=run_id, reason="Half is missing", context=anna)

    with scope(firm.id):
        (run,) = import_runs(state="declined")
        kept = ImportRun.objects.get(organization_id=firm.id, id=run_id)
        assert waiting_snapshots() == []
    assert (run.id, run.decided_because, kept.decided_by) == (run_id, "Half is missing", anna.responsible)
    assert kept.decided_at == anna.at
    with nothing_changes(firm.id):
        with pytest.raises(SnapshotIsDeclined):
            snapshot(firm, half, date(2026, 2, 2))
        with pytest.raises(RunDoesNotWait, match="is declined"):
            decline_snapshot(run_id=run_id, context=firm.context())
    assert aging_here(firm, date(2026, 2, 2)) == aging_of_file(lines, date(2026, 2, 2))

    approve_snapshot(run_id=run_id, context=anna)
    _, changes = snapshot(firm, half, date(2026, 2, 2))
    assert changes is not None
    assert changes.cleared == 5


def test_an_older_snapshot_comes_too_late(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    line = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    snapshot(firm, written(tmp_path, "a.csv", [line]), date(2026, 2, 2))
    with pytest.raises(SnapshotIsOlder):
        snapshot(firm, written(tmp_path, "b.csv", [replace(line, minor=50_00)]), date(2026, 2, 1))
    assert aging_here(firm, date(2026, 2, 2)) == aging_of_file([line], date(2026, 2, 2))


def test_a_snapshot_with_a_row_that_cannot_be_read_clears_nothing_before_a_person_saw_it(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    lines = [Line(f"C{n}", f"R{n}", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00) for n in range(10)]
    snapshot(firm, written(tmp_path, "a.csv", lines), date(2026, 2, 1))
    broken = written(tmp_path, "b.csv", lines)
    rest = "2026-01-01,2026-01-31,EUR"
    broken.write_text(broken.read_text().replace(f"R3,{rest},100.00", f"R3,{rest},1oo"))

    with pytest.raises(SnapshotWaits, match="1 of its rows are refused"):
        snapshot(firm, broken, date(2026, 2, 2))

    assert aging_here(firm, date(2026, 2, 2)) == aging_of_file(lines, date(2026, 2, 2))


def test_a_snapshot_of_the_future_is_refused(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    line = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    with pytest.raises(SnapshotOfTheFuture):
        snapshot(firm, written(tmp_path, "a.csv", [line]), date(2062, 1, 15))
    assert aging_here(firm, date(2062, 1, 15)) == {}


def test_debts_and_credits_do_not_hide_each_others_fall(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    small = [Line(f"C{n}", f"S{n}", date(2026, 1, 1), date(2026, 1, 31), "EUR", 10_00) for n in range(20)]
    big = Line("B", "B1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_000_00)
    credit = Line("B", "B2", date(2026, 1, 1), date(2026, 1, 31), "EUR", -100_000_00)
    snapshot(firm, written(tmp_path, "a.csv", [*small, big, credit]), date(2026, 2, 1))
    with pytest.raises(SnapshotWaits, match="EUR credits fell by 100 %"):
        snapshot(firm, written(tmp_path, "b.csv", small), date(2026, 2, 2))


def test_when_the_first_instalment_is_paid_the_second_stays_the_second(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    first = Line("C1", "R1", date(2026, 1, 1), date(2026, 1, 31), "EUR", 100_00)
    second, third = (replace(first, due_date=date(2026, month, 28)) for month in (2, 3))
    snapshot(firm, written(tmp_path, "a.csv", [first, second, third, *STANDING]), date(2026, 1, 5))

    _, changes = snapshot(firm, written(tmp_path, "b.csv", [second, third, *STANDING]), date(2026, 2, 1))

    assert changes == SnapshotChanges(cleared=1)
    assert open_items(firm, date(2026, 2, 1)) == [
        ("C1", "R1", date(2026, 2, 28), 100_00),
        ("C1", "R1", date(2026, 3, 28), 100_00),
    ]
    moved = replace(third, due_date=date(2026, 4, 15))
    _, changes = snapshot(firm, written(tmp_path, "c.csv", [moved, second, first, *STANDING]), date(2026, 2, 2))
    assert changes == SnapshotChanges(reopened=1, redated=1)
    assert [due for _, _, due, _ in open_items(firm, date(2026, 2, 2))] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 4, 15),
    ]


def test_an_item_that_went_over_to_another_customer_is_followed(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    header = ("id", "customer", "invoice", "invoice date", "due date", "open amount", "currency")
    row = ("4711", "C1", "R1", "2026-01-01", "2026-01-31", "100.00", "EUR")
    other = ("4712", "C3", "R2", "2026-01-01", "2026-01-31", "500.00", "EUR")
    snapshot(firm, a_file(tmp_path, "a.csv", header, [row, other]), date(2026, 2, 1))

    moved = a_file(tmp_path, "b.csv", header, [("4711", "C2", *row[2:]), other])
    _, changes = snapshot(firm, moved, date(2026, 2, 2))

    assert changes == SnapshotChanges(created=1, cleared=1)
    due = date(2026, 1, 31)
    assert open_items(firm, date(2026, 2, 2)) == [("C2", "R1", due, 100_00), ("C3", "R2", due, 500_00)]
    _, changes = snapshot(firm, moved, date(2026, 2, 3))
    assert changes == SnapshotChanges()
    in_dollars = a_file(tmp_path, "c.csv", header, [("4711", "C2", *row[2:6], "USD"), other])
    _, changes = snapshot(firm, in_dollars, date(2026, 2, 4))
    assert changes == SnapshotChanges(created=1, cleared=1)
    shrunken_too(firm, a_file(tmp_path, "d.csv", header, [row, other]), date(2026, 2, 5))
    assert open_items(firm, date(2026, 2, 5)) == [("C1", "R1", due, 100_00), ("C3", "R2", due, 500_00)]
    assert nothing_is_wrong(firm)


def test_the_list_of_one_system_leaves_the_credits_of_another_alone(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    header = ("customer", "invoice", "kind", "invoice date", "due date", "currency", "open amount")
    rows = [("C1", "ZE-1", "payment", "2026-01-10", "2026-01-10", "EUR", "-60.00")]
    snapshot(firm, a_file(tmp_path, "a.csv", header, rows), date(2026, 2, 1), source="a")
    other = [("C1", "B1", "invoice", "2026-01-10", "2026-02-10", "EUR", "500.00")]
    _, changes = snapshot(firm, a_file(tmp_path, "b.csv", header, other), date(2026, 2, 20), source="b")
    assert changes == SnapshotChanges(created=1)
    assert sorted(amount for *_, amount in open_items(firm, date(2026, 2, 20))) == [-60_00, 500_00]


def test_an_entity_that_a_list_no_longer_names_has_nothing_open(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    add_legal_entity(code="B", name="B Ltd", currency="EUR", books="mirror", context=firm.context())
    header = ("legal entity", "customer", "invoice", "invoice date", "due date", "currency", "open amount")
    main = [("MAIN", "C1", f"M{n}", "2026-01-01", "2026-01-31", "EUR", "100.00") for n in range(9)]
    of_b = [("B", "C1", "B1", "2026-01-01", "2026-01-31", "EUR", "50.00")]
    snapshot(firm, a_file(tmp_path, "a.csv", header, [*main, *of_b]), date(2026, 2, 1))

    _, changes = snapshot(firm, a_file(tmp_path, "b.csv", header, main), date(2026, 2, 2))

    assert changes == SnapshotChanges(cleared=1)
    assert len(open_items(firm, date(2026, 2, 2))) == 9


def test_a_list_without_a_minus_sign_is_read_as_the_signed_one_before_it(tmp_path: Path) -> None:
    firm = an_organization("EUR", books="mirror")
    header = ("customer", "invoice", "kind", "invoice date", "due date", "currency", "open amount")
    standing = [("C9", "S1", "invoice", "2026-01-01", "2026-06-30", "EUR", "500.00")]
    returned = ("C1", "P1", "payment", "2026-01-10", "2026-01-10", "EUR", "20.00")
    credit = ("C1", "G1", "credit note", "2026-01-10", "2026-01-10", "EUR", "-1.00")
    snapshot(firm, a_file(tmp_path, "a.csv", header, [*standing, returned, credit]), date(2026, 2, 1))
    shrunken_too(firm, a_file(tmp_path, "b.csv", header, [*standing, returned]), date(2026, 2, 2))
    assert [amount for *_, amount in open_items(firm, date(2026, 2, 2))] == [20_00]
