"""What the role of salespersons may read: their own customers, what these owe and were told, and the firm itself."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    SALESPERSON_IN_FORCE,
    RunStatement,
    flatten,
    show_own_customers_only,
)

# The policy of the table in the inner question holds there too: it shows what is their own already.
OF_CUSTOMER = "customer_id IN (SELECT own.id FROM customer AS own)"
OF_ITEM = "item_id IN (SELECT own.id FROM open_item AS own)"
OF_ALLOCATION = (
    "debit_item_id IN (SELECT own.id FROM open_item AS own)"
    " OR credit_item_id IN (SELECT own.id FROM open_item AS own)"
)
OF_MESSAGE = "message_id IN (SELECT own.id FROM message AS own)"

OWN = {
    "customer": f"salesperson_id = {SALESPERSON_IN_FORCE}",
    "customer_external_id": OF_CUSTOMER,
    "customer_merge": "merged_customer_id IN (SELECT own.id FROM customer AS own)",
    "parent_change": OF_CUSTOMER,
    "contact": OF_CUSTOMER,
    "address": OF_CUSTOMER,
    "timeline_entry": OF_CUSTOMER,
    "open_item": OF_CUSTOMER,
    "kept_balance": OF_CUSTOMER,
    "stale_balance": OF_CUSTOMER,
    # The sums of everybody's customers.
    "kept_total": "false",
    "due_date_change": OF_ITEM,
    "allocation": OF_ALLOCATION,
    "write_off_request": OF_ITEM,
    "refund_request": OF_ITEM,
    "money_under_way": OF_ITEM,
    "discount_offer": OF_ITEM,
    "discount_taken": "debit_item_id IN (SELECT own.id FROM open_item AS own)",
    "message": OF_CUSTOMER,
    "message_attachment": OF_MESSAGE,
    "delivery_attempt": OF_MESSAGE,
    "suppression": "address IN (SELECT lower(own.email) FROM contact AS own)",
    "saved_view": f"user_id = {SALESPERSON_IN_FORCE}",
    "stored_file": (
        "id IN (SELECT letterhead.logo_id FROM letterhead)"
        " OR id IN (SELECT attached.stored_file_id FROM message_attachment AS attached)"
    ),
}

OF_THE_FIRM = (
    *("organization", "legal_entity", "membership", "role", "bank_account", "letterhead", "message_template"),
    *("exchange_rate", "kept_day"),
)
"""They tell of no customer."""

OF_THE_LOG = "organization_id, id, recorded_at, is_finished, sequence, sealed_at, hash"
"""When a command was done and sealed, which says what was known; not what it was, which nobody reads out of a hash."""


# A member that inherits would be limited to nobody's customers in every transaction.
REFUSE_AN_APP_THAT_INHERITS = """
DO $$
BEGIN
    IF pg_has_role('{app_name}', '{own_customers_name}', 'USAGE') THEN
        RAISE EXCEPTION 'The role {app_name} inherits from {own_customers_name}.'
            USING HINT = 'As a superuser: REVOKE {own_customers_name} FROM {app_name}; '
                         'ALTER ROLE {app_name} NOINHERIT; GRANT {own_customers_name} TO {app_name};';
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_guards"),
        ("documents", "0004_letterhead_guards"),
        ("foundation", "0002_guards"),
        ("ledger", "0002_guards"),
        ("messaging", "0002_guards"),
        ("organizations", "0002_guards"),
        ("payments", "0004_money_under_way"),
        ("receivables", "0009_numbers_as_compared"),
    ]

    operations = flatten(
        RunStatement(REFUSE_AN_APP_THAT_INHERITS, "SELECT 1"),
        *(show_own_customers_only(table, condition) for table, condition in OWN.items()),
        *(
            RunStatement(f"GRANT SELECT ON {table} TO {{own_customers}}", f"REVOKE ALL ON {table} FROM {{own_customers}}")
            for table in OF_THE_FIRM
        ),
        RunStatement(
            "GRANT SELECT (id, email, name, is_active) ON user_account TO {own_customers}",
            "REVOKE ALL ON user_account FROM {own_customers}",
        ),
        RunStatement(
            f"GRANT SELECT ({OF_THE_LOG}) ON command_log TO {{own_customers}}",
            "REVOKE ALL ON command_log FROM {own_customers}",
        ),
    )
