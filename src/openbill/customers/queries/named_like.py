"""Which customers a text may mean, as SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.policies.misspelling import misspelling
from openbill.customers.policies.normalised_name import normalised_name
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.mistyped_number import mistyped_number

MOST_LIKE = 100
"""So many of the customers whose names have most in common with the text are looked at closely."""

MOST_NEAR = 20

FEW = 2
"""So few letters are looked for where words begin only: nearly every name holds them somewhere."""


@dataclass(frozen=True, slots=True)
class NamedLike:
    """A relation (customer_id, rank), a condition of the table `customer`, and their parameters; 1 is the best rank."""

    relation: str
    condition: str
    parameters: Mapping[str, Any]


def named_like(text: str, *, most: int | None = None) -> NamedLike:
    """Whose number begins with a text, or whose name holds it; all customers where it is blank.

    Capitals do not matter, nor do accents, punctuation and legal forms in a name; one or two letters must begin a
    word. Where nobody is called so, those are meant whose number or name is written nearly so (policies
    `mistyped_number` and `misspelling`). The relation has the first `most` of the best.
    """
    wanted = text.strip().replace("\0", "")
    name = normalised_name(wanted)
    in_name = _in_name(wanted, _literal(name))
    parameters: dict[str, Any] = {
        "text": wanted,
        "name": name or None,
        "number_start": f"{_literal(wanted)}%",
        "name_start": f"{_literal(name)}%" if in_name else None,
        "in_name": in_name,
        "in_written_name": None if wanted.isalnum() and len(wanted) <= FEW else f"%{_literal(wanted)}%",
        "most": most,
    }
    if not wanted:
        return NamedLike(_EVERYBODY, "true", parameters)
    if _is_anybody(parameters):
        return NamedLike(_NAMED, f"customer.id IN (SELECT customer_id FROM {_NAMED})", parameters)
    return NamedLike(_NEAR, "customer.id = ANY(%(near)s::uuid[])", {**parameters, "near": _near(wanted, name)})


_EVERYBODY = """(
    SELECT id AS customer_id, 1 AS rank FROM customer
    WHERE organization_id = %(organization)s AND merged_into_id IS NULL
    ORDER BY lower(name), number LIMIT %(most)s
)"""
_WORDS = "%(text)s, %(name)s, %(number_start)s, %(name_start)s, %(in_name)s::text[], %(in_written_name)s"
_NAMED = f"customers_named({_WORDS}, %(most)s)"
_NEAR = "(SELECT * FROM unnest(%(near)s::uuid[]) WITH ORDINALITY AS near (customer_id, rank))"


def _in_name(wanted: str, name: str) -> list[str] | None:
    """What the name may be like; nothing where hardly anything is left to search for, as nothing is like NULL."""
    if len(name) > FEW:
        return [f"%{name}%"]
    return [f"{name}%", f"% {name}%"] if len(name) > 1 or (name and wanted.isalnum()) else None


def _is_anybody(parameters: Mapping[str, Any]) -> bool:
    """Whether anybody is called so."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT is_anybody_named({_WORDS})", parameters)
        (found,) = cursor.fetchone()
        return bool(found)


def _near(text: str, name: str) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM customer WHERE organization_id = %s AND number = ANY(%s) ORDER BY number LIMIT %s",
            [current_organization_id(), mistyped_number(text), MOST_NEAR],
        )
        numbered = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT * FROM customers_spelled_like(%s, %s)", [name, MOST_LIKE])
        named = [
            (mistakes, place, customer_id)
            for place, (customer_id, wanted, spelling) in enumerate(cursor.fetchall())
            if (mistakes := misspelling(wanted, spelling)) is not None
        ]
    return (numbered + [customer_id for _mistakes, _place, customer_id in sorted(named)])[:MOST_NEAR]


def _literal(text: str) -> str:
    r"""A text that LIKE takes as it stands, with \ as its escape."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
