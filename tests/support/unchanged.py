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
    # In one statement: a hundred small ones take several times as long.
    statement = " UNION ALL ".join(
        f"SELECT '{table}', array_agg(to_jsonb(found)::text ORDER BY id) FROM {table} AS found WHERE {column} = %(own)s"
        for table, column in columns.items()
    )
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(statement, {"own": organization_id})
        return {table: found for table, found in cursor.fetchall() if found}


@contextmanager
def nothing_changes(*organization_ids: UUID) -> Iterator[None]:
    """Fail where the block changed, added or removed a single row of these organizations."""
    before = [everything_of(organization_id) for organization_id in organization_ids]
    yield
    assert [everything_of(organization_id) for organization_id in organization_ids] == before
