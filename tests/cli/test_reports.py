"""Reports of any day: exact figures, in every form, as known now and as known before."""

import csv
import io
from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.cli.known_at import instant_of
from openbill.customers.models import Customer
from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.tenancy import scope
from openbill.receivables.commands.allocate_credit import allocate_credit

from .program import Inside

ZEROS = {
    "not_due": "0.00",
    "1-30": "0.00",
    "31-60": "0.00",
    "61-90": "0.00",
    "91+": "0.00",
    "unapplied": "0.00",
}


def number_of(organization: AnOrganization, customer_id: UUID) -> str:
    with scope(organization.id):
        return Customer.objects.get(organization_id=organization.id, id=customer_id).number


def named(organization: AnOrganization) -> tuple[str, str]:
    return "--organization", f"Test {organization.id}"


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


def test_an_aging_without_items_is_one_page_of_zeros_in_the_organizations_currency(
    openbill: Inside, firm: AnOrganization
):
    answer = openbill("report", "aging", *named(firm), "--as-of", "2026-03-31", "--format", "json")
    assert answer.code == 0
    assert answer.json == {
        "as_of": "2026-03-31",
        "currency": "EUR",
        "buckets": {**ZEROS, "total": "0.00"},
        "customers": [],
    }


def test_the_aging_puts_debts_by_age_and_credits_negative_under_unapplied(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm, "Anna Ltd")
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-03-31")
    a_debit(firm, anna, "20.50", on="2026-01-01", due="2026-03-30")
    a_debit(firm, anna, "3.00", on="2026-01-01", due="2026-01-01")
    a_credit(firm, anna, "40.00", on="2026-03-01")

    answer = openbill("report", "aging", *named(firm), "--as-of", "2026-03-31", "--format", "json")

    amounts = {
        **ZEROS,
        "not_due": "100.00",
        "1-30": "20.50",
        "61-90": "3.00",
        "unapplied": "-40.00",
        "total": "83.50",
    }
    assert answer.json["buckets"] == amounts
    assert answer.json["customers"] == [{"customer": number_of(firm, anna), "name": "Anna Ltd", **amounts}]
    assert list(answer.json["customers"][0]) == [
        "customer", "name", "not_due", "1-30", "31-60", "61-90", "91+", "unapplied", "total",
    ]  # fmt: skip


