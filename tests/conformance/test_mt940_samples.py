"""Every public MT940 sample is read as another program reads it: wolph/mt940 (.yml).

Compared is all that both have: accounts, numbers, balances, bookings with amounts, days, codes and references, parties,
what is paid. The other program keeps one value of each kind for a whole file, the last one; it leaves a credit that is
taken back positive, and puts cut texts together without their spaces, so that spaces are not compared. Some samples are
single fields: those are put into a statement that has everything else.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.errors import StatementCannotBeRead
from openbill.cash_application.reading.mt940.read_mt940 import read_mt940
from openbill.cash_application.types.statements import Balance, Statement, StatementLine
from openbill.primitives.currency import is_currency

FOLDER = shared_folder("bank-statements", "mt940")

pytestmark = needs(FOLDER)

SAMPLES = sorted(FOLDER.glob("*/*.sta"))
FRAME = {"20": "X", "25": "1", "60F": "C100101EUR0,", "61": "100101C1,NTRFNONREF", "62F": "C100101EUR0,"}
ORDER = ("20", "25", "28C", "60F", "60M", "61", "86", "62F", "62M", "64")
HEADS = ("25", "28", "28C", "60F", "62F")

Golden = dict[str, Any]


class Loader(yaml.SafeLoader):
    """Objects of the other program as what they hold."""


def build(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    assert isinstance(node, yaml.SequenceNode)
    told = loader.construct_sequence(node, deep=True)
    if name.endswith(("Date", "DateTime")):
        high, low, month, day, *_ = told[0]
        return date(high * 256 + low, month, day)
    return Decimal(told[0]) if name.endswith("Decimal") else told


Loader.add_multi_constructor("tag:yaml.org,2002:python/object:", build)
Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", build)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_other_program_reads_the_same(path: Path):
    content = path.read_text()
    golden = golden_beside(path)
    if repeated := repeated_in_one_statement(content):
        assert_refused(content, f":{repeated}: is told twice")
        return
    for currency in currencies_of_old(content):
        assert_refused(content, f'"{currency}" is no currency')
        content = content.replace(currency, "EUR")
    statements = read_mt940(completed(content).encode(), path.name)
    assert_stated_alike(statements, golden["data"])
    if ":61:" in content:
        lines = [(line, statement.note) for statement in statements for line in statement.lines]
        assert len(lines) == len(golden["transactions"])
        for (line, note), told in zip(lines, golden["transactions"], strict=True):
            assert_booked_alike(line, note, told["data"])


def golden_beside(path: Path) -> Golden:
    """What the other program read; that each booking belongs to the whole is told without going round in a circle."""
    told = re.sub(r"\n +transactions: \*id\d+$", "", path.with_suffix(".yml").read_text(), flags=re.MULTILINE)
    golden: Golden = yaml.load(told, Loader)  # noqa: S506 - the loader builds plain values
    return golden


def assert_refused(content: str, reason: str) -> None:
    with pytest.raises(StatementCannotBeRead) as refused:
        read_mt940(content.encode(), "x")
    assert refused.value.facts["reason"] == reason


def fields_of(content: str) -> list[tuple[str, str]]:
    return re.findall(r"^:([0-9]{2}[A-Z]?):(.*(?:\n(?![:-]).*)*)", content, re.MULTILINE)


def is_whole(content: str) -> bool:
    return {"20", "25"} <= {tag for tag, _ in fields_of(content)}


def repeated_in_one_statement(content: str) -> str:
    """The first field that stands twice where one counts."""
    met: set[str] = set()
    for tag, _ in fields_of(content) if is_whole(content) else ():
        met = set() if tag == "20" else met
        if tag in met:
            return tag
        met |= {tag} & set(HEADS)
    return ""


def currencies_of_old(content: str) -> set[str]:
    return {found for found in re.findall(r":6\d[FM]:[CD]\d{6}([A-Z]{3})", content) if not is_currency(found)}


def completed(content: str) -> str:
    """A fragment in a statement of its own, and in several where it tells one field several times."""
    if is_whole(content):
        return content
    groups: list[dict[str, str]] = [{}]
    for tag, text in fields_of(content):
        if tag in groups[-1]:
            groups.append({})
        groups[-1][tag] = text
    return "\n".join("\n".join(framed(group)) for group in groups)


def framed(group: dict[str, str]) -> Iterator[str]:
    told = {**FRAME, **group}
    yield from (f":{tag}:{told[tag]}" for tag in ORDER if tag in told)
    yield "-"


def assert_stated_alike(statements: tuple[Statement, ...], golden: Golden) -> None:
    last = statements[-1]
    if account := golden.get("account_identification"):
        ours = f"{last.bank}/{last.account}" if last.bank else last.account
        assert account in (ours, ours + last.currency)
    if number := golden.get("statement_number"):
        assert last.number.split("/")[0] == number.lstrip("0")
    if page := last.number.partition("/")[2]:
        assert page == golden["sequence_number"].lstrip("0")
    if reference := golden.get("transaction_reference"):
        assert last.reference == reference
    for side in ("opening", "closing"):
        told = [golden.get(f"{kind}_{side}_balance") for kind in ("final", "intermediate")]
        balances = [balance_of(each) for each in told if each]
        ours_told = [getattr(statement, side) for statement in statements]
        assert all(each in [plain(balance) for balance in ours_told] for each in balances)
        assert not balances or plain(ours_told[-1]) in balances


def balance_of(told: Golden) -> tuple[date, Decimal, str]:
    return told["date"], told["amount"]["amount"], told["amount"]["currency"]


def plain(balance: Balance) -> tuple[date, Decimal, str]:
    return balance.on, balance.amount.as_decimal(), balance.amount.currency


def assert_booked_alike(line: StatementLine, note: str, told: Golden) -> None:
    assert abs(line.amount).as_decimal() == abs(told["amount"]["amount"])
    assert line.amount.is_positive is (told["status"] in ("C", "RD"))
    assert line.is_reversal is told["status"].startswith("R")
    assert line.value_date == told["date"]
    assert line.booked_date == told.get("guessed_entry_date", told["date"])
    assert line.bank_reference == reference(told["bank_reference"])
    text = told.get("transaction_details", "")
    assert line.code in (told.get("transaction_code") or told["id"], text[:3])
    if details := told.get("extra_details"):
        assert " ".join(details.split()) in f"{line.note}; {line.party.account}"
    if "transaction_code" in told:
        assert_parts_alike(line, told)
    else:
        assert line.end_to_end_id == reference(told["customer_reference"]) or line.end_to_end_id in text
        assert_text_alike(line, note, text)


def assert_parts_alike(line: StatementLine, told: Golden) -> None:
    """The other program does not know the mark MTLG, and has no other reference where field 86 has marks."""
    references = [reference(told.get(key)) for key in ("end_to_end_reference", "customer_reference")]
    assert line.end_to_end_id in [each.split("MTLG:")[0] for each in references] or not any(references)
    assert line.mandate_id == reference(told.get("additional_position_reference"))
    assert squeezed((told.get("purpose") or "").split("MTLG:")[0]) in squeezed(line.remittance.text)
    assert squeezed(line.party.name) == squeezed(told.get("applicant_name"))
    assert line.party.bank == (told.get("applicant_bin") or "")
    assert squeezed(told.get("applicant_iban")) in line.party.account
    assert squeezed(told["posting_text"]) in squeezed(line.note)
    if line.return_reason:
        assert line.return_reason == told["return_debit_notes"]


def assert_text_alike(line: StatementLine, note: str, text: str) -> None:
    """What belongs to the statement stays with its last booking there, and fewer forms are taken apart."""
    if separator := re.match(r"\d{3}([^\w\s])\d\d", text):
        text = re.sub(rf"{separator[1]}\d\d", "", text)
    whole, ours = squeezed(text), squeezed(line.remittance.text)
    assert squeezed(line.party.name) in whole
    assert ours in whole
    if not text.startswith("/") and not separator:
        rest = whole.removeprefix(ours)
        assert not rest or (note and rest.startswith(squeezed(note)))


def reference(told: str | None) -> str:
    text = (told or "").strip()
    return "" if text in ("NONREF", "EREF", "NOTPROVIDED") else text


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())
