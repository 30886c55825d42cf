"""What a day composed can be seen, let go and given up at the shell; sheets are written as PDF files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import _home
from .program import Outside


@pytest.fixture(scope="module")
def program() -> Iterator[Outside]:
    yield from _home()


@pytest.fixture(scope="module")
def firm(program: Outside, tmp_path_factory: pytest.TempPathFactory) -> Outside:
    """A firm that reminded three customers, in safe mode."""
    folder = tmp_path_factory.mktemp("files")
    customers, invoices = folder / "customers.csv", folder / "invoices.csv"
    numbers = range(1, 4)
    customers.write_text(
        "customer number,name,email,contact name\n"
        + "".join(f"C{n},Customer {n},c{n}@example.com,Pat {n}\n" for n in numbers)
    )
    invoices.write_text(
        "customer number,invoice number,invoice date,due date,amount\n"
        + "".join(f"C{n},R{n},2026-01-01,2026-01-31,{n}00.00\n" for n in numbers)
    )
    program("create-organization", "Anna Ltd", "--currency", "EUR")
    for path in (customers, invoices):
        assert program("import", str(path)).code == 0
    assert program("run-day", "--date", "2026-02-15", "--format", "json").json["notices_created"] == 3
    return program


def held(firm: Outside) -> list[str]:
    """The held messages by their recipients."""
    found = firm("mail", "list", "held", "--format", "json").json
    return [message["id"] for message in sorted(found, key=lambda message: message["recipient_address"])]


def test_held_messages_are_seen_let_go_and_given_up(firm: Outside):
    status = firm("mail", "status", "--format", "json").json
    assert status["is_in_safe_mode"]
    assert [(count["state"], count["count"]) for count in status["waiting"]] == [("held", 3)]
    first, second, third = held(firm)

    message = firm("mail", "show", first).out
    assert "To       Pat 1 <c1@example.com>" in message
    assert "Why      R1 is 15 days overdue: stage second of the strategy standard." in message

    assert firm("mail", "release", first).err.startswith("The organization is in safe mode")
    waits = (
        "They wait until a mail server is configured. Set OPENBILL_SMTP_URL and OPENBILL_MAIL_FROM, and run a worker:"
        " see docs/operating/mail.md.\n"
    )
    assert firm("mail", "safe-mode", "off").out == (
        "Messages of Anna Ltd are let go, but not sent yet. See what is held: openbill mail list held\n" + waits
    )
    assert firm("mail", "release").code == 2
    assert firm("mail", "release", first).out == f"1 released. {waits}"
    told = {line["what"]: line["remedy"] for line in firm("doctor", "--format", "json").json if line["grade"] == "warn"}
    assert "OPENBILL_SMTP_URL" in told["1 message waits, and no mail server is configured."]
    assert told["Anna Ltd: Anna Ltd has no bank account; its reminders do not say where to pay."] == (
        "Run: openbill add-bank-account --iban IBAN --legal-entity MAIN --organization 'Anna Ltd'"
    )
    assert firm("mail", "discard", second, "--reason", "by phone").out == "1 discarded.\n"
    assert held(firm) == [third]
    assert firm("mail", "list", "queued").out.count("c1@example.com") == 1
    for wrong in (second, "00000000-0000-7000-8000-000000000000"):
        assert firm("mail", "discard", first, wrong, "--reason", "second thoughts").code == 1
        assert firm("mail", "list", "queued").out.count("c1@example.com") == 1
    assert firm("mail", "discard", first, first, "--reason", "second thoughts").out == "1 discarded.\n"
    assert firm("mail", "list", "queued").out.count("c1@example.com") == 0
    assert firm("mail", "send-again", third).code == 1
    assert firm("mail", "confirm", third).code == 1
    assert "Nothing of Anna Ltd is sent outside" in firm("mail", "safe-mode", "on").out

    server = {"OPENBILL_SMTP_URL": "smtp://127.0.0.1:1?tls=none", "OPENBILL_MAIL_FROM": "a@anna.example"}
    assert firm("mail", "safe-mode", "off", **server).out == (
        "Messages of Anna Ltd are sent from now on. See what is held: openbill mail list held\n"
    )
    assert "A mail server is configured." in firm("doctor", **server).out
    assert firm("mail", "safe-mode", "on").code == 0


def test_sheets_are_written_into_a_folder_once_and_again(firm: Outside, tmp_path: Path):
    for _ in range(2):
        answer = firm("pdf", "statement", "--customer", "C1", "--as-of", "2026-02-15", "--into", str(tmp_path / "new"))
        assert answer.out.splitlines() == [str(tmp_path / "new" / "statement-C1-2026-02-15.pdf")]
    letter = firm("pdf", "reminder", "--customer", "C3", "--stage", "final", "--into", str(tmp_path))
    path = Path(letter.out.strip())
    assert path.read_bytes().startswith(b"%PDF")
    other_day = firm("pdf", "reminder", "--customer", "C3", "--date", "2026-01-02", "--into", str(tmp_path))
    assert (other_day.code, "No such option" in other_day.err) == (2, True), other_day.err
    unknown = firm("pdf", "invoices", "R1", "NOPE", "R1", "--into", str(tmp_path))
    assert (unknown.code, unknown.err.splitlines()) == (
        1,
        [
            "No document was issued with the number R1.",
            "No document was issued with the number NOPE.",
            "Check the number; a draft has none yet, and what was imported was issued elsewhere.",
        ],
    )
    nowhere = firm("pdf", "statement", "--customer", "C1", "--into", str(path))
    assert nowhere.code == 2


def test_tasks_are_seen_and_closed(firm: Outside, tmp_path: Path):
    assert firm("tasks", "list").out == "Nothing waits for a person.\n"
    invoices = tmp_path / "more.csv"
    invoices.write_text(
        "customer number,customer name,invoice number,invoice date,due date,amount\n"
        "C9,No Mail Ltd,R9,2026-01-01,2026-01-31,50.00\n"
    )
    assert firm("import", str(invoices)).code == 0
    assert "1 task waits for a person: openbill tasks list" in firm("run-day", "--date", "2026-02-16").out
    (task,) = firm("tasks", "list", "--format", "json").json
    assert (task["kind"], task["customer_number"]) == ("missing_address", "C9")
    assert firm("tasks", "close", task["id"], "--outcome", "sent by post").out == "Closed.\n"
    assert firm("tasks", "list", "--format", "json").json == []


def test_the_bank_account_and_the_letterhead_stand_on_what_goes_out(firm: Outside, tmp_path: Path):
    day = firm("run-day", "--date", "2026-02-17")
    assert (
        "  Anna Ltd has no bank account: its reminders do not say where to pay.\n"
        "        Run: openbill add-bank-account --iban IBAN --legal-entity MAIN\n"
    ) in day.out
    assert firm("add-bank-account", "--iban", "DE89370400440532013000", "--bic", "COBADEFFXXX").code == 0
    assert firm("add-bank-account", "--iban", "DE89370400440532013001").code == 1
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2"/></svg>')
    words = ("--address", "Weg 1", "--address", "10115 Berlin", "--email", "pay@anna.example", "--logo", str(logo))
    assert firm("set-letterhead", *words).code == 0
    assert firm("set-letterhead", "--colour", "green").code == 1
    told = firm("run-day", "--date", "2026-03-08", "--format", "json").json
    assert (told["notices_created"] > 0, told["legal_entities_without_bank_account"]) == (True, [])
    message = firm("mail", "show", held(firm)[-1]).out
    assert "IBAN DE89370400440532013000, BIC COBADEFFXXX" in message
