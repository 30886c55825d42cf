"""Guards of messages: what was said is never rewritten, and a message goes only where its lifecycle leads."""

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

GUARD_MESSAGE_STATE = """
CREATE FUNCTION guard_message_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = NEW.state OR (OLD.state, NEW.state) IN (
        ('composed', 'held'), ('composed', 'queued'), ('composed', 'suppressed'), ('composed', 'sent'),
        ('composed', 'cancelled'),
        ('held', 'queued'), ('held', 'composed'), ('held', 'cancelled'),
        ('queued', 'sending'), ('queued', 'held'), ('queued', 'suppressed'), ('queued', 'cancelled'),
        ('sending', 'queued'), ('sending', 'cancelled'), ('sending', 'sent'), ('sending', 'deferred'),
        ('sending', 'bounced'), ('sending', 'failed'), ('sending', 'uncertain'),
        ('deferred', 'sending'), ('deferred', 'held'), ('deferred', 'suppressed'), ('deferred', 'cancelled'),
        ('failed', 'queued'), ('failed', 'cancelled'),
        ('uncertain', 'sent'), ('uncertain', 'deferred'), ('uncertain', 'bounced'), ('uncertain', 'failed'),
        ('uncertain', 'queued'), ('uncertain', 'cancelled'),
        ('sent', 'bounced')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A message does not go from % to %.', OLD.state, NEW.state
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0001_tables"),
        ("customers", "0002_guards"),
        ("organizations", "0002_guards"),
    ]

    operations = flatten(
        add_organization_relation("message_template"),
        add_tenant_relation("message_template", "command_id", "command_log"),
        guard_tenant_table("message_template", "SELECT", "INSERT"),
        forbid_change("message_template", "UPDATE", "DELETE"),
        add_tenant_relation("message", "legal_entity_id", "legal_entity"),
        add_tenant_relation("message", "customer_id", "customer"),
        add_tenant_relation("message", "contact_id", "contact"),
        add_tenant_relation("message", "command_id", "command_log"),
        guard_tenant_table(
            "message",
            "SELECT",
            "INSERT",
            "UPDATE (state, state_reason, send_after, sent_at, attempts, provider_message_id, claim_id,"
            " claim_position, lease_until)",
        ),
        # Column by column, so that the many changes of state do not pay for the guard.
        RunStatement(
            "CREATE TRIGGER message_is_never_rewritten BEFORE UPDATE OF organization_id, id, legal_entity_id,"
            " customer_id, contact_id, channel, purpose, stage, language, subject, body, html, recipient_name,"
            " recipient_address, sender_name, sender_address, reply_to, list_unsubscribe, reason, correlation_key,"
            " composed_at, command_id ON message FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "DROP TRIGGER message_is_never_rewritten ON message",
        ),
        RunStatement(GUARD_MESSAGE_STATE, "DROP FUNCTION guard_message_state()"),
        RunStatement(
            "CREATE TRIGGER message_follows_its_lifecycle BEFORE UPDATE OF state ON message"
            " FOR EACH ROW EXECUTE FUNCTION guard_message_state()",
            "DROP TRIGGER message_follows_its_lifecycle ON message",
        ),
        forbid_change("message", "DELETE"),
        forbid_truncate("message"),
        add_tenant_relation("message_attachment", "message_id", "message"),
        guard_tenant_table("message_attachment", "SELECT", "INSERT"),
        forbid_change("message_attachment", "UPDATE", "DELETE"),
        forbid_truncate("message_attachment"),
        add_tenant_relation("delivery_attempt", "message_id", "message"),
        add_tenant_relation("delivery_attempt", "command_id", "command_log"),
        guard_tenant_table("delivery_attempt", "SELECT", "INSERT"),
        forbid_change("delivery_attempt", "UPDATE", "DELETE"),
        forbid_truncate("delivery_attempt"),
        add_organization_relation("suppression"),
        add_tenant_relation("suppression", "command_id", "command_log"),
        guard_tenant_table("suppression", "SELECT", "INSERT", "UPDATE (lifted_at, lifting_note)"),
        RunStatement(
            "CREATE TRIGGER suppression_is_kept BEFORE UPDATE OF organization_id, id, address, reason, since, note,"
            " command_id ON suppression FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "DROP TRIGGER suppression_is_kept ON suppression",
        ),
        RunStatement(
            "CREATE TRIGGER suppression_is_lifted_once BEFORE UPDATE ON suppression FOR EACH ROW"
            " WHEN (OLD.lifted_at IS NOT NULL) EXECUTE FUNCTION refuse_change()",
            "DROP TRIGGER suppression_is_lifted_once ON suppression",
        ),
        RunStatement(
            "CREATE TRIGGER suppression_is_never_removed BEFORE DELETE ON suppression FOR EACH ROW"
            " EXECUTE FUNCTION refuse_change()",
            "DROP TRIGGER suppression_is_never_removed ON suppression",
        ),
    )
