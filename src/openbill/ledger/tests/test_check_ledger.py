"""The check of the books finds what no guard stopped: a fault of ours, or a hand in the database."""

from datetime import date

import pytest
from tests.support.organizations import an_organization

from openbill.foundation.finding import Finding
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.queries.check_ledger import INVARIANTS, check_ledger
from openbill.ledger.types import ManualLine

from .posting import guards_switched_off, post, sale

MOVEMENTS = "movements_are_those_of_the_lines"


def books_with_everything():
    """A manual entry of January with its reversal in March, two exports, January closed."""
    organization = an_organization()
    entry_id = post_manual_entry(
        legal_entity_id=organization.legal_entity_id,
        posting_date=date(2026, 1, 15),
        lines=[ManualLine("6200", "EUR", 12_50), ManualLine("1000", "EUR", -12_50)],
        reason="Fee.",
        context=organization.context(),
    )
    reversal = reverse_entry(
        entry_id=entry_id, reason="Wrong.", posting_date=date(2026, 3, 1), context=organization.context()
    )
    post(organization, *sale(50_00), on="2026-03-02")
    for through in (date(2026, 1, 31), date(2026, 3, 31)):
        export_to_gl(legal_entity_id=organization.legal_entity_id, through_date=through, context=organization.context())
    close_period(legal_entity_id=organization.legal_entity_id, month=date(2026, 1, 1), context=organization.context())
    return organization, entry_id, reversal.entry_id


def findings(organization):
    with scope(organization.id):
        return list(check_ledger())


def invariants(organization):
    return {finding.invariant for finding in findings(organization)}


def test_finds_nothing_where_all_is_right():
    organization, _, _ = books_with_everything()

    assert findings(organization) == []


def test_says_what_is_wrong_and_where():
    organization, entry_id, _ = books_with_everything()

    with guards_switched_off() as database:
        database.execute(
            "UPDATE journal_line SET amount_minor = amount_minor + 1, functional_minor = functional_minor + 1"
            " WHERE entry_id = %s AND number = 1",
            [entry_id],
        )

    assert findings(organization)[:2] == [
        Finding(
            "entries_balance",
            "The lines of the entry add up to 1 minor units in EUR, not to zero.",
            f"journal entry {entry_id}",
        ),
        Finding(
            "entries_balance_in_the_functional_currency",
            "The lines of the entry add up to 1 functional minor units, not to zero.",
            f"journal entry {entry_id}",
        ),
    ]
    assert findings(an_organization()) == []


@pytest.mark.parametrize(
    ("harm", "broken"),
    [
        (
            "UPDATE journal_line SET functional_minor = functional_minor + 1 WHERE entry_id = %(entry)s AND number = 1",
            {"entries_balance_in_the_functional_currency", "reversals_mirror_their_entry"},
        ),
        (
            "DELETE FROM journal_line WHERE entry_id = %(entry)s AND number = 2",
            {
                "entries_balance",
                "entries_balance_in_the_functional_currency",
                "entries_have_two_lines",
                "reversals_mirror_their_entry",
            },
        ),
        (
            "DELETE FROM journal_line WHERE entry_id = %(entry)s",
            {"entries_have_two_lines", "reversals_mirror_their_entry"},
        ),
        (
            "DELETE FROM journal_entry WHERE id = %(entry)s",
            {"lines_belong_to_an_entry", "reversals_mirror_their_entry", "batches_hold_their_entries"},
        ),
        (
            "DELETE FROM account WHERE organization_id = %(organization)s AND role = 'bank_fees'",
            {"lines_have_an_account"},
        ),
        (
            "DELETE FROM period WHERE organization_id = %(organization)s AND start_date = '2026-03-01'",
            {"entries_are_in_a_period"},
        ),
        (
            "INSERT INTO period"
            " SELECT organization_id, new_identifier(), '2025-12-01', 'open', legal_entity_id FROM period"
            " WHERE organization_id = %(organization)s AND start_date = '2026-01-01'",
            {"periods_are_closed_in_order"},
        ),
        (
            "UPDATE journal_line SET account_id ="
            " (SELECT id FROM account WHERE organization_id = %(organization)s AND role = 'rounding')"
            " WHERE entry_id = %(reversal)s AND number = 1",
            {"reversals_mirror_their_entry"},
        ),
        (
            "UPDATE journal_entry SET posting_date = '2026-01-14' WHERE id = %(reversal)s",
            {"reversals_mirror_their_entry"},
        ),
        (
            "DELETE FROM gl_exported_entry WHERE entry_id = %(entry)s",
            {"batches_hold_their_entries"},
        ),
        (
            "UPDATE journal_entry SET posting_date = '2026-02-02' WHERE id = %(entry)s",
            {"batches_hold_their_entries", "entries_are_in_a_period"},
        ),
        (
            "UPDATE gl_export_batch SET number = 3 WHERE organization_id = %(organization)s AND number = 2",
            {"batch_numbers_are_gap_free", "batch_counter_fits"},
        ),
        (
            "UPDATE number_series SET next_number = 9 WHERE organization_id = %(organization)s AND series = 'GL'",
            {"batch_counter_fits"},
        ),
        (
            "DELETE FROM number_series WHERE organization_id = %(organization)s",
            {"batch_counter_fits"},
        ),
    ],
)
def test_finds_harm(harm, broken):
    organization, entry_id, reversal_id = books_with_everything()

    with guards_switched_off() as database:
        touched = database.execute(
            harm, {"organization": organization.id, "entry": entry_id, "reversal": reversal_id}
        ).rowcount

    assert touched > 0
    # Movements are added up from the lines: what harms these shows there too.
    assert invariants(organization) - {MOVEMENTS} == broken


def test_every_invariant_has_a_name_of_its_own():
    assert len(INVARIANTS) == 14


def test_movements_that_are_not_those_of_the_lines_are_found():
    organization, _, _ = books_with_everything()

    with guards_switched_off() as database:
        database.execute(
            "UPDATE account_movement SET credit_minor = credit_minor + 1, debit_minor = debit_minor + 1"
            " WHERE organization_id = %s AND posting_date = '2026-01-15'",
            [organization.id],
        )

    found = findings(organization)
    assert {finding.invariant for finding in found} == {MOVEMENTS}
    assert len(found) == 2
