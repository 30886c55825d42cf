"""Every public BAI2 sample of moov-io/bai2 is read whole, and what does not add up is refused.

There are no results beside the samples, so that each is told again here from its rows alone. In one of them amounts and
rows were changed when it was made public, and its totals were not: it is refused as it is, and read with right totals.
"""

from contextlib import suppress
from pathlib import Path

import pytest
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.errors import StatementCannotBeRead
from openbill.cash_application.reading.bai2.read_bai2 import read_bai2
from openbill.cash_application.reading.recognise_statement import read_statements
from openbill.cash_application.types.statements import Statement
from openbill.primitives.errors import Refusal

FOLDER = shared_folder("bank-statements", "bai2")

pytestmark = needs(FOLDER)

SAMPLES = sorted(FOLDER.glob("*.txt"))
BROKEN = sorted((FOLDER / "errors").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_row_is_read(path: Path):
    text = adding_up(path)
    assert_read_whole(read_bai2(text.encode(), path.name), [line.strip() for line in text.splitlines()])


def test_totals_that_are_wrong_are_refused():
    wrong = [path for path in SAMPLES if adding_up(path) != path.read_text()]
    assert len(wrong) == 1
    with pytest.raises(StatementCannotBeRead) as refused:
        read_bai2(wrong[0].read_bytes(), "x")
    assert str(refused.value.facts["reason"]).startswith("the control total is ")


def adding_up(path: Path) -> str:
    """The sample, with right totals where its own are wrong."""
    text = path.read_text()
    with suppress(StatementCannotBeRead):
        read_bai2(text.encode(), path.name)
        return text
    return with_right_totals(text)


def assert_read_whole(statements: tuple[Statement, ...], rows: list[str]) -> None:
    accounts = [row.split(",")[1:3] for row in rows if row.startswith("03,")]
    assert [[each.account, each.currency] for each in statements] == [[no, code or "USD"] for no, code in accounts]
    bookings = [row.split(",")[1:3] for row in rows if row.startswith("16,")]
    lines = [line for statement in statements for line in statement.lines]
    assert [[line.code, str(abs(line.amount).minor_units)] for line in lines] == bookings
    assert all(line.amount.is_negative is (line.code >= "400") for line in lines)
    texts = iter(" ".join(line.remittance.text for line in lines).replace(" ", ""))
    for row in continuations(rows):
        assert all(letter in texts for letter in row.replace(" ", "")), f"{row} is lost, or in another order"


def continuations(rows: list[str]) -> list[str]:
    """What continues the text of a booking."""
    found, record = [], ""
    for row in rows:
        record = row[:2] if row[:2] != "88" else record
        if row[:2] == "88" and record == "16":
            found.append(row[3:].removesuffix("/"))
    return found


def with_right_totals(text: str) -> str:
    """Every total and count as the rows are."""
    made: list[str] = []
    account, group, file = [0, 0], [0, 0, 0], [0, 0, 0]
    for row in text.splitlines():
        code, *fields = row.strip().rstrip("/").split(",")
        for each in (account, group, file):
            each[-1] += 1
        if code == "01":
            file = [0, 0, 1]
        elif code == "02":
            group = [0, 0, 1]
        elif code == "03":
            account = [sum(int(each) for each in fields[3::4] if each), 1]
        elif code == "16":
            account[0] += int(fields[1])
        elif code == "49":
            group[0], group[1] = group[0] + account[0], group[1] + 1
            row = f"49,{account[0]},{account[1]}/"
        elif code == "98":
            file[0], file[1] = file[0] + group[0], file[1] + 1
            row = f"98,{group[0]},{group[1]},{group[2]}/"
        elif code == "99":
            row = f"99,{file[0]},{file[1]},{file[2]}/"
        made.append(row)
    return "\n".join(made)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_is_broken_is_refused(path: Path):
    for read in (read_bai2, read_statements):
        with pytest.raises(Refusal):
            read(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_row_that_is_lost_is_noticed(path: Path):
    rows = adding_up(path).splitlines()
    for number in range(len(rows)):
        with pytest.raises(Refusal):
            read_bai2("\n".join(rows[:number] + rows[number + 1 :]).encode(), path.name)
