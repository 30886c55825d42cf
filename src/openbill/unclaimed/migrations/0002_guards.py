"""Guards of unclaimed credits: rules and history stay, two people hand over, and none of it becomes income."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    forbid_truncate,
    guard_tenant_table,
)

# The allowed steps, as policies/hand_over_lifecycle.py has them; a test compares the two.
STEPS = ("requested approved", "requested declined", "approved paid", "approved undone", "paid undone")

# Only here a credit is let go: as the owner, since the app may not change that column.
LETS_CREDITS_GO = """
CREATE FUNCTION hand_over_lets_its_credits_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE hand_over_credit SET is_live = false
    WHERE organization_id = NEW.organization_id AND hand_over_id = NEW.id AND is_live;
    RETURN NULL;
END $$
"""

# It runs at the end of a transaction, when no organization is in force any more: as its owner, who sees all.
ADDS_UP = """
CREATE FUNCTION hand_over_adds_up() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    named record;
BEGIN
    SELECT coalesce(sum(amount_minor), 0)::bigint AS amount, count(*) AS credits INTO named FROM hand_over_credit
    WHERE organization_id = NEW.organization_id AND hand_over_id = NEW.id;
    IF named.amount <> NEW.amount_minor OR named.credits <> NEW.credit_count THEN
        RAISE EXCEPTION 'The handing over % is over %, and its credits come to %.',
            NEW.id, NEW.amount_minor, named.amount
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'hand_over_adds_up';
    END IF;
    RETURN NULL;
