"""What the domains say is told in the reader's language, whole: refusals, parts of sentences, accounts."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from django.utils import translation
from tests.support.billing import a_billing_firm, a_line, drafted
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

import openbill
from openbill.cash_application.errors import StatementCannotBeRead, StatementIsTooLarge
from openbill.collections.errors import PromiseImpossible
from openbill.console.formats import Formats
from openbill.console.words.domains import refusals_of_pages, words_of_the_domains
from openbill.console.words.phrases import PHRASES
from openbill.console.words.sentences import sentence, told
from openbill.payments.errors import PaymentNotPossible
from openbill.primitives.money import Money
from openbill.receivables.errors import DueBeforeItsDocument, MoreThanIsOpen

GERMAN = Formats(Locale("de"), "Europe/Berlin")
SOURCES = Path(openbill.__file__).parent
PLACES = re.compile(r"\{(\w+)[^}]*\}")


@pytest.mark.parametrize(("code", "message", "remedy"), refusals_of_pages(), ids=lambda each: each[:40])
def test_every_refusal_has_german_words_with_the_same_facts(code: str, message: str, remedy: str):
    with translation.override("de"):
        for text in filter(None, (message, remedy)):
            german = translation.gettext(text)
            assert german != text or text == "{act}", f"{code} has no German words for: {text}"
            assert sorted(set(PLACES.findall(german))) == sorted(set(PLACES.findall(text)))


@pytest.mark.parametrize("text", PHRASES)
def test_every_part_of_a_sentence_has_german_words_with_the_same_places(text: str):
    with translation.override("de"):
        german = translation.gettext(text)
    assert german != text or text in ("name",) or text.islower() is False
    assert sorted(PLACES.findall(german)) == sorted(PLACES.findall(text))


def reasons_in_the_code() -> list[tuple[str, str]]:
    """Each reason that a domain writes out, where it does so, its values as braces."""
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        if {"tests", "cli", "api", "demo"} & {*path.parts}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                for keyword in node.exc.keywords:
                    if keyword.arg == "reason" and (text := written(keyword.value)):
                        found.append((f"{path.name}:{node.lineno}", text))
    return found


def refusals_of_cells() -> list[tuple[str, str]]:
    """Why a cell of a file is refused, and what would be right, wherever it is written out."""
    return [
        (f"{path.name}:{node.lineno}", text)
        for path in sorted((SOURCES / "importing").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "CellRefused"
        for each in node.args
        if (text := written(each))
    ]


def written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        text = "".join(each.value if isinstance(each, ast.Constant) else "X1" for each in node.values)
        return "" if not re.search(r"[a-z]{2}", text) else text
    return ""


def test_every_reason_in_the_code_is_a_phrase():
    reasons = reasons_in_the_code()
    assert len(reasons) > 40
    with translation.override("de"):
        assert [each for each in reasons if sentence(each[1]) == each[1]] == []


def test_every_refusal_of_a_cell_is_a_phrase():
    refusals = refusals_of_cells()
    assert len(refusals) > 50
    with translation.override("de"):
        assert [each for each in refusals if sentence(each[1]) == each[1]] == []


def test_why_a_message_was_written_is_told_in_german():
    why = "INV-7 is 39 days overdue, and 3 more: stage firm of the strategy standard."
    with translation.override("de"):
        assert sentence(why) == (
            "INV-7 ist seit 39 Tagen überfällig, dazu 3 weitere: Stufe „nachdrücklich“ der Strategie „standard“."
        )
        assert sentence("The organization is in safe mode.") == "Der sichere Modus ist eingeschaltet."
        assert sentence("Write a number such as 1,234.50, not 1.234,50.").startswith("Schreiben Sie eine Zahl wie")


def test_amounts_and_days_of_a_refusal_are_written_as_the_reader_does():
    refusal = DueBeforeItsDocument(
        document_number="R-1", document_date=date(2026, 2, 3), due_date=date(2026, 2, 1), amount=0
    )
    with translation.override("de"):
        assert told(refusal, GERMAN).message == (
            "R-1 vom 03.02.2026 kann nicht am 01.02.2026 fällig sein, vor dem Tag des Belegs."
        )
        more = MoreThanIsOpen(
            amount=Money.of("1200.50", "EUR"), open_amount=Money.of("7", "EUR"), document_number="R-1"
        )
        assert str(told(more, GERMAN)) == "1.200,50\u00a0€ ist mehr als 7,00\u00a0€, was auf R-1 offen ist."
    with translation.override("en"):
        assert str(told(more, GERMAN)) == str(more)


def test_a_refusal_within_a_refusal_is_told_too():
    within = PromiseImpossible(reason="it is over debts of one customer, one legal entity and one currency")
    with translation.override("de"):
        text = str(told(PaymentNotPossible(position=2, reason=str(within)), GERMAN))
    assert text == (
        "Zahlung 2 ist nicht möglich: Die Zusage ist nicht möglich: sie gilt Forderungen eines Kunden, eines"
        " Unternehmens und einer Währung. Korrigieren Sie sie; es wurde nichts gespeichert. Korrigieren Sie sie;"
        " nichts von allem wurde erfasst."
    )


def test_a_place_in_a_bank_file_and_what_is_odd_there_are_told_too():
    refusal = StatementCannotBeRead(
        place="Line 145 (statement 1, entry 3, payment 2)", file="bank.xml", reason='"1,50" is no amount'
    )
    with translation.override("de"):
        assert told(refusal, GERMAN).message == (
            "Zeile 145 (Auszug 1, Umsatz 3, Zahlung 2) von bank.xml kann nicht gelesen werden: „1,50“ ist kein Betrag."
        )
        too_large = StatementIsTooLarge(file="bank.xml", limit="500,000 bookings")
        assert told(too_large, GERMAN).message == "bank.xml umfasst mehr als 500.000 Umsätze."
        assert sentence("Bookings whose payments have no amounts: 2, the first in entry 7.") == (
            "Umsätze, deren Zahlungen keine Beträge haben: 2, der erste ist Umsatz 7."
        )


def test_what_somebody_wrote_stays_as_it_is():
    with translation.override("de"):
        assert sentence("Maria asked us to wait.") == "Maria asked us to wait."
        assert sentence("") == ""


def test_reasons_of_tasks_that_were_kept_are_told_in_german():
    with translation.override("de"):
        assert sentence("Promised EUR 100.00 by 2026-02-01; EUR 0.00 came in.") == (
            "Zugesagt waren EUR 100.00 bis 2026-02-01; eingegangen sind EUR 0.00."
        )
        assert sentence(
            "The latest list of open items of Anna Ltd is of 2026-02-01, 9 business days old: nobody is reminded on"
            " stale figures. Bring the current list in."
        ).startswith("Die letzte Liste offener Posten von Anna Ltd ist vom 2026-02-01 und 9 Werktage alt")


def test_the_names_of_the_usual_accounts_are_german():
    assert "Accounts receivable" in words_of_the_domains()
    page = at_work(a_billing_firm(), language="de").get("/journal/new").content.decode()
    assert "1200 Forderungen" in page or "Umsatzerlöse" in page
    assert "Bank fees" not in page


def test_a_refused_act_says_so_in_german_and_changes_nothing():
    firm = a_billing_firm()
    customer = a_customer(firm)
    item = a_debit(firm, customer, "120.00", on="2026-01-10", due="2026-02-09")
    client = at_work(firm, language="de")
    draft = drafted(firm, customer, [a_line("1.00")])

    with nothing_changes(firm.id):
        answer = client.post(f"/items/{item}/due-date", {"due_date": "2026-01-01", "reason": "x"})
    assert "vor dem Tag des Belegs" in answer.content.decode()
    assert "Den Beleg" in client.get(f"/invoices/{item}").content.decode()
    assert client.get(f"/drafts/{draft}").status_code == 200
