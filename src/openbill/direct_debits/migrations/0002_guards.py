"""Guards of direct debits: forward only, one word of the bank for each, and two people for an account of refunds."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    guard_tenant_table,
)

# The allowed steps, as policies/mandate_lifecycle.py and debit_lifecycle.py have them; a test compares the two.
GOES_FORWARD = """
CREATE FUNCTION state_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> NEW.state AND NOT (OLD.state || ' ' || NEW.state) = ANY (TG_ARGV) THEN
        RAISE EXCEPTION 'A row of % does not go from % to %.', TG_TABLE_NAME, OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$
"""

STEPS = {
    "mandate": (
        "draft active", "draft cancelled", "active suspended", "active cancelled", "active expired",
        "suspended active", "suspended cancelled", "suspended expired",
    ),
    "mandate_link": ("open signed", "open revoked", "revoked open"),
    "debit_batch": (
        "prepared submitted", "prepared cancelled", "submitted settled", "submitted rejected",
    ),
    "debit": (
        "prepared submitted", "prepared cancelled", "submitted settled", "submitted rejected", "settled returned",
    ),
    "refund_account": ("requested approved", "requested declined", "approved replaced"),
    "refund_transfer": ("submitted settled", "submitted rejected"),
}  # fmt: skip

# Only here an item is let go: as the owner, since the app may not change the table.
LETS_ITEMS_GO = """
CREATE FUNCTION debit_lets_its_items_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE debit_item SET is_live = false
    WHERE organization_id = NEW.organization_id AND debit_id = NEW.id AND is_live;
    RETURN NULL;
END $$
"""

# It runs at the end of a transaction, when no organization is in force any more: as its owner, who sees all.
ADDS_UP = """
CREATE FUNCTION debit_adds_up() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    collected bigint;
BEGIN
    SELECT coalesce(sum(amount_minor), 0)::bigint INTO collected FROM debit_item
    WHERE organization_id = NEW.organization_id AND debit_id = NEW.id;
    IF collected <> NEW.amount_minor THEN
        RAISE EXCEPTION 'The debit % is over %, and its items come to %.', NEW.id, NEW.amount_minor, collected
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'debit_adds_up';
    END IF;
    RETURN NULL;