END $$
"""

# What a rate of exchange brings or takes is the firm's own, and nothing else of an entry that moves others' money is.
# Lines are grouped and not joined with each other: a session keeps the plan of its first, small insert, by which a
# later one of 40,000 lines would take minutes.
OTHERS_MONEY_IS_NO_INCOME = """
CREATE FUNCTION check_others_money_is_no_income() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT line.entry_id INTO wrong
    FROM new_lines line
    JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
    WHERE account.role IN ('unapplied', 'deposits', 'unidentified_cash', 'unclaimed_property')
       OR account.kind = 'income'
    GROUP BY line.organization_id, line.entry_id
    HAVING bool_or(account.role IN ('unapplied', 'deposits', 'unidentified_cash', 'unclaimed_property'))
       AND bool_or(account.kind = 'income' AND account.role NOT IN ('exchange_gain', 'unrealised_exchange_gain'))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Journal entry % makes income of money that belongs to others.', wrong.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'others_money_is_no_income', TABLE = 'journal_line';
    END IF;
    RETURN NULL;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("unclaimed", "0001_tables"),
        ("cash_application", "0002_guards"),
        ("customers", "0002_guards"),
        ("ledger", "0002_guards"),
        ("messaging", "0002_guards"),
        ("organizations", "0002_guards"),
        ("receivables", "0002_guards"),
        # It owns the function state_goes_forward().
        ("direct_debits", "0002_guards"),
    ]

    operations = flatten(
        add_tenant_relation("unclaimed_rule", "command_id", "command_log"),
        guard_tenant_table("unclaimed_rule", "SELECT", "INSERT"),
        forbid_change("unclaimed_rule", "UPDATE", "DELETE"),
        add_tenant_relation("holder_jurisdiction", "legal_entity_id", "legal_entity"),
        add_tenant_relation("holder_jurisdiction", "command_id", "command_log"),
        guard_tenant_table("holder_jurisdiction", "SELECT", "INSERT", "UPDATE (jurisdiction, command_id)"),
        forbid_change("holder_jurisdiction", "DELETE"),
        add_tenant_relation("unclaimed_credit", "item_id", "open_item"),
        add_tenant_relation("unclaimed_credit", "line_id", "bank_line"),
        add_tenant_relation("unclaimed_credit", "customer_id", "customer"),
        add_tenant_relation("unclaimed_credit", "legal_entity_id", "legal_entity"),
        guard_tenant_table(
            "unclaimed_credit", "SELECT", "INSERT",
            "UPDATE (customer_id, amount_minor, arose_on, jurisdiction, last_contact_on, last_contact_how, rests_from,"
            " dormant_on, letter_from, letter_until, report_on, deliver_on, state, because, state_since, rule_source)",
        ),
        forbid_change("unclaimed_credit", "DELETE"),
        forbid_truncate("unclaimed_credit"),
        add_tenant_relation("unclaimed_change", "credit_id", "unclaimed_credit"),
        add_tenant_relation("unclaimed_change", "command_id", "command_log"),
        guard_tenant_table("unclaimed_change", "SELECT", "INSERT"),
        forbid_change("unclaimed_change", "UPDATE", "DELETE"),
        forbid_truncate("unclaimed_change"),
        add_tenant_relation("unclaimed_letter", "credit_id", "unclaimed_credit"),
        add_tenant_relation("unclaimed_letter", "message_id", "message"),
        add_tenant_relation("unclaimed_letter", "command_id", "command_log"),
        guard_tenant_table("unclaimed_letter", "SELECT", "INSERT"),
        forbid_change("unclaimed_letter", "UPDATE", "DELETE"),
        add_tenant_relation("owner_contact", "customer_id", "customer"),
        add_tenant_relation("owner_contact", "credit_id", "unclaimed_credit"),
        add_tenant_relation("owner_contact", "command_id", "command_log"),
        guard_tenant_table("owner_contact", "SELECT", "INSERT", "UPDATE (is_withdrawn)"),
        forbid_change("owner_contact", "DELETE"),
        add_tenant_relation("owner_return", "credit_id", "unclaimed_credit"),
        add_tenant_relation("owner_return", "command_id", "command_log"),
        guard_tenant_table("owner_return", "SELECT", "INSERT", "UPDATE (is_withdrawn)"),
        forbid_change("owner_return", "DELETE"),
        add_tenant_relation("hand_over", "legal_entity_id", "legal_entity"),
        add_tenant_relation("hand_over", "command_id", "command_log"),
        guard_tenant_table(
            "hand_over", "SELECT", "INSERT",
            "UPDATE (state, decided_by, decided_at, handed_over_on, paid_on, reference, reason)",
        ),
        forbid_change("hand_over", "DELETE"),
        forbid_truncate("hand_over"),
        RunStatement(
            "CREATE TRIGGER hand_over_goes_forward BEFORE UPDATE OF state ON hand_over"
            f" FOR EACH ROW EXECUTE FUNCTION state_goes_forward({', '.join(repr(step) for step in STEPS)})",
            "DROP TRIGGER hand_over_goes_forward ON hand_over",
        ),
        add_tenant_relation("hand_over_credit", "hand_over_id", "hand_over"),
        add_tenant_relation("hand_over_credit", "credit_id", "unclaimed_credit"),
        add_tenant_relation("hand_over_credit", "debit_item_id", "open_item"),
        guard_tenant_table("hand_over_credit", "SELECT", "INSERT", "UPDATE (debit_item_id)"),
        forbid_change("hand_over_credit", "DELETE"),
        RunStatement(LETS_CREDITS_GO, "DROP FUNCTION hand_over_lets_its_credits_go()"),
        RunStatement(
            "CREATE TRIGGER hand_over_lets_its_credits_go AFTER UPDATE OF state ON hand_over FOR EACH ROW"
            " WHEN (NEW.state IN ('declined', 'undone')) EXECUTE FUNCTION hand_over_lets_its_credits_go()",
            "DROP TRIGGER hand_over_lets_its_credits_go ON hand_over",
        ),
        RunStatement(ADDS_UP, "DROP FUNCTION hand_over_adds_up()"),
        RunStatement(
            "CREATE CONSTRAINT TRIGGER hand_over_adds_up AFTER INSERT ON hand_over"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hand_over_adds_up()",
            "DROP TRIGGER hand_over_adds_up ON hand_over",
        ),
        RunStatement(OTHERS_MONEY_IS_NO_INCOME, "DROP FUNCTION check_others_money_is_no_income()"),
        RunStatement(
            "CREATE TRIGGER others_money_is_no_income AFTER INSERT ON journal_line REFERENCING NEW TABLE AS new_lines"
            " FOR EACH STATEMENT EXECUTE FUNCTION check_others_money_is_no_income()",
            "DROP TRIGGER others_money_is_no_income ON journal_line",
        ),
    )  # fmt: skip
