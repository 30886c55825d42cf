"""The report of a holder has what a state asks for, and no spreadsheet runs it."""

import csv
import io
from datetime import date

from tests.support.organizations import an_organization
from tests.support.receivables import a_credit
from tests.support.unclaimed import a_texan_credit, an_owner, handed_over, the_credit, timed, written_to

from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier
from openbill.unclaimed.policies.report_file import COLUMNS, report_lines
from openbill.unclaimed.queries.hand_overs import credits_of_hand_over, report_of, to_hand_over
from openbill.unclaimed.types import ReportedCredit


def rows(owed: list[ReportedCredit]) -> list[dict[str, str]]:
    text = "".join(report_lines(owed))
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_has_the_owner_the_address_the_amount_and_the_last_contact():
    firm = an_organization("USD", name="Holder Inc")
    credit = a_texan_credit(firm, "400.00", name="Anna Ltd")
    timed(firm, "2023-05-01")
    written_to(firm, the_credit(firm, credit).id, "2023-05-01")
    timed(firm, "2023-07-20")

    with scope(firm.id):
        reported = list(report_of("US-TX", date(2023, 12, 31)))
        assert list(report_of("US-TX", date(2023, 6, 30))) == list(report_of("US-CA", date(2023, 12, 31))) == []
        (group,) = to_hand_over()

    (row,) = rows(reported)
    assert row | {"owner_number": ""} == {
        "holder": "Holder Inc", "jurisdiction": "US-TX", "owner_number": "", "owner_name": "Anna Ltd",
        "owner_type": "business", "street": "1 Main Street", "city": "Austin", "region": "TX", "postal_code": "78701",
        "country": "US", "property_type": "payment", "document_number": "PAY-000001", "currency": "USD",
        "amount": "400.00", "arose_on": "2020-01-10", "last_contact_on": "", "letter_sent_on": "2023-05-01",
    }  # fmt: skip
    assert (group.amount_minor, group.credit_count, group.first_report_on) == (400_00, 1, date(2023, 7, 1))


def test_it_is_read_in_parts_and_each_credit_stands_once():
    firm = an_organization("USD")
    owner = an_owner(firm)
    for _ in range(5):
        a_credit(firm, owner, "10.00", on="2020-01-10")
    timed(firm, "2023-07-20")

    with scope(firm.id):
        reported = list(report_of("US-TX", date(2023, 12, 31), chunk=2))

    assert len({each.credit_id for each in reported}) == len(reported) == 5


def test_what_was_handed_over_is_reported_as_it_was():
    firm = an_organization("USD")
    a_texan_credit(firm, "200.00")
    timed(firm, "2023-07-20")
    gone = handed_over(firm, "2023-07-20")

    with scope(firm.id):
        assert list(report_of("US-TX", date(2023, 12, 31))) == []
        (row,) = rows(credits_of_hand_over(gone))
    assert row["amount"] == "200.00"


def test_no_cell_is_a_formula_and_no_name_breaks_a_line():
    nasty = ReportedCredit(
        new_identifier(), "-1", '=HYPERLINK("x")', True, "+1", "@a\r\nb", "\tx", "1", "US", "payment", "=1+1", "USD",
        1_00, date(2020, 1, 1), None, None, "-Holder", "US-TX",
    )  # fmt: skip

    (row,) = rows([nasty])

    texts = [row[name] for name in COLUMNS]
    assert [text for text in texts if text.startswith(("=", "+", "-", "@", "\t"))] == []
    assert (row["owner_name"], row["city"], row["owner_type"]) == ('\'=HYPERLINK("x")', "'@a\r\nb", "person")


def test_an_owner_nobody_knows_is_reported_as_unknown():
    unknown = ReportedCredit(
        new_identifier(), "", "", False, "", "", "", "", "", "unidentified", "", "EUR", 70_00, date(2026, 3, 2), None,
        None, "Holder", "US-DE",
    )  # fmt: skip

    (row,) = rows([unknown])

    assert (row["owner_name"], row["owner_type"], row["amount"]) == ("unknown", "unknown", "70.00")
