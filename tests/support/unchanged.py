"""Proof that nothing of an organization changed: every row of every table, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.apps import apps
from django.db import connection

from openbill.foundation.tenancy import TenantModel, scope

NO_BUSINESS = {"api_key_use"}
"""They count requests, refused ones too."""


def everything_of(organization_id: UUID) -> dict[str, list[str]]:
    """Every row that the organization has, as JSON, by table; tables without any are left out."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel))
    tables = [table for table in tables if table not in NO_BUSINESS]
    columns = {"organization": "id", **dict.fromkeys(tables, "organization_id")}
    rows: dict[str, list[str]] = {}
    with scope(organization_id), connection.cursor() as cursor:
        for table, column in columns.items():
            cursor.execute(
                f"SELECT to_jsonb(found)::text FROM {table} AS found WHERE {column} = %s ORDER BY id",
                [organization_id],
            )
            rows[table] = [row[0] for row in cursor.fetchall()]
    return {table: found for table, found in rows.items() if found}


@contextmanager
def nothing_changes(*organization_ids: UUID) -> Iterator[None]:
    """Fail where the block changed, added or removed a single row of these organizations."""
    before = [everything_of(organization_id) for organization_id in organization_ids]
    yield
    assert [everything_of(organization_id) for organization_id in organization_ids] == before
