"""A salesperson's transaction reads that person's customers and nothing else, whatever a query asks."""

from uuid import UUID

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection
from tests.support.members import a_member
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.change_customer import change_customer
from openbill.customers.commands.merge_customers import merge_customers
from openbill.foundation.tenancy import TenantModel, scope
from openbill.receivables.commands.allocate_credit import allocate_credit

OF_THE_FIRM = {
    *("organization", "legal_entity", "membership", "role", "user_account", "bank_account", "letterhead"),
    *("message_template", "exchange_rate", "command_log", "kept_day"),
}
"""Tables that tell of no customer; of the log only when something was done."""

READ = """
    SELECT relation.relname, policy.polname IS NOT NULL
    FROM pg_class relation
    LEFT JOIN pg_policy policy ON policy.polrelid = relation.oid AND policy.polname = 'own_customers'
         AND NOT policy.polpermissive AND policy.polroles = ARRAY['openbill_own_customers'::regrole::oid]
    WHERE relation.relkind IN ('r', 'v', 'm', 'p') AND relation.relnamespace = 'public'::regnamespace
      AND has_any_column_privilege('openbill_own_customers', relation.oid, 'SELECT')
"""


def test_each_table_that_the_role_reads_shows_own_customers_only():
    with connection.cursor() as cursor:
        cursor.execute(READ)
        found = dict(cursor.fetchall())

    assert {table for table, is_limited in found.items() if not is_limited} == OF_THE_FIRM
    assert {"customer", "open_item", "allocation", "message", "stored_file"} <= found.keys()


@pytest.mark.parametrize("privilege", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_the_role_writes_nothing(privilege: str):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege('openbill_own_customers', oid, %s)",
            [privilege],
        )
        assert cursor.fetchall() == []


def rows_of(firm: AnOrganization, person: UUID) -> dict[str, int]:
    """How many rows of each table the person's transaction shows."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel))
    counted = {}
    with scope(firm.id, salesperson_id=person), connection.cursor() as cursor:
        for table in tables:
            cursor.execute("SELECT has_any_column_privilege(%s, 'SELECT')", [table])
            if cursor.fetchone() == (True,):
                cursor.execute(f"SELECT count(*) FROM {table}")
                (counted[table],) = cursor.fetchone()
    return counted


def test_all_that_hangs_on_another_ones_customer_is_hidden():
    firm = an_organization()
    anna, bert = a_member(firm, "sales"), a_member(firm, "sales")
    for person, amounts in ((anna, ("100.00",)), (bert, ("7.00", "8.00"))):
        customer = a_customer(firm)
        change_customer(customer_id=customer, salesperson_id=person, context=firm.context())
        add_contact(customer_id=customer, name="N", role="other", phone="+49 30 1", context=firm.context())
        for amount in amounts:
            a_debit(firm, customer, amount)
            allocate_credit(credit_item_id=a_credit(firm, customer, amount), context=firm.context())
    nobodys = a_customer(firm)
    a_debit(firm, nobodys, "1000.00")

    of_anna, of_bert, of_nobody = (rows_of(firm, each) for each in (anna, bert, a_member(firm, "sales")))

    shown = ("customer", "contact", "open_item", "allocation", "timeline_entry")
    assert [of_anna[table] for table in shown[:4]] == [1, 1, 2, 1]
    assert [of_bert[table] for table in shown[:4]] == [1, 1, 4, 2]
    assert [of_nobody[table] for table in shown] == [0] * 5
    assert of_nobody["legal_entity"] == 1


def test_a_scope_inside_shows_no_more_and_the_next_one_is_whole_again():
    firm = an_organization()
    a_customer(firm)
    person = a_member(firm, "sales")

    def customers() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM customer")
            return int(cursor.fetchone()[0])

    with scope(firm.id, salesperson_id=person):
        with scope(firm.id):
            assert customers() == 0
        assert customers() == 0
    with scope(firm.id):
        assert customers() == 1


def test_the_journal_is_out_of_reach():
    firm = an_organization()
    person = a_member(firm, "sales")

    with (
        pytest.raises(ProgrammingError, match="permission denied for table journal_line"),
        scope(firm.id, salesperson_id=person),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM journal_line")


def test_a_merged_customer_goes_over_to_who_looks_after_the_other():
    firm = an_organization()
    anna, bert = a_member(firm, "sales"), a_member(firm, "sales")
    small, large = a_customer(firm), a_customer(firm)
    a_debit(firm, small, "100.00")
    change_customer(customer_id=small, salesperson_id=anna, context=firm.context())
    change_customer(customer_id=large, salesperson_id=bert, context=firm.context())

    merge_customers(customer_id=small, into_customer_id=large, context=firm.context())
    assert (rows_of(firm, anna)["open_item"], rows_of(firm, bert)["open_item"]) == (0, 1)

    change_customer(customer_id=large, salesperson_id=anna, context=firm.context())
    assert (rows_of(firm, anna)["open_item"], rows_of(firm, bert)["open_item"]) == (1, 0)
