"""Guards of receivables: nothing is over-allocated, nothing is rewritten, open amounts are kept by the database."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    forbid_truncate,
    guard_tenant_table,
)

CHECK_NEW_ITEMS = """
CREATE FUNCTION check_new_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT id INTO wrong FROM new_items
    WHERE open_minor <> amount_minor OR open_functional_minor <> functional_minor OR due_date <> original_due_date
       OR due_date_changed_on IS NOT NULL OR last_allocation_date IS NOT NULL OR last_undoing_date IS NOT NULL
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Open item % does not begin wholly open.', wrong.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_item_begins_open', TABLE = 'open_item';
    END IF;
    RETURN NULL;
END
$$
"""

GUARD_ITEM = """
CREATE FUNCTION guard_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing CONSTANT text[] := ARRAY['due_date', 'due_date_changed_on', 'disputed_minor', 'open_minor',
        'open_functional_minor', 'last_allocation_date', 'last_undoing_date',
        -- The database makes them of the document number, after this.
        'normal_number', 'read_alike'];
    valuing CONSTANT text[] := changing || ARRAY['functional_minor', 'is_valued'];
BEGIN
    IF to_jsonb(OLD) - changing = to_jsonb(NEW) - changing
       OR (NOT OLD.is_valued AND NEW.is_valued AND to_jsonb(OLD) - valuing = to_jsonb(NEW) - valuing) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What an open item says is never changed.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END
$$
"""

# The open amount is a cache that this trigger keeps. That nothing is over-allocated is then a CHECK on the
# item's own row, whose lock makes concurrent allocations wait for each other. Between an allocation and its
# undoing at a later date lies a shadow, in which the item was spent and now is not: no other allocation of the
# item may begin before its end, so that no past date is ever over-allocated either.
APPLY_ALLOCATIONS = """
CREATE FUNCTION apply_allocations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    expected bigint;
    touched bigint;
    wrong record;
BEGIN
    SELECT undoing.id INTO wrong
    FROM new_allocations undoing
    LEFT JOIN allocation undone
      ON undone.organization_id = undoing.organization_id AND undone.id = undoing.undoes_id
    WHERE undoing.undoes_id IS NOT NULL
      AND (undone.amount_minor IS DISTINCT FROM -undoing.amount_minor
           OR undone.debit_functional_minor <> -undoing.debit_functional_minor
           OR undone.credit_functional_minor <> -undoing.credit_functional_minor
           OR undone.is_valued <> undoing.is_valued
           OR undone.debit_item_id <> undoing.debit_item_id OR undone.credit_item_id <> undoing.credit_item_id
           OR undone.effective_date > undoing.effective_date)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Allocation % does not undo exactly what it says.', wrong.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_undoes_exactly', TABLE = 'allocation';
    END IF;

    UPDATE open_item SET
        open_minor = open_item.open_minor - change.amount,
        open_functional_minor = open_item.open_functional_minor - change.functional,
        last_allocation_date = greatest(open_item.last_allocation_date, change.last_date),
        last_undoing_date = greatest(open_item.last_undoing_date, change.undoing_date)
    FROM (SELECT organization_id, item_id, side, legal_entity_id, currency,
                 sum(amount_minor)::bigint AS amount, sum(functional_minor)::bigint AS functional,
                 bool_and(is_valued) AS all_are_valued, bool_or(is_valued) AS some_are_valued,
                 min(effective_date) AS first_date, max(effective_date) AS last_date,
                 min(effective_date) FILTER (WHERE undoes_id IS NULL) AS using_date,
                 max(CASE WHEN undoes_id IS NOT NULL THEN (
                     SELECT uses.effective_date FROM allocation undone
                     WHERE undone.organization_id = uses.organization_id AND undone.id = uses.undoes_id
                       AND undone.effective_date < uses.effective_date) END) AS undoing_date
          FROM (SELECT organization_id, debit_item_id AS item_id, 'debit' AS side, legal_entity_id, currency,
                       amount_minor, debit_functional_minor AS functional_minor, is_valued, effective_date, undoes_id
                FROM new_allocations
                UNION ALL
                SELECT organization_id, credit_item_id, 'credit', legal_entity_id, currency,
                       amount_minor, credit_functional_minor, is_valued, effective_date, undoes_id
                FROM new_allocations) AS uses
          GROUP BY 1, 2, 3, 4, 5) AS change
    WHERE open_item.organization_id = change.organization_id AND open_item.id = change.item_id
      AND open_item.side = change.side AND open_item.legal_entity_id = change.legal_entity_id
      AND open_item.currency = change.currency AND open_item.posting_date <= change.first_date
      AND open_item.is_valued = change.all_are_valued AND open_item.is_valued = change.some_are_valued
      AND (change.using_date >= open_item.last_undoing_date) IS NOT FALSE;
    GET DIAGNOSTICS touched = ROW_COUNT;
    SELECT count(*) INTO expected FROM (
        SELECT organization_id, debit_item_id FROM new_allocations
        UNION SELECT organization_id, credit_item_id FROM new_allocations) AS items;
    IF touched <> expected THEN
        RAISE EXCEPTION 'An allocation needs a debit and a credit of one legal entity and currency, '
                        'both with a value or both without, and a day on which both stand.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_fits_its_items', TABLE = 'allocation';
    END IF;
    RETURN NULL;
