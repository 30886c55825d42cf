"""Guards of the books: entries balance, are never changed, and stay out of closed periods."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_organization_relation,
    add_tenant_relation,
    flatten,
    forbid_change,
    forbid_truncate,
    guard_tenant_table,
)

# The lock on the period is shared by posters and excludes only whoever closes it (FOR UPDATE), so that no
# entry slips into a period between the check and the commit.
CHECK_ENTRIES_ARE_IN_OPEN_PERIODS = """
CREATE FUNCTION check_entries_are_in_open_periods() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    PERFORM FROM period
    WHERE (organization_id, legal_entity_id, start_date) IN (
        SELECT organization_id, legal_entity_id, posting_date - (extract(day FROM posting_date)::int - 1)
        FROM new_entries)
    ORDER BY organization_id, id FOR KEY SHARE;

    SELECT entries.* INTO wrong
    FROM (SELECT DISTINCT organization_id, legal_entity_id, posting_date,
                 posting_date - (extract(day FROM posting_date)::int - 1) AS start_date
          FROM new_entries) AS entries
    LEFT JOIN period USING (organization_id, legal_entity_id, start_date)
    JOIN legal_entity ON legal_entity.organization_id = entries.organization_id
                     AND legal_entity.id = entries.legal_entity_id
    WHERE period.state IS DISTINCT FROM 'open' OR entries.posting_date < legal_entity.cut_over_date
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The books are not open on %.', wrong.posting_date
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_is_in_an_open_period',
                  TABLE = 'journal_entry';
    END IF;
    RETURN NULL;
END
$$
"""

CHECK_LINES_BALANCE = """
CREATE FUNCTION check_lines_balance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT entry_id INTO wrong
    FROM (SELECT organization_id, entry_id, sum(amount_minor) AS amount, sum(functional_minor) AS functional,
                 count(*) AS lines
          FROM new_lines GROUP BY organization_id, entry_id, currency) AS by_currency
    GROUP BY organization_id, entry_id
    HAVING bool_or(amount <> 0) OR sum(functional) <> 0 OR sum(lines) < 2
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Journal entry % does not balance.', wrong.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_balances', TABLE = 'journal_line';
    END IF;

    SELECT entry.id INTO wrong
    FROM (SELECT DISTINCT organization_id, entry_id FROM new_lines) AS lines
    JOIN journal_entry entry ON entry.organization_id = lines.organization_id AND entry.id = lines.entry_id
    WHERE entry.transaction_id <> pg_current_xact_id()
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Journal entry % was posted before; it takes no more lines.', wrong.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'journal_entry_takes_no_more_lines',
                  TABLE = 'journal_line';
    END IF;
    RETURN NULL;
END
$$
"""

CHECK_ENTRY_HAS_LINES = """
CREATE FUNCTION check_entry_has_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM journal_line WHERE organization_id = NEW.organization_id AND entry_id = NEW.id) THEN
        RAISE EXCEPTION 'Journal entry % has no lines.', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$
