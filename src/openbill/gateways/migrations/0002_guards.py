"""Guards of gateways: what was told and tried is kept, a try goes only forward."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    guard_tenant_table,
)

GO_FORWARD = """
CREATE FUNCTION payment_attempt_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    places CONSTANT jsonb :=
        '{"begun": 0, "failed": 1, "succeeded": 2, "refunded": 3, "disputed": 3, "regained": 4}';
BEGIN
    IF NEW.state <> OLD.state AND (places ->> NEW.state)::int <= (places ->> OLD.state)::int
       -- At a gateway's page a payer who was declined begins anew.
       AND NOT (OLD.state = 'failed' AND NEW.state = 'begun')
       -- What came again may be taken again, each time by a dispute of its own.
       AND NOT (OLD.state = 'regained' AND NEW.state = 'disputed' AND NEW.disputes = OLD.disputes + 1) THEN
        RAISE EXCEPTION 'A try that is % does not become %.', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_attempt_goes_forward', TABLE = 'payment_attempt';
    END IF;
    IF OLD.settles AND NOT NEW.settles THEN
        RAISE EXCEPTION 'A try that settled its round did so for ever.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_attempt_goes_forward', TABLE = 'payment_attempt';
    END IF;
    RETURN NEW;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("gateways", "0001_tables"), ("payments", "0004_money_under_way")]

    operations = flatten(
        add_tenant_relation("gateway_account", "legal_entity_id", "legal_entity"),
        add_tenant_relation("gateway_account", "command_id", "command_log"),
        guard_tenant_table("gateway_account", "SELECT", "INSERT", "UPDATE (secrets, is_connected)"),
        forbid_change("gateway_account", "DELETE"),
        add_tenant_relation("saved_method", "customer_id", "customer"),
        add_tenant_relation("saved_method", "account_id", "gateway_account"),
        add_tenant_relation("saved_method", "command_id", "command_log"),
        guard_tenant_table(
            "saved_method", "SELECT", "INSERT",
            "UPDATE (token, label, state, pays_automatically, expires_on, warned_of, ended_at, ended_because)",
        ),
        forbid_change("saved_method", "DELETE"),
        add_tenant_relation("payment_request", "customer_id", "customer"),
        add_tenant_relation("payment_request", "legal_entity_id", "legal_entity"),
        add_tenant_relation("payment_request", "command_id", "command_log"),
        guard_tenant_table(
            "payment_request", "SELECT", "INSERT", "UPDATE (state, round, link_number, expires_at)"
        ),
        forbid_change("payment_request", "DELETE"),
        add_tenant_relation("requested_item", "request_id", "payment_request"),
        add_tenant_relation("requested_item", "item_id", "open_item"),
        guard_tenant_table("requested_item", "SELECT", "INSERT"),
        forbid_change("requested_item", "UPDATE", "DELETE"),
        add_tenant_relation("payment_attempt", "request_id", "payment_request"),
        add_tenant_relation("payment_attempt", "customer_id", "customer"),
        add_tenant_relation("payment_attempt", "account_id", "gateway_account"),
        add_tenant_relation("payment_attempt", "saved_method_id", "saved_method"),
        add_tenant_relation("payment_attempt", "payment_id", "payment"),
        add_tenant_relation("payment_attempt", "command_id", "command_log"),
        guard_tenant_table("payment_attempt", "SELECT", "INSERT", "UPDATE"),
        forbid_change("payment_attempt", "DELETE"),
        RunStatement(GO_FORWARD, "DROP FUNCTION payment_attempt_goes_forward()"),
        RunStatement(
            "CREATE TRIGGER payment_attempt_goes_forward BEFORE UPDATE ON payment_attempt"
            " FOR EACH ROW EXECUTE FUNCTION payment_attempt_goes_forward()",
            "DROP TRIGGER payment_attempt_goes_forward ON payment_attempt",
        ),
        RunStatement(
            "CREATE TRIGGER payment_attempt_is_under_way_no_more AFTER UPDATE OF state ON payment_attempt FOR EACH ROW"
            " WHEN (NEW.state <> 'begun') EXECUTE FUNCTION money_is_under_way_no_more()",
            "DROP TRIGGER payment_attempt_is_under_way_no_more ON payment_attempt",
        ),
        add_tenant_relation("attempt_part", "attempt_id", "payment_attempt"),
        add_tenant_relation("attempt_part", "item_id", "open_item"),
        guard_tenant_table("attempt_part", "SELECT", "INSERT"),
        forbid_change("attempt_part", "UPDATE", "DELETE"),
        add_tenant_relation("gateway_refund", "attempt_id", "payment_attempt"),
        add_tenant_relation("gateway_refund", "refund_request_id", "refund_request"),
        add_tenant_relation("gateway_refund", "command_id", "command_log"),
        guard_tenant_table(
            "gateway_refund", "SELECT", "INSERT",
            "UPDATE (state, gateway_id, is_booked, amount_minor, refund_request_id, refusals, refused_because,"
            " ask_again_at)",
        ),
        forbid_change("gateway_refund", "DELETE"),
        add_tenant_relation("gateway_notice", "account_id", "gateway_account"),
        add_tenant_relation("gateway_notice", "command_id", "command_log"),
        guard_tenant_table(
            "gateway_notice", "SELECT", "INSERT",
            "UPDATE (state, processed_at, refusals, refused_because, read_again_at, set_aside_because)",
        ),
        forbid_change("gateway_notice", "DELETE"),
        add_tenant_relation("payout", "account_id", "gateway_account"),
        add_tenant_relation("payout", "command_id", "command_log"),
        guard_tenant_table("payout", "SELECT", "INSERT", "UPDATE (arrived_date)"),
        forbid_change("payout", "DELETE"),
        add_tenant_relation("payout_entry", "payout_id", "payout"),
        add_tenant_relation("payout_entry", "attempt_id", "payment_attempt"),
        guard_tenant_table("payout_entry", "SELECT", "INSERT", "UPDATE (attempt_id)"),
        forbid_change("payout_entry", "DELETE"),
        add_tenant_relation("test_payment", "account_id", "gateway_account"),
        add_tenant_relation("test_payment", "command_id", "command_log"),
        guard_tenant_table("test_payment", "SELECT", "INSERT", "UPDATE"),
        forbid_change("test_payment", "DELETE"),
    )  # fmt: skip