END
$$
"""

GUARD_ALLOCATION = """
CREATE FUNCTION guard_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    valuing CONSTANT text[] := ARRAY['debit_functional_minor', 'credit_functional_minor', 'is_valued'];
BEGIN
    IF NOT OLD.is_valued AND NEW.is_valued AND to_jsonb(OLD) - valuing = to_jsonb(NEW) - valuing THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An allocation is valued once, and never changed otherwise.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END
$$
"""

# What was allocated while its items had no value took nothing of it; now that they have one, it takes its part.
APPLY_VALUES_OF_ALLOCATIONS = """
CREATE FUNCTION apply_values_of_allocations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    expected bigint;
    touched bigint;
    wrong record;
BEGIN
    SELECT undoing.id INTO wrong
    FROM (SELECT organization_id, id FROM new_allocations WHERE undoes_id IS NOT NULL
          UNION
          SELECT undoing.organization_id, undoing.id
          FROM new_allocations undone
          JOIN allocation undoing
            ON undoing.organization_id = undone.organization_id AND undoing.undoes_id = undone.id) AS both_ways
    JOIN allocation undoing ON undoing.organization_id = both_ways.organization_id AND undoing.id = both_ways.id
    JOIN allocation undone ON undone.organization_id = undoing.organization_id AND undone.id = undoing.undoes_id
    WHERE undone.is_valued <> undoing.is_valued
       OR undone.debit_functional_minor <> -undoing.debit_functional_minor
       OR undone.credit_functional_minor <> -undoing.credit_functional_minor
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Allocation % does not undo exactly what it says.', wrong.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_undoes_exactly', TABLE = 'allocation';
    END IF;

    UPDATE open_item SET open_functional_minor = open_item.open_functional_minor - change.functional
    FROM (SELECT organization_id, item_id, sum(functional_minor)::bigint AS functional
          FROM (SELECT organization_id, debit_item_id AS item_id, debit_functional_minor AS functional_minor
                FROM new_allocations
                UNION ALL
                SELECT organization_id, credit_item_id, credit_functional_minor FROM new_allocations) AS uses
          GROUP BY 1, 2) AS change
    WHERE open_item.organization_id = change.organization_id AND open_item.id = change.item_id
      AND open_item.is_valued;
    GET DIAGNOSTICS touched = ROW_COUNT;
    SELECT count(*) INTO expected FROM (
        SELECT organization_id, debit_item_id FROM new_allocations
        UNION SELECT organization_id, credit_item_id FROM new_allocations) AS items;
    IF touched <> expected THEN
        RAISE EXCEPTION 'An allocation is valued after both of its items.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_fits_its_items', TABLE = 'allocation';
    END IF;
    RETURN NULL;
