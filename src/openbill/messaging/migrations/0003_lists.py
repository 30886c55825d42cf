"""The outbox as a list: along when messages were written, and found by parts of their subjects and addresses."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import ORGANIZATION_IN_FORCE, RunStatement, flatten

# LIKE might tell about rows in its errors, so under row-level security it meets no index. This function may: it runs
# as the owner, and reads which organization is in force where the policies read it, never from whoever calls. What it
# answers is looked up in `message` under its policies all the same. Executed as text, so that it is planned for the
# very words.
MESSAGES_SAYING = f"""
CREATE FUNCTION messages_saying(pattern text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE $statement$
        SELECT id FROM public.message
        WHERE organization_id = {ORGANIZATION_IN_FORCE} AND (subject ILIKE $1 OR recipient_address ILIKE $1)
    $statement$ USING pattern;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_guards"), ("customers", "0003_search")]

    operations = [
        migrations.RemoveIndex("message", "message_outbox"),
        migrations.AddIndex(
            "message",
            models.Index(fields=["organization_id", "state", "composed_at", "id"], name="message_outbox"),
        ),
        migrations.AddIndex(
            "message", models.Index(fields=["organization_id", "composed_at", "id"], name="message_written")
        ),
        *flatten(
            RunStatement(
                "CREATE INDEX message_saying ON message USING gin"
                " (organization_id, subject gin_trgm_ops, recipient_address gin_trgm_ops)",
                "DROP INDEX message_saying",
            ),
            RunStatement(MESSAGES_SAYING, "DROP FUNCTION messages_saying(text)"),
            RunStatement("REVOKE EXECUTE ON FUNCTION messages_saying(text) FROM PUBLIC", "SELECT 1"),
            RunStatement("GRANT EXECUTE ON FUNCTION messages_saying(text) TO {app}, {own_customers}", "SELECT 1"),
        ),
    ]
