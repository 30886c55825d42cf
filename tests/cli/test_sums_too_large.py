"""A sum that is more than the books can hold ends in a refusal in words; each figure by itself is shown exactly."""

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit

from .program import Inside
from .test_reports import named

LARGE = "1000000000000000.00"
"""The most that one item may be over: 1e17 minor units."""

TOO_MANY = 93
"""So many of them are more than a BIGINT holds."""

REFUSED = {
    "code": "figure_too_large",
    "message": (
        "An amount, a sum of amounts, or what it is worth in another currency, is larger than the books can hold."
    ),
    "remedy": (
        "Look for an amount or an exchange rate that is wrong; the most, for sums too, is 92,233,720,368,547,758.07"
        " in a currency with cents."
    ),
}


@pytest.fixture
def firm() -> AnOrganization:
    firm = an_organization()
    anna = a_customer(firm)
    for number in range(TOO_MANY):
        a_debit(firm, anna, LARGE, on="2026-01-05", document_number=f"R-{number}")
    return firm


@pytest.mark.parametrize(
    "words",
    [
        ("aging",),
        ("aging", "--by", "legal-entity"),
        ("changes", "--from", "2026-01-01", "--to", "2026-01-31"),
        ("trial-balance",),
        ("statement", "--form", "activity", "--from", "2026-02-01"),
    ],
    ids=" ".join,
)
def test_a_report_that_sums_up_is_refused_in_words(openbill: Inside, firm: AnOrganization, words: tuple[str, ...]):
    if words[0] == "statement":
        words = (*words, "--customer", the_number(openbill, firm))
    answer = openbill("report", *words, *named(firm), "--format", "json")
    assert (answer.code, answer.out, answer.error) == (1, "", REFUSED)
    told = openbill("report", *words, *named(firm))
    assert (told.code, told.err) == (1, f"{REFUSED['message']}\n{REFUSED['remedy']}\n")


def test_each_figure_by_itself_is_shown_exactly(openbill: Inside, firm: AnOrganization):
    largest = openbill("report", "debts", *named(firm), "--top", "2", "--format", "json").json["debts"]
    assert [each["open"] for each in largest] == [LARGE, LARGE]
    entries = openbill("report", "journal", *named(firm), "--format", "json").json["entries"]
    assert [line["debit"] for entry in entries for line in entry["lines"]] == [LARGE, "0.00"] * TOO_MANY


def the_number(openbill: Inside, firm: AnOrganization) -> str:
    number: str = openbill("report", "debts", *named(firm), "--format", "json").json["debts"][0]["customer"]
    return number