END
$$
"""

# The app role owns no table and so cannot ANALYZE; without fresh statistics the planner takes a big import
# into a new organization for a handful of rows.
REFRESH_STATISTICS = """
CREATE FUNCTION refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    ANALYZE customer, open_item, allocation, journal_entry, journal_line;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("receivables", "0001_tables"), ("ledger", "0002_guards")]

    operations = flatten(
        add_tenant_relation("open_item", "legal_entity_id", "legal_entity"),
        add_tenant_relation("open_item", "customer_id", "customer"),
        add_tenant_relation("open_item", "command_id", "command_log"),
        add_tenant_relation("open_item", "counters_id", "open_item"),
        add_tenant_relation("open_item", "corrects_id", "open_item"),
        guard_tenant_table(
            "open_item",
            "SELECT",
            "INSERT",
            "UPDATE (due_date, due_date_changed_on, disputed_minor, functional_minor, open_functional_minor,"
            " is_valued)",
        ),
        RunStatement(CHECK_NEW_ITEMS, "DROP FUNCTION check_new_items()"),
        RunStatement(
            "CREATE TRIGGER open_item_begins_open AFTER INSERT ON open_item REFERENCING NEW TABLE AS new_items"
            " FOR EACH STATEMENT EXECUTE FUNCTION check_new_items()",
            "DROP TRIGGER open_item_begins_open ON open_item",
        ),
        RunStatement(GUARD_ITEM, "DROP FUNCTION guard_item()"),
        # Column by column, so that the cache's own updates, the many, do not pay for the guard.
        RunStatement(
            "CREATE TRIGGER open_item_is_immutable BEFORE UPDATE OF organization_id, id, legal_entity_id,"
            " customer_id, side, kind, control, document_number, instalment_number, reference, document_date,"
            " posting_date, original_due_date, currency, amount_minor, functional_minor, is_valued, counters_id,"
            " corrects_id, source, external_id, command_id ON open_item"
            " FOR EACH ROW EXECUTE FUNCTION guard_item()",
            "DROP TRIGGER open_item_is_immutable ON open_item",
        ),
        forbid_change("open_item", "DELETE"),
        forbid_truncate("open_item"),
        add_tenant_relation("allocation", "debit_item_id", "open_item"),
        add_tenant_relation("allocation", "credit_item_id", "open_item"),
        add_tenant_relation("allocation", "undoes_id", "allocation"),
        add_tenant_relation("allocation", "command_id", "command_log"),
        guard_tenant_table(
            "allocation",
            "SELECT",
            "INSERT",
            "UPDATE (debit_functional_minor, credit_functional_minor, is_valued)",
        ),
        RunStatement(GUARD_ALLOCATION, "DROP FUNCTION guard_allocation()"),
        RunStatement(
            "CREATE TRIGGER allocation_is_immutable BEFORE UPDATE ON allocation"
            " FOR EACH ROW EXECUTE FUNCTION guard_allocation()",
            "DROP TRIGGER allocation_is_immutable ON allocation",
        ),
        forbid_change("allocation", "DELETE"),
        forbid_truncate("allocation"),
        RunStatement(APPLY_ALLOCATIONS, "DROP FUNCTION apply_allocations()"),
        RunStatement(
            "CREATE TRIGGER allocation_is_applied AFTER INSERT ON allocation"
            " REFERENCING NEW TABLE AS new_allocations"
            " FOR EACH STATEMENT EXECUTE FUNCTION apply_allocations()",
            "DROP TRIGGER allocation_is_applied ON allocation",
        ),
        RunStatement(APPLY_VALUES_OF_ALLOCATIONS, "DROP FUNCTION apply_values_of_allocations()"),
        RunStatement(
            "CREATE TRIGGER allocation_value_is_applied AFTER UPDATE ON allocation"
            " REFERENCING NEW TABLE AS new_allocations"
            " FOR EACH STATEMENT EXECUTE FUNCTION apply_values_of_allocations()",
            "DROP TRIGGER allocation_value_is_applied ON allocation",
        ),
        RunStatement(REFRESH_STATISTICS, "DROP FUNCTION refresh_statistics()"),
        add_tenant_relation("due_date_change", "item_id", "open_item"),
        guard_tenant_table("due_date_change", "SELECT", "INSERT"),
        forbid_change("due_date_change", "UPDATE", "DELETE"),
        add_tenant_relation("write_off_request", "item_id", "open_item"),
        add_tenant_relation("write_off_request", "write_off_item_id", "open_item"),
        guard_tenant_table("write_off_request", "SELECT", "INSERT", "UPDATE"),
    )
