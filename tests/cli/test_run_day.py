"""`openbill run-day` reminds once, says why others are not reminded, and whom to call; as text and as JSON."""

from collections.abc import Iterator

import pytest

from .conftest import _home
from .program import Outside


@pytest.fixture(scope="module")
def program() -> Iterator[Outside]:
    yield from _home()


def test_a_day_is_told_in_words_and_as_json(program: Outside, tmp_path):
    program("create-organization", "Anna Ltd", "--currency", "EUR")
    customers, invoices = tmp_path / "customers.csv", tmp_path / "invoices.csv"
    customers.write_text("customer number,name,email,contact name\nC1,Bert Ltd,bert@example.com,Bert\nC2,Clara Ltd,,\n")
    invoices.write_text(
        "customer number,invoice number,invoice date,due date,amount\n"
        "C1,R1,2026-01-01,2026-01-31,100.00\nC2,R2,2026-01-01,2026-01-31,50.00\n"
    )
    assert program("import", str(customers)).code == 0
    assert program("import", str(invoices)).code == 0

    first = program("run-day", "--date", "2026-02-15", "--format", "json").json
    assert (first["notices_created"], first["tasks_created"], first["failures"]) == (1, 1, [])
    assert first["skipped"] == [
        {
            "customer": "C2",
            "legal_entity": "MAIN",
            "currency": "EUR",
            "reason": "nobody there can be written to by e-mail",
        }
    ]
    assert [call["customer"] for call in first["call_list"]] == ["C1", "C2"]

    again = program("run-day", "--date", "2026-02-15")
    assert again.code == 0
    assert "0 reminders made, 0 tasks, 0 promises judged." in again.out
    assert (
        "100.00 EUR to collect, 1 debt overdue, the oldest for 15 days; has never settled anything by a payment"
        in again.out
    )

    refused = program("run-day", "--date", "2199-01-01")
    assert refused.code == 1
    assert "2199-01-01 has not come yet." in refused.err
