"""Movements of accounts by day, which the database keeps with the lines."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import RunStatement, flatten, guard_tenant_table
from openbill.primitives.identifiers import new_identifier

MOVED = """
    SELECT line.organization_id, new_identifier(), entry.legal_entity_id, line.account_id, line.currency,
           entry.posting_date, sum(greatest(line.amount_minor, 0)), sum(greatest(-line.amount_minor, 0)),
           sum(greatest(line.functional_minor, 0)), sum(greatest(-line.functional_minor, 0))
    FROM {lines} AS line
    JOIN journal_entry AS entry ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
    GROUP BY line.organization_id, entry.legal_entity_id, line.account_id, line.currency, entry.posting_date
"""

INTO = """
    INSERT INTO account_movement (organization_id, id, legal_entity_id, account_id, currency, posting_date, debit_minor,
                                  credit_minor, functional_debit_minor, functional_credit_minor)
"""

# Rows are only added: two transactions that post to one account on one day do not wait for each other.
ADD_MOVEMENTS = f"""
CREATE FUNCTION add_account_movements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {INTO} {MOVED.format(lines="new_lines")};
    RETURN NULL;
END
$$
"""

JOURNAL = ("journal_entry", "journal_line")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="AccountMovement",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organization_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField()),
                ("id", models.UUIDField(default=new_identifier)),
                ("legal_entity_id", models.UUIDField()),
                ("account_id", models.UUIDField()),
                ("currency", models.CharField(max_length=3)),
                ("posting_date", models.DateField()),
                ("debit_minor", models.DecimalField(decimal_places=0, max_digits=38)),
                ("credit_minor", models.DecimalField(decimal_places=0, max_digits=38)),
                ("functional_debit_minor", models.DecimalField(decimal_places=0, max_digits=38)),
                ("functional_credit_minor", models.DecimalField(decimal_places=0, max_digits=38)),
            ],
            options={
                "db_table": "account_movement",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "legal_entity_id", "account_id", "currency", "posting_date"],
                        name="account_movement_of_day",
                    ),
                ],
            },
        ),
        *flatten(
            # The owner sees what is there already only while its own tables do not hold it to the policies.
            [RunStatement(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", "SELECT 1") for table in JOURNAL],
            RunStatement(INTO + MOVED.format(lines="journal_line"), "SELECT 1"),
            [RunStatement(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY", "SELECT 1") for table in JOURNAL],
            guard_tenant_table("account_movement", "SELECT", "INSERT", "DELETE"),
            RunStatement(ADD_MOVEMENTS, "DROP FUNCTION add_account_movements()"),
            RunStatement(
                "CREATE TRIGGER journal_line_moves_accounts AFTER INSERT ON journal_line"
                " REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION add_account_movements()",
                "DROP TRIGGER journal_line_moves_accounts ON journal_line",
            ),
        ),
    ]