def test_several_currencies_are_a_list_and_each_has_its_own_decimals(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", due="2026-03-31")
    a_debit(firm, anna, "5000", due="2026-03-31", currency="JPY", worth_minor=30_00)
    answer = openbill("report", "aging", *named(firm), "--as-of", "2026-03-31", "--format", "json")
    assert [(page["currency"], page["buckets"]["not_due"]) for page in answer.json] == [
        ("EUR", "100.00"),
        ("JPY", "5000"),
    ]


def test_all_currencies_in_one_at_the_rates_as_of_the_day(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", due="2026-03-31")
    a_debit(firm, anna, "5000", due="2026-03-31", currency="JPY", worth_minor=30_00)
    wanted = ("report", "aging", *named(firm), "--as-of", "2026-03-31", "--in", "EUR", "--format", "json")

    missing = openbill(*wanted)
    assert (missing.code, missing.error["code"]) == (1, "rate_missing")

    assert openbill("set-rate", "JPY", "0.0061", "--on", "2026-03-30", *named(firm)).code == 0
    converted = openbill(*wanted).json
    assert converted["buckets"]["total"] == "130.50"
    assert len(converted["customers"]) == 1
    assert converted["rates"] == {"JPY": "0.0061"}
    table = openbill("report", "aging", *named(firm), "--as-of", "2026-03-31").out
    assert "All together 130.50 EUR, at the rates as of 2026-03-31 (JPY 0.0061)." in table


def test_the_table_shows_totals_and_keeps_the_terminal_safe(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm, "[red]Anna\x1b[2J & Co")
    a_debit(firm, anna, "1234567.89", on="2026-01-01", due="2026-01-01")
    out = openbill("report", "aging", *named(firm), "--as-of", "2026-06-30").out
    assert "[red]Anna\N{REPLACEMENT CHARACTER}[2J & Co" in out
    assert "\x1b" not in out
    total = next(line for line in out.splitlines() if " total " in f" {line} " and "1234567.89" in line)
    assert total.split()[-1] == "1234567.89"


def test_csv_cells_are_no_formulas(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm, "=cmd|' /C calc'!A0")
    a_credit(firm, anna, "40.00", on="2026-03-01")
    out = openbill("report", "aging", *named(firm), "--as-of", "2026-03-31", "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["name"] == "'=cmd|' /C calc'!A0"
    assert (row["currency"], row["unapplied"], row["total"]) == ("EUR", "-40.00", "-40.00")


def test_other_buckets_and_the_items_behind_a_figure(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-01-31", document_number="R-1")
    a_credit(firm, anna, "5.00", on="2026-02-10", document_number="P-1")
    page = openbill(
        "report", "aging", *named(firm), "--as-of", "2026-03-31", "--buckets", "7,14", "--format", "json"
    ).json
    assert list(page["buckets"]) == ["not_due", "1-7", "8-14", "15+", "unapplied", "total"]
    items = openbill(
        "report", "aging", *named(firm), "--as-of", "2026-03-31", "--customer", number_of(firm, anna),
        "--format", "json",
    ).json["items"]  # fmt: skip
    assert [(each["document_number"], each["days_past_due"], each["open"]) for each in items] == [
        ("R-1", 59, "100.00"),
        ("P-1", 49, "-5.00"),
    ]
    refused = openbill("report", "aging", *named(firm), "--buckets", "60,30", "--format", "json")
    assert (refused.code, refused.error["code"]) == (1, "aging_bounds_not_usable")


def test_the_aging_by_legal_entity_names_it_by_code(openbill: Inside, firm: AnOrganization):
    a_debit(firm, a_customer(firm), "100.00", due="2026-03-31")
    page = openbill(
        "report", "aging", *named(firm), "--as-of", "2026-03-31", "--by", "legal-entity", "--format", "json"
    ).json
    assert [(each["legal_entity"], each["total"]) for each in page["legal_entities"]] == [("MAIN", "100.00")]


def test_what_was_known_before_stays_as_it_was_and_the_present_is_provisional(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-03-31")
    seal_commands(firm.id)
    with scope(firm.id):
        end = last_seal(firm.id)
    assert end is not None
    a_debit(firm, anna, "7.00", on="2026-01-01", due="2026-03-31")

    def known_at(at: str) -> dict[str, object]:
        return openbill(
            "report", "aging", *named(firm), "--as-of", "2026-03-31", "--known-at", at, "--format", "json"
        ).json

    before = known_at(end.at.isoformat())
    assert (before["buckets"]["total"], before["known_at"], before["provisional"]) == (
        "100.00",
        end.at.isoformat(),
        False,
    )
    assert known_at("2000-01-01")["buckets"]["total"] == "0.00"
    assert known_at("2000-01-01")["provisional"] is False
    later = known_at("2099-12-31")
    assert (later["buckets"]["total"], later["provisional"]) == ("107.00", True)


def test_what_was_known_before_is_converted_at_the_rates_that_were_known(openbill: Inside, firm: AnOrganization):
    a_debit(firm, a_customer(firm), "5000", due="2026-03-31", currency="JPY", worth_minor=30_00)
    assert openbill("set-rate", "JPY", "0.0061", "--on", "2026-03-30", *named(firm)).code == 0
    with scope(firm.id):
        end = last_seal(firm.id)
    assert end is not None
    assert openbill("set-rate", "JPY", "0.0070", "--on", "2026-03-30", *named(firm)).code == 0

    def total(*known_at: str) -> str:
        wanted = ("report", "aging", *named(firm), "--as-of", "2026-03-31", "--in", "EUR", "--format", "json")
        return openbill(*wanted, *known_at).json["buckets"]["total"]

    assert (total("--known-at", end.at.isoformat()), total()) == ("30.50", "35.00")
    table = openbill("report", "aging", *named(firm), "--as-of", "2026-03-31", "--known-at", end.at.isoformat()).out
    assert "All together 30.50 EUR, at the rates as of 2026-03-31 (JPY 0.0061)." in table


def test_a_bare_day_means_its_end_where_the_organization_lives():
    assert instant_of(datetime(2026, 3, 29, tzinfo=UTC).date(), "Europe/Berlin") == datetime(
        2026, 3, 29, 21, 59, 59, 999_999, tzinfo=UTC
    )
    assert instant_of(datetime(2026, 1, 1, 12), "Europe/Berlin") == datetime(2026, 1, 1, 11, tzinfo=UTC)  # noqa: DTZ001


def test_the_open_item_statement_runs_up_and_its_aging_adds_up(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm, "Anna Ltd")
    a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-02-28", document_number="R-1")
    a_debit(firm, anna, "50.00", on="2026-03-01", due="2026-04-15", document_number="R-2")
    a_credit(firm, anna, "30.00", on="2026-03-10", document_number="P-1")
    page = openbill(
        "report", "statement", *named(firm), "--customer", number_of(firm, anna), "--as-of", "2026-03-31",
        "--format", "json",
    ).json  # fmt: skip
    assert [
        (each["document_number"], each["days_late"], each["open"], each["running_total"]) for each in page["items"]
    ] == [
        ("R-1", 31, "100.00", "100.00"),
        ("P-1", None, "-30.00", "70.00"),
        ("R-2", 0, "50.00", "120.00"),
    ]
    assert page["aging"] == {**ZEROS, "not_due": "50.00", "31-60": "100.00", "unapplied": "-30.00"}
    assert page["total"] == "120.00"


def test_the_activity_leads_from_the_opening_balance_to_the_closing_one(openbill: Inside, firm: AnOrganization):
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-05", due="2026-02-28", document_number="R-1")
    a_debit(firm, anna, "50.00", on="2026-03-01", due="2026-04-15", document_number="R-2")
    credit = a_credit(firm, anna, "120.00", on="2026-03-10", document_number="P-1")
    allocate_credit(credit_item_id=credit, context=firm.context(at=datetime(2026, 3, 12, tzinfo=UTC)))
    page = openbill(
        "report", "statement", *named(firm), "--customer", number_of(firm, anna), "--form", "activity",
        "--from", "2026-03-01", "--as-of", "2026-12-31", "--format", "json",
    ).json  # fmt: skip
    assert page["opening_balance"] == "100.00"
    assert page["closing_balance"] == "30.00"
    told = [(line["kind"], line["document_number"], line["against"], line["settled"], line["amount"], line["balance"])
            for line in page["lines"]]  # fmt: skip
    assert told == [
        ("invoice", "R-2", "", "", "50.00", "150.00"),
        ("payment", "P-1", "", "", "-120.00", "30.00"),
        ("settlement", "P-1", "R-1", "100.00", "0.00", "30.00"),
        ("settlement", "P-1", "R-2", "20.00", "0.00", "30.00"),
    ]
    assert "opening balance" in openbill(
        "report", "statement", *named(firm), "--customer", number_of(firm, anna), "--form", "activity",
    ).out  # fmt: skip


def test_the_statement_of_a_merged_customer_is_that_of_the_one_it_became(openbill: Inside, firm: AnOrganization):
    anna, old_anna = a_customer(firm, "Anna Ltd"), a_customer(firm, "Anna (old)")
    a_debit(firm, anna, "100.00")
    a_debit(firm, old_anna, "7.00")
    with scope(firm.id):
        Customer.objects.filter(organization_id=firm.id, id=old_anna).update(merged_into_id=anna)
    page = openbill(
        "report", "statement", *named(firm), "--customer", number_of(firm, old_anna), "--format", "json"
    ).json
    assert (page["customer"], page["total"]) == (number_of(firm, anna), "107.00")


def test_a_customer_who_is_not_there_is_refused(openbill: Inside, firm: AnOrganization):
    answer = openbill("report", "statement", *named(firm), "--customer", "X-1", "--format", "json")
    assert (answer.code, answer.error["code"]) == (1, "customer_number_unknown")


def test_trial_balance_and_journal_add_up_to_zero(openbill: Inside, firm: AnOrganization):
    a_debit(firm, a_customer(firm), "100.00", on="2026-01-05")
    balance = openbill("report", "trial-balance", *named(firm), "--as-of", "2026-01-31", "--format", "json").json
    assert sorted(each["balance"] for each in balance["accounts"]) == ["-100.00", "100.00"]
    assert balance["functional_total"] == "0.00"
    journal = openbill("report", "journal", *named(firm), "--as-of", "2026-01-31", "--format", "json").json
    (entry,) = journal["entries"]
    assert sorted((line["debit"], line["credit"]) for line in entry["lines"]) == [
        ("0.00", "100.00"),
        ("100.00", "0.00"),
    ]
    rows = list(csv.DictReader(io.StringIO(openbill("report", "journal", *named(firm), "--format", "csv").out)))
    assert len(rows) == 2
    for form in ("table", "csv"):
        assert openbill("report", "trial-balance", *named(firm), "--format", form).code == 0
        assert openbill("report", "journal", *named(firm), "--format", form).code == 0
