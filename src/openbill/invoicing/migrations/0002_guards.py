"""Guards of invoicing: what was issued never changes, rates and terms are never rewritten."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    forbid_truncate,
    guard_tenant_table,
)

GUARD_INVOICE = """
CREATE FUNCTION guard_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' THEN
        RAISE EXCEPTION 'An issued document is never changed.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$
"""

# Lines are written once and go with their draft; a changed draft gets new ones.
GUARD_INVOICE_LINES = """
CREATE FUNCTION guard_invoice_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM changed_lines line
    JOIN invoice ON invoice.organization_id = line.organization_id AND invoice.id = line.invoice_id
    WHERE invoice.state <> 'draft' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The lines of an issued document are never changed.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0001_tables"), ("receivables", "0002_guards")]

    operations = flatten(
        add_tenant_relation("tax_code", "command_id", "command_log"),
        guard_tenant_table("tax_code", "SELECT", "INSERT"),
        forbid_change("tax_code", "UPDATE", "DELETE"),
        add_tenant_relation("tax_code_rate", "tax_code_id", "tax_code"),
        add_tenant_relation("tax_code_rate", "command_id", "command_log"),
        guard_tenant_table("tax_code_rate", "SELECT", "INSERT"),
        forbid_change("tax_code_rate", "UPDATE", "DELETE"),
        add_tenant_relation("payment_terms", "command_id", "command_log"),
        guard_tenant_table("payment_terms", "SELECT", "INSERT"),
        forbid_change("payment_terms", "UPDATE", "DELETE"),
        add_tenant_relation("customer_terms", "customer_id", "customer"),
        add_tenant_relation("customer_terms", "terms_id", "payment_terms"),
        add_tenant_relation("customer_terms", "command_id", "command_log"),
        guard_tenant_table("customer_terms", "SELECT", "INSERT", "UPDATE"),
        add_tenant_relation("invoice", "legal_entity_id", "legal_entity"),
        add_tenant_relation("invoice", "customer_id", "customer"),
        add_tenant_relation("invoice", "terms_id", "payment_terms"),
        add_tenant_relation("invoice", "corrects_id", "invoice"),
        add_tenant_relation("invoice", "command_id", "command_log"),
        add_tenant_relation("invoice", "issuing_command_id", "command_log"),
        guard_tenant_table("invoice", "SELECT", "INSERT", "UPDATE", "DELETE"),
        RunStatement(GUARD_INVOICE, "DROP FUNCTION guard_invoice()"),
        RunStatement(
            "CREATE TRIGGER invoice_is_kept BEFORE UPDATE OR DELETE ON invoice"
            " FOR EACH ROW EXECUTE FUNCTION guard_invoice()",
            "DROP TRIGGER invoice_is_kept ON invoice",
        ),
        forbid_truncate("invoice"),
        add_tenant_relation("invoice_line", "invoice_id", "invoice"),
        add_tenant_relation("invoice_line", "tax_code_id", "tax_code"),
        guard_tenant_table("invoice_line", "SELECT", "INSERT", "DELETE"),
        RunStatement(GUARD_INVOICE_LINES, "DROP FUNCTION guard_invoice_lines()"),
        RunStatement(
            "CREATE TRIGGER invoice_line_is_of_a_draft AFTER INSERT ON invoice_line"
            " REFERENCING NEW TABLE AS changed_lines"
            " FOR EACH STATEMENT EXECUTE FUNCTION guard_invoice_lines()",
            "DROP TRIGGER invoice_line_is_of_a_draft ON invoice_line",
        ),
        RunStatement(
            "CREATE TRIGGER invoice_line_goes_with_its_draft AFTER DELETE ON invoice_line"
            " REFERENCING OLD TABLE AS changed_lines"
            " FOR EACH STATEMENT EXECUTE FUNCTION guard_invoice_lines()",
            "DROP TRIGGER invoice_line_goes_with_its_draft ON invoice_line",
        ),
        forbid_change("invoice_line", "UPDATE"),
        forbid_truncate("invoice_line"),
        add_tenant_relation("invoice_tax", "invoice_id", "invoice"),
        add_tenant_relation("invoice_tax", "tax_code_id", "tax_code"),
        guard_tenant_table("invoice_tax", "SELECT", "INSERT"),
        forbid_change("invoice_tax", "UPDATE", "DELETE"),
        add_tenant_relation("invoice_item", "invoice_id", "invoice"),
        add_tenant_relation("invoice_item", "item_id", "open_item"),
        guard_tenant_table("invoice_item", "SELECT", "INSERT"),
        forbid_change("invoice_item", "UPDATE", "DELETE"),
    )
