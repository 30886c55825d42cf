"""Migration operations that put the database's own guards on business tables.

Each makes one statement, names what it makes, and can be undone. The names of the database roles are
those of the installation (`settings.DATABASE_ROLES`), put in when the migration runs.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

SALESPERSON_IN_FORCE = "(SELECT NULLIF(current_setting('app.salesperson_id', true), '')::uuid)"
ORGANIZATION_IN_FORCE = "(SELECT NULLIF(current_setting('app.organization_id', true), '')::uuid)"


class RunStatement(migrations.RunSQL):
    """RunSQL in which {app} stands for the installation's database role, {app_name} for it in a text; so all roles."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._execute(schema_editor, str(self.sql))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if self.reverse_sql:
            self._execute(schema_editor, str(self.reverse_sql))

    @staticmethod
    def _execute(schema_editor: BaseDatabaseSchemaEditor, statement: str) -> None:
        for role, name in settings.DATABASE_ROLES.items():
            statement = statement.replace("{" + role + "}", schema_editor.quote_name(name))
            statement = statement.replace("{" + role + "_name}", name.replace("'", "''"))
        schema_editor.execute(statement, params=None)


def grant(table: str, *privileges: str) -> list[RunStatement]:
    """Let the app role do these to a table, and the maintenance role read it."""
    return [
        RunStatement(f"GRANT {', '.join(privileges)} ON {table} TO {{app}}", f"REVOKE ALL ON {table} FROM {{app}}"),
        RunStatement(f"GRANT SELECT ON {table} TO {{maintenance}}", f"REVOKE ALL ON {table} FROM {{maintenance}}"),
    ]


def show_own_organization_only(table: str, *, column: str = "organization_id") -> list[RunStatement]:
    """Row-level security: a table shows and takes rows of the organization in force only."""
    return [
        RunStatement(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ),
        RunStatement(
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        ),
        RunStatement(
            f"CREATE POLICY own_organization ON {table} USING ({column} = {ORGANIZATION_IN_FORCE})"
            f" WITH CHECK ({column} = {ORGANIZATION_IN_FORCE})",
            f"DROP POLICY own_organization ON {table}",
        ),
    ]


def guard_tenant_table(table: str, *privileges: str) -> list[RunStatement]:
    """Everything that a business table needs: security by row, and grants for what commands do to it."""
    return [*show_own_organization_only(table), *grant(table, *privileges)]


def show_own_customers_only(table: str, condition: str) -> list[RunStatement]:
    """Let the role of salespersons read a table, and of it only what belongs to the customers of one of them."""
    return [
        RunStatement(
            f"CREATE POLICY own_customers ON {table} AS RESTRICTIVE FOR SELECT TO {{own_customers}}"
            f" USING ({condition})",
            f"DROP POLICY own_customers ON {table}",
        ),
        RunStatement(f"GRANT SELECT ON {table} TO {{own_customers}}", f"REVOKE ALL ON {table} FROM {{own_customers}}"),
    ]


def add_tenant_relation(table: str, column: str, target: str, *, to: str = "id") -> RunStatement:
    """The composite foreign key (organization_id, column) of a TenantRelation."""
    name = f"{table}_{column}_is_known"
    return RunStatement(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (organization_id, {column})"
        f" REFERENCES {target} (organization_id, {to})",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def add_organization_relation(table: str, *, deferred: bool = False) -> RunStatement:
    """The foreign key of a business table to its organization; deferred where the row comes before it."""
    name = f"{table}_organization_is_known"
    return RunStatement(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (organization_id) REFERENCES organization (id)"
        + (" DEFERRABLE INITIALLY DEFERRED" if deferred else ""),
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def forbid_truncate(table: str) -> RunStatement:
    """Not even the owner empties a table of the books by mistake."""
    return RunStatement(
        f"CREATE TRIGGER {table}_is_never_truncated BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        f"DROP TRIGGER {table}_is_never_truncated ON {table}",
    )


def forbid_change(table: str, *acts: str) -> RunStatement:
    """Refuse UPDATE and/or DELETE of a table's rows, whoever asks."""
    return RunStatement(
        f"CREATE TRIGGER {table}_is_kept BEFORE {' OR '.join(acts)} ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"DROP TRIGGER {table}_is_kept ON {table}",
    )


def flatten(*parts: RunStatement | Sequence[RunStatement]) -> list[RunStatement]:
    """One list of operations from single ones and lists of them."""
    return [operation for part in parts for operation in ([part] if isinstance(part, RunStatement) else list(part))]
