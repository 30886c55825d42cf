"""The database itself keeps the books: balanced, immutable, complete, and out of closed months."""

from datetime import date

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection
from tests.support.organizations import an_organization

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.ensure_periods import ensure_periods
from openbill.organizations.models import LegalEntity
from openbill.primitives.identifiers import new_identifier

from .posting import as_role, count_of, inside_a_command, line, post, sale

ENTRY = (
    "INSERT INTO journal_entry (organization_id, id, legal_entity_id, posting_date, kind, source_id,"
    " command_id) VALUES (%s, %s, %s, %s, 'manual', %s, %s)"
)
LINE = (
    "INSERT INTO journal_line (organization_id, entry_id, number, account_id, currency, amount_minor,"
    " functional_minor)"
    " SELECT %s, %s, %s, id, 'EUR', %s, %s FROM account WHERE organization_id = %s AND role = %s"
)


def refused(error):
    return error.value.__cause__.diag.constraint_name


def run(organization, statement, parameters=()):
    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_takes_a_balanced_entry():
    organization = an_organization()

    post(organization, *sale(100_00))

    assert count_of(organization, "journal_entry") == 1
    assert count_of(organization, "journal_line") == 2


def test_refuses_an_entry_that_does_not_balance_and_keeps_nothing():
    organization = an_organization()

    with pytest.raises(IntegrityError) as error:
        post(organization, line("bank", 100_00), line("revenue", -99_99))

    assert refused(error) == "journal_entry_balances"
    assert count_of(organization, "journal_entry") == count_of(organization, "period") == 0


def test_refuses_an_entry_that_balances_only_across_currencies():
    organization = an_organization()

    with pytest.raises(IntegrityError) as error:
        post(organization, line("bank", 100_00), line("revenue", -100_00, currency="USD"))

    assert refused(error) == "journal_entry_balances"


def test_refuses_an_entry_that_does_not_balance_in_the_functional_currency():
    organization = an_organization()

    with pytest.raises(IntegrityError) as error:
        post(
            organization,
            line("bank", 100_00, currency="USD", functional=90_00),
            line("revenue", -100_00, currency="USD", functional=-90_01),
        )

    assert refused(error) == "journal_entry_balances"


def test_refuses_a_single_line_even_of_nothing():
    organization = an_organization()

    with pytest.raises(IntegrityError) as error:
        post(organization, line("bank", 0))

    assert refused(error) == "journal_entry_balances"


def test_refuses_an_account_that_is_not_in_the_chart():
    organization = an_organization()

    with pytest.raises(IntegrityError, match="account_id"):
        post(organization, line("bank", 100_00), line("no_such_role", -100_00))

    assert count_of(organization, "journal_entry") == 0


def test_refuses_an_entry_without_lines():
    organization = an_organization()

    def post_nothing(context):
        ensure_periods(organization.legal_entity_id, [date(2026, 1, 1)], context=context)
        with connection.cursor() as cursor:
            cursor.execute(
                ENTRY,
                [
                    organization.id,
                    new_identifier(),
                    organization.legal_entity_id,
                    date(2026, 1, 5),
                    new_identifier(),
                    context.command_id,
                ],
            )

    with pytest.raises(IntegrityError) as error:
        inside_a_command(organization, post_nothing)

    assert refused(error) == "journal_entry_has_lines"
    assert count_of(organization, "journal_entry") == 0


def test_refuses_lines_in_two_portions():
    organization = an_organization()

    def post_in_portions(context):
        ensure_periods(organization.legal_entity_id, [date(2026, 1, 1)], context=context)
        entry_id = new_identifier()
        with connection.cursor() as cursor:
            cursor.execute(
                ENTRY,
                [
                    organization.id,
                    entry_id,
                    organization.legal_entity_id,
                    date(2026, 1, 5),
                    entry_id,
                    context.command_id,
                ],
            )
            cursor.execute(LINE, [organization.id, entry_id, 1, 100, 100, organization.id, "bank"])
            cursor.execute(LINE, [organization.id, entry_id, 2, -100, -100, organization.id, "revenue"])

    with pytest.raises(IntegrityError) as error:
        inside_a_command(organization, post_in_portions)

    assert refused(error) == "journal_entry_balances"