END $$
"""


def goes_forward(table: str) -> RunStatement:
    """A state changes by the steps of its lifecycle only, whoever asks."""
    steps = ", ".join(f"'{step}'" for step in STEPS[table])
    return RunStatement(
        f"CREATE TRIGGER {table}_goes_forward BEFORE UPDATE OF state ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION state_goes_forward({steps})",
        f"DROP TRIGGER {table}_goes_forward ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("direct_debits", "0001_tables"),
        ("documents", "0002_guards"),
        ("messaging", "0002_guards"),
        ("organizations", "0002_guards"),
        ("payments", "0004_money_under_way"),
        ("receivables", "0002_guards"),
    ]

    operations = flatten(
        RunStatement(GOES_FORWARD, "DROP FUNCTION state_goes_forward()"),
        add_tenant_relation("creditor", "legal_entity_id", "legal_entity"),
        add_tenant_relation("creditor", "bank_account_id", "bank_account"),
        add_tenant_relation("creditor", "command_id", "command_log"),
        guard_tenant_table("creditor", "SELECT", "INSERT", "UPDATE"),
        forbid_change("creditor", "DELETE"),
        add_tenant_relation("mandate", "customer_id", "customer"),
        add_tenant_relation("mandate", "legal_entity_id", "legal_entity"),
        add_tenant_relation("mandate", "file_id", "stored_file"),
        add_tenant_relation("mandate", "command_id", "command_log"),
        guard_tenant_table(
            "mandate", "SELECT", "INSERT",
            "UPDATE (reference, debtor_name, debtor_iban, debtor_bic, debtor_street, debtor_postal_code, debtor_town,"
            " debtor_country, notice_days, state, state_reason, signed_on, signed_how, file_id, last_collected_on)",
        ),
        forbid_change("mandate", "DELETE"),
        goes_forward("mandate"),
        add_tenant_relation("mandate_link", "mandate_id", "mandate"),
        add_tenant_relation("mandate_link", "command_id", "command_log"),
        guard_tenant_table("mandate_link", "SELECT", "INSERT", "UPDATE (number, state, made_at, expires_at)"),
        forbid_change("mandate_link", "DELETE"),
        goes_forward("mandate_link"),
        add_tenant_relation("mandate_consent", "mandate_id", "mandate"),
        add_tenant_relation("mandate_consent", "command_id", "command_log"),
        guard_tenant_table("mandate_consent", "SELECT", "INSERT"),
        forbid_change("mandate_consent", "UPDATE", "DELETE"),
        add_tenant_relation("debit_batch", "legal_entity_id", "legal_entity"),
        add_tenant_relation("debit_batch", "bank_account_id", "bank_account"),
        add_tenant_relation("debit_batch", "file_id", "stored_file"),
        add_tenant_relation("debit_batch", "command_id", "command_log"),
        guard_tenant_table("debit_batch", "SELECT", "INSERT", "UPDATE (state, submitted_at, file_id)"),
        forbid_change("debit_batch", "DELETE"),
        goes_forward("debit_batch"),
        add_tenant_relation("debit", "batch_id", "debit_batch"),
        add_tenant_relation("debit", "mandate_id", "mandate"),
        add_tenant_relation("debit", "customer_id", "customer"),
        add_tenant_relation("debit", "payment_id", "payment"),
        add_tenant_relation("debit", "command_id", "command_log"),
        guard_tenant_table(
            "debit", "SELECT", "INSERT",
            "UPDATE (state, settled_on, payment_id, refundable_until, ended_on, reason, reason_text, fee_minor,"
            " decision, retry_date)",
        ),
        forbid_change("debit", "DELETE"),
        goes_forward("debit"),
        add_tenant_relation("debit_item", "debit_id", "debit"),
        add_tenant_relation("debit_item", "item_id", "open_item"),
        guard_tenant_table("debit_item", "SELECT", "INSERT"),
        forbid_change("debit_item", "DELETE"),
        RunStatement(LETS_ITEMS_GO, "DROP FUNCTION debit_lets_its_items_go()"),
        RunStatement(
            "CREATE TRIGGER debit_lets_its_items_go AFTER UPDATE OF state ON debit FOR EACH ROW"
            " WHEN (NEW.state NOT IN ('prepared', 'submitted')) EXECUTE FUNCTION debit_lets_its_items_go()",
            "DROP TRIGGER debit_lets_its_items_go ON debit",
        ),
        RunStatement(
            "CREATE TRIGGER debit_is_under_way_no_more AFTER UPDATE OF state ON debit FOR EACH ROW"
            " WHEN (NEW.state NOT IN ('prepared', 'submitted')) EXECUTE FUNCTION money_is_under_way_no_more()",
            "DROP TRIGGER debit_is_under_way_no_more ON debit",
        ),
        RunStatement(ADDS_UP, "DROP FUNCTION debit_adds_up()"),
        RunStatement(
            "CREATE CONSTRAINT TRIGGER debit_adds_up AFTER INSERT ON debit"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION debit_adds_up()",
            "DROP TRIGGER debit_adds_up ON debit",
        ),
        add_tenant_relation("mandate_amendment", "mandate_id", "mandate"),
        add_tenant_relation("mandate_amendment", "told_by_id", "debit"),
        add_tenant_relation("mandate_amendment", "command_id", "command_log"),
        guard_tenant_table("mandate_amendment", "SELECT", "INSERT", "UPDATE (told_by_id)"),
        forbid_change("mandate_amendment", "DELETE"),
        add_tenant_relation("pre_notification", "debit_id", "debit"),
        add_tenant_relation("pre_notification", "message_id", "message"),
        add_tenant_relation("pre_notification", "command_id", "command_log"),
        guard_tenant_table("pre_notification", "SELECT", "INSERT"),
        forbid_change("pre_notification", "UPDATE", "DELETE"),
        add_tenant_relation("refund_account", "customer_id", "customer"),
        add_tenant_relation("refund_account", "command_id", "command_log"),
        guard_tenant_table("refund_account", "SELECT", "INSERT", "UPDATE (state, decided_by, decided_at)"),
        forbid_change("refund_account", "DELETE"),
        goes_forward("refund_account"),
        add_tenant_relation("refund_batch", "legal_entity_id", "legal_entity"),
        add_tenant_relation("refund_batch", "bank_account_id", "bank_account"),
        add_tenant_relation("refund_batch", "file_id", "stored_file"),
        add_tenant_relation("refund_batch", "command_id", "command_log"),
        guard_tenant_table("refund_batch", "SELECT", "INSERT"),
        forbid_change("refund_batch", "UPDATE", "DELETE"),
        add_tenant_relation("refund_transfer", "batch_id", "refund_batch"),
        add_tenant_relation("refund_transfer", "request_id", "refund_request"),
        add_tenant_relation("refund_transfer", "account_id", "refund_account"),
        add_tenant_relation("refund_transfer", "command_id", "command_log"),
        guard_tenant_table("refund_transfer", "SELECT", "INSERT", "UPDATE (state, ended_on, reason, reason_text)"),
        forbid_change("refund_transfer", "DELETE"),
        goes_forward("refund_transfer"),
    )  # fmt: skip
