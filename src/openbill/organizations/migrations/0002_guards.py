"""Guards of organizations and what belongs to them."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    ORGANIZATION_IN_FORCE,
    RunStatement,
    add_organization_relation,
    add_tenant_relation,
    flatten,
    grant,
    guard_tenant_table,
    show_own_organization_only,
)

FIND_OR_CREATE_USER = f"""
CREATE FUNCTION find_or_create_user(
    new_id uuid, new_email text, new_name text, new_password text, at timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found uuid;
BEGIN
    INSERT INTO public.user_account (id, email, name, password, is_active, created_at, made_for)
    VALUES (new_id, new_email, new_name, new_password, true, at, {ORGANIZATION_IN_FORCE})
    ON CONFLICT (lower(email)) DO NOTHING;
    SELECT id INTO found FROM public.user_account WHERE lower(email) = lower(new_email);
    RETURN found;
END
$$
"""

IS_MADE_HERE = f"""
CREATE FUNCTION account_is_made_here(person uuid)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT made_for = {ORGANIZATION_IN_FORCE} FROM public.user_account WHERE id = person
$$
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_tables"), ("foundation", "0002_guards")]

    operations = flatten(
        show_own_organization_only("organization", column="id"),
        grant("organization", "SELECT", "INSERT", "UPDATE"),
        *(
            add_organization_relation(table)
            for table in ("legal_entity", "role", "event", "number_series", "subject_key")
        ),
        add_organization_relation("command_log", deferred=True),
        guard_tenant_table("legal_entity", "SELECT", "INSERT", "UPDATE"),
        guard_tenant_table("role", "SELECT", "INSERT", "UPDATE"),
        guard_tenant_table("role_permission", "SELECT", "INSERT", "DELETE"),
        add_tenant_relation("role_permission", "role_id", "role"),
        guard_tenant_table("membership", "SELECT", "INSERT", "DELETE"),
        add_tenant_relation("membership", "role_id", "role"),
        RunStatement(
            "ALTER TABLE membership ADD CONSTRAINT membership_user_id_is_known"
            " FOREIGN KEY (user_id) REFERENCES user_account (id)",
            "ALTER TABLE membership DROP CONSTRAINT membership_user_id_is_known",
        ),
        guard_tenant_table("api_key", "SELECT", "INSERT", "UPDATE (revoked_at, name)"),
        add_tenant_relation("api_key", "role_id", "role"),
        guard_tenant_table("api_key_use", "SELECT", "INSERT", "UPDATE (began_at, count)"),
        add_tenant_relation("api_key_use", "api_key_id", "api_key"),
        guard_tenant_table("bank_account", "SELECT", "INSERT", "UPDATE"),
        add_tenant_relation("bank_account", "legal_entity_id", "legal_entity"),
        guard_tenant_table("saved_view", "SELECT", "INSERT", "UPDATE (address)", "DELETE"),
        RunStatement(
            "ALTER TABLE saved_view ADD CONSTRAINT saved_view_user_id_is_known"
            " FOREIGN KEY (user_id) REFERENCES user_account (id)",
            "ALTER TABLE saved_view DROP CONSTRAINT saved_view_user_id_is_known",
        ),
        add_tenant_relation("number_series", "legal_entity_id", "legal_entity"),
        RunStatement(FIND_OR_CREATE_USER, "DROP FUNCTION find_or_create_user(uuid, text, text, text, timestamptz)"),
        RunStatement(IS_MADE_HERE, "DROP FUNCTION account_is_made_here(uuid)"),
        RunStatement("REVOKE EXECUTE ON FUNCTION account_is_made_here(uuid) FROM PUBLIC", ""),
        RunStatement("GRANT EXECUTE ON FUNCTION account_is_made_here(uuid) TO {app}", ""),
        RunStatement("ALTER TABLE user_account ENABLE ROW LEVEL SECURITY", ""),
        RunStatement("ALTER TABLE user_account FORCE ROW LEVEL SECURITY", ""),
        RunStatement(
            "CREATE POLICY members_only ON user_account USING (EXISTS (SELECT FROM membership"
            " WHERE membership.user_id = user_account.id"
            f" AND membership.organization_id = {ORGANIZATION_IN_FORCE}))",
            "DROP POLICY members_only ON user_account",
        ),
        grant("user_account", "SELECT (id, email, name, is_active, created_at, last_login)"),
        RunStatement(
            "REVOKE EXECUTE ON FUNCTION find_or_create_user(uuid, text, text, text, timestamptz) FROM PUBLIC",
            "",
        ),
        RunStatement("GRANT EXECUTE ON FUNCTION find_or_create_user(uuid, text, text, text, timestamptz) TO {app}", ""),
    )
