"""Guards of what was decided about bank lines: decided once, in full, and never forgotten."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    guard_tenant_table,
)

# It runs at the end of a transaction, when no organization is in force any more: as its owner, who sees all.
REFUSE_UNPLACED = """
CREATE FUNCTION line_posting_is_placed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    placed bigint;
    told bigint;
BEGIN
    SELECT coalesce(sum(amount_minor), 0)::bigint INTO placed FROM (
        SELECT amount_minor FROM line_split WHERE organization_id = NEW.organization_id AND posting_id = NEW.id
        UNION ALL
        SELECT amount_minor FROM line_clearing WHERE organization_id = NEW.organization_id AND posting_id = NEW.id
    ) AS part;
    SELECT CASE NEW.kind WHEN 'aside' THEN 0 ELSE amount_minor END INTO told FROM bank_line
    WHERE organization_id = NEW.organization_id AND id = NEW.line_id;
    IF placed IS DISTINCT FROM told THEN
        RAISE EXCEPTION 'The bank line % is over %, and what is placed of it comes to %.', NEW.line_id, told, placed
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'line_posting_is_placed';
    END IF;
    IF EXISTS (SELECT FROM line_to_do WHERE organization_id = NEW.organization_id AND line_id = NEW.line_id) THEN
        RAISE EXCEPTION 'The bank line % is decided and still to be decided.', NEW.line_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'line_posting_is_placed';
    END IF;
    RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cash_application", "0003_postings"),
        ("disputes", "0001_tables"),
        ("payments", "0002_guards"),
        ("receivables", "0002_guards"),
    ]

    operations = flatten(
        add_tenant_relation("line_to_do", "line_id", "bank_line"),
        add_tenant_relation("line_to_do", "bank_account_id", "bank_account"),
        guard_tenant_table("line_to_do", "SELECT", "INSERT", "UPDATE", "DELETE"),
        add_tenant_relation("line_posting", "line_id", "bank_line"),
        add_tenant_relation("line_posting", "command_id", "command_log"),
        guard_tenant_table("line_posting", "SELECT", "INSERT", "UPDATE (undone_at, undone_by, undone_reason)"),
        forbid_change("line_posting", "DELETE"),
        RunStatement(REFUSE_UNPLACED, "DROP FUNCTION line_posting_is_placed()"),
        RunStatement(
            "CREATE CONSTRAINT TRIGGER line_posting_is_placed AFTER INSERT ON line_posting"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION line_posting_is_placed()",
            "DROP TRIGGER line_posting_is_placed ON line_posting",
        ),
        add_tenant_relation("line_split", "posting_id", "line_posting"),
        add_tenant_relation("line_split", "payment_id", "payment"),
        add_tenant_relation("line_split", "customer_id", "customer"),
        guard_tenant_table("line_split", "SELECT", "INSERT"),
        forbid_change("line_split", "UPDATE", "DELETE"),
        add_tenant_relation("line_dispute", "posting_id", "line_posting"),
        add_tenant_relation("line_dispute", "dispute_id", "dispute"),
        guard_tenant_table("line_dispute", "SELECT", "INSERT"),
        forbid_change("line_dispute", "UPDATE", "DELETE"),
        add_tenant_relation("line_credit_use", "posting_id", "line_posting"),
        add_tenant_relation("line_credit_use", "allocation_id", "allocation"),
        guard_tenant_table("line_credit_use", "SELECT", "INSERT"),
        forbid_change("line_credit_use", "UPDATE", "DELETE"),
        add_tenant_relation("expected_at_bank", "legal_entity_id", "legal_entity"),
        add_tenant_relation("expected_at_bank", "command_id", "command_log"),
        guard_tenant_table("expected_at_bank", "SELECT", "INSERT", "UPDATE", "DELETE"),
        add_tenant_relation("line_clearing", "posting_id", "line_posting"),
        guard_tenant_table("line_clearing", "SELECT", "INSERT", "UPDATE (is_undone)"),
        forbid_change("line_clearing", "DELETE"),
        add_tenant_relation("payer_account", "customer_id", "customer"),
        guard_tenant_table(
            "payer_account", "SELECT", "INSERT", "UPDATE (confirmed, corrected, last_paid_date)", "DELETE"
        ),
        add_tenant_relation("matching_rule", "command_id", "command_log"),
        guard_tenant_table("matching_rule", "SELECT", "INSERT", "UPDATE"),
        add_tenant_relation("tolerance", "customer_id", "customer"),
        add_tenant_relation("tolerance", "command_id", "command_log"),
        guard_tenant_table("tolerance", "SELECT", "INSERT", "UPDATE", "DELETE"),
    )