"""

# What was posted before a cut-over date would stand in books that did not exist yet.
CHECK_CUT_OVER_DATE = """
CREATE FUNCTION check_cut_over_date() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.cut_over_date IS DISTINCT FROM OLD.cut_over_date AND EXISTS (
        SELECT FROM journal_entry
        WHERE organization_id = NEW.organization_id AND legal_entity_id = NEW.id
          AND posting_date < NEW.cut_over_date) THEN
        RAISE EXCEPTION 'Something is posted before %.', NEW.cut_over_date
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables"), ("customers", "0002_guards")]

    operations = flatten(
        add_organization_relation("account"),
        guard_tenant_table("account", "SELECT", "INSERT", "UPDATE (code, name)"),
        add_tenant_relation("period", "legal_entity_id", "legal_entity"),
        guard_tenant_table("period", "SELECT", "INSERT", "UPDATE (state)"),
        add_organization_relation("exchange_rate"),
        add_tenant_relation("exchange_rate", "command_id", "command_log"),
        guard_tenant_table("exchange_rate", "SELECT", "INSERT"),
        forbid_change("exchange_rate", "UPDATE", "DELETE"),
        forbid_truncate("exchange_rate"),
        RunStatement(
            "ALTER TABLE journal_entry ADD COLUMN transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id()",
            "ALTER TABLE journal_entry DROP COLUMN transaction_id",
        ),
        add_tenant_relation("journal_entry", "legal_entity_id", "legal_entity"),
        add_tenant_relation("journal_entry", "reverses_id", "journal_entry"),
        add_tenant_relation("journal_entry", "command_id", "command_log"),
        guard_tenant_table("journal_entry", "SELECT", "INSERT"),
        forbid_change("journal_entry", "UPDATE", "DELETE"),
        forbid_truncate("journal_entry"),
        RunStatement(CHECK_ENTRIES_ARE_IN_OPEN_PERIODS, "DROP FUNCTION check_entries_are_in_open_periods()"),
        RunStatement(
            "CREATE TRIGGER journal_entry_is_in_an_open_period AFTER INSERT ON journal_entry"
            " REFERENCING NEW TABLE AS new_entries"
            " FOR EACH STATEMENT EXECUTE FUNCTION check_entries_are_in_open_periods()",
            "DROP TRIGGER journal_entry_is_in_an_open_period ON journal_entry",
        ),
        RunStatement(CHECK_ENTRY_HAS_LINES, "DROP FUNCTION check_entry_has_lines()"),
        RunStatement(
            "CREATE CONSTRAINT TRIGGER journal_entry_has_lines AFTER INSERT ON journal_entry"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_entry_has_lines()",
            "DROP TRIGGER journal_entry_has_lines ON journal_entry",
        ),
        RunStatement(CHECK_CUT_OVER_DATE, "DROP FUNCTION check_cut_over_date()"),
        RunStatement(
            "CREATE TRIGGER legal_entity_cut_over_precedes_postings BEFORE UPDATE OF cut_over_date ON legal_entity"
            " FOR EACH ROW EXECUTE FUNCTION check_cut_over_date()",
            "DROP TRIGGER legal_entity_cut_over_precedes_postings ON legal_entity",
        ),
        add_tenant_relation("journal_line", "entry_id", "journal_entry"),
        add_tenant_relation("journal_line", "account_id", "account"),
        add_tenant_relation("journal_line", "customer_id", "customer"),
        guard_tenant_table("journal_line", "SELECT", "INSERT"),
        forbid_change("journal_line", "UPDATE", "DELETE"),
        forbid_truncate("journal_line"),
        RunStatement(CHECK_LINES_BALANCE, "DROP FUNCTION check_lines_balance()"),
        RunStatement(
            "CREATE TRIGGER journal_line_balances AFTER INSERT ON journal_line REFERENCING NEW TABLE AS new_lines"
            " FOR EACH STATEMENT EXECUTE FUNCTION check_lines_balance()",
            "DROP TRIGGER journal_line_balances ON journal_line",
        ),
        add_tenant_relation("account_mapping", "legal_entity_id", "legal_entity"),
        add_tenant_relation("account_mapping", "account_id", "account"),
        guard_tenant_table("account_mapping", "SELECT", "INSERT", "UPDATE (external_code)"),
        add_tenant_relation("gl_export_batch", "legal_entity_id", "legal_entity"),
        guard_tenant_table("gl_export_batch", "SELECT", "INSERT"),
        forbid_change("gl_export_batch", "UPDATE", "DELETE"),
        add_tenant_relation("gl_exported_entry", "entry_id", "journal_entry"),
        add_tenant_relation("gl_exported_entry", "batch_id", "gl_export_batch"),
        guard_tenant_table("gl_exported_entry", "SELECT", "INSERT"),
        forbid_change("gl_exported_entry", "UPDATE", "DELETE"),
        add_tenant_relation("gl_export_label", "batch_id", "gl_export_batch"),
        guard_tenant_table("gl_export_label", "SELECT", "INSERT"),
        forbid_change("gl_export_label", "UPDATE", "DELETE"),
        [forbid_truncate(table) for table in ("period", "gl_export_batch", "gl_exported_entry", "gl_export_label")],
    )
