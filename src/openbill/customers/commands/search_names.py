"""The spellings under which the names of a batch are searched for."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from openbill.customers.policies.normalised_name import normalised_name
from openbill.foundation.staging import staged


@contextmanager
def search_names_of(relation: str) -> Iterator[str]:
    """A table (name, search_name) of the names in a relation's column `name`, while the block runs.

    One rule in one place: the policy decides, and the database only carries the answers back.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT name FROM {relation} AS named WHERE name IS NOT NULL")
        names = [row[0] for row in cursor.fetchall()]
    with staged(
        "search_names",
        "SELECT * FROM unnest(%(names)s::text[], %(search_names)s::text[]) AS named (name, search_name)",
        {"names": names, "search_names": [normalised_name(name) for name in names]},
    ) as table:
        yield table