def test_refuses_balanced_lines_for_an_entry_of_yesterday():
    organization = an_organization()
    entry_id = post(organization, *sale(100_00))

    with pytest.raises(IntegrityError) as error:
        run(
            organization,
            "INSERT INTO journal_line (organization_id, entry_id, number, account_id, currency,"
            " amount_minor, functional_minor)"
            " SELECT organization_id, entry_id, (number + 2)::smallint, account_id, currency,"
            " amount_minor, functional_minor FROM journal_line WHERE organization_id = %s AND entry_id = %s",
            [organization.id, entry_id],
        )

    assert refused(error) == "journal_entry_takes_no_more_lines"
    assert count_of(organization, "journal_line") == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET posting_date = posting_date + 1",
        "UPDATE journal_line SET amount_minor = amount_minor * 2",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_line",
        "DELETE FROM period",
        "TRUNCATE journal_line",
        "TRUNCATE journal_entry CASCADE",
        "TRUNCATE period CASCADE",
        "ALTER TABLE journal_line DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_line_balances ON journal_line",
        "UPDATE gl_export_batch SET number = 7",
        "DELETE FROM gl_exported_entry",
        "DELETE FROM gl_export_label",
    ],
)
def test_the_app_may_not_change_what_is_posted(statement):
    organization = an_organization()
    post(organization, *sale(100_00))

    with pytest.raises(ProgrammingError) as error:
        run(organization, statement)

    assert isinstance(error.value.__cause__, psycopg.errors.InsufficientPrivilege)
    assert count_of(organization, "journal_line") == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET posting_date = posting_date + 1",
        "UPDATE journal_line SET amount_minor = 0",
        "DELETE FROM journal_line",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_line",
        "TRUNCATE journal_entry CASCADE",
        "TRUNCATE gl_export_batch CASCADE",
    ],
)
def test_not_even_the_owner_changes_what_is_posted(statement):
    organization = an_organization()
    post(organization, *sale(100_00))

    with as_role("owner") as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(statement)

    assert count_of(organization, "journal_line") == 2


def test_refuses_a_closed_month():
    organization = an_organization()
    post(organization, *sale(100_00), on="2026-01-15")
    close_period(legal_entity_id=organization.legal_entity_id, month=date(2026, 1, 1), context=organization.context())

    with pytest.raises(IntegrityError) as error:
        post(organization, *sale(100_00), on="2026-01-31")

    assert refused(error) == "journal_entry_is_in_an_open_period"
    assert count_of(organization, "journal_entry") == 1


def test_refuses_a_month_without_a_period():
    organization = an_organization()

    with pytest.raises(IntegrityError) as error:
        post(organization, *sale(100_00), periods=False)

    assert refused(error) == "journal_entry_is_in_an_open_period"


def test_refuses_a_day_before_the_cut_over():
    organization = an_organization()
    with scope(organization.id):
        LegalEntity.objects.filter(organization_id=organization.id).update(cut_over_date=date(2026, 1, 10))

    with pytest.raises(IntegrityError) as error:
        post(organization, *sale(100_00), on="2026-01-09")
    post(organization, *sale(100_00), on="2026-01-10")

    assert refused(error) == "journal_entry_is_in_an_open_period"
    assert count_of(organization, "journal_entry") == 1


def test_sees_and_takes_nothing_of_another_organization():
    organization, other = an_organization(), an_organization()
    post(other, *sale(100_00))

    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM journal_line), (SELECT count(*) FROM gl_export_label)")
        assert cursor.fetchone() == (0, 0)
    with pytest.raises(ProgrammingError, match="row-level security"):
        run(
            organization,
            "INSERT INTO period (organization_id, id, legal_entity_id, start_date, state)"
            " VALUES (%s, %s, %s, '2026-05-01', 'open')",
            [other.id, new_identifier(), other.legal_entity_id],
        )
