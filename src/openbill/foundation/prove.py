"""Statements that find what is wrong: how most parts of `openbill verify` are written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from openbill.foundation.finding import Finding
from openbill.foundation.tenancy import current_organization_id

FINDINGS_SHOWN = 100
"""How many findings of one invariant are told; what breaks once breaks often."""


def prove(invariants: Mapping[str, str]) -> Iterator[Finding]:
    """Run each invariant's statement, which selects (what, where) it does not hold; at most FINDINGS_SHOWN of each.

    The statements may use %(organization)s, the organization in force.
    """
    parameters: dict[str, Any] = {"organization": current_organization_id(), "limit": FINDINGS_SHOWN}
    for invariant, statement in invariants.items():
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} ORDER BY 2, 1 LIMIT %(limit)s", parameters)
            for what, where in cursor.fetchall():
                yield Finding(invariant, what, where)
