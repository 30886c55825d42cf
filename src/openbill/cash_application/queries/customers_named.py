"""Who is called like the payers of receipts, found for many names at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import connection
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from openbill.cash_application.policies.match_line import MOST_CANDIDATES
from openbill.cash_application.policies.name_key import key_of_normalised, name_key
from openbill.customers.policies.normalised_name import normalised_name
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.foundation.text_array import text_array

FEWEST_LETTERS = 20
"""A name is compared with the beginning of another as long as itself, or with so many letters at least."""

LEAST_LIKE = 0.7
"""Names that are less like each other are other names."""

MOST_COMPARED = 400
"""So many customers whose names begin alike are compared with a payer's."""


def customers_named(names: Collection[str]) -> dict[str, list[tuple[UUID, float]]]:
    """By the name of a payer who is called like it, and how like, the best first; the beginnings sound alike.

    Where somebody is called just so, others who are only called like it are not asked for.
    """
    written = {name: normalised_name(name) for name in names}
    found: dict[str, dict[UUID, float]] = defaultdict(dict)
    for name, customer in _called(written):
        found[name][customer] = 1.0
    beginnings = _beginnings({name: normal for name, normal in written.items() if name not in found})
    sounding = _sounding(set(beginnings.values()))
    for name, beginning in beginnings.items():
        for customer, alike in _like(name_key(name), sounding.get(beginning, ())):
            found[name][customer] = max(alike, found[name].get(customer, 0.0))
    return {name: sorted(each.items(), key=lambda pair: -pair[1])[:MOST_CANDIDATES] for name, each in found.items()}


def _like(key: str, others: Sequence[tuple[str, UUID]]) -> list[tuple[UUID, float]]:
    """Customers whose names, cut off where a bank may have cut the payer's off, are like it."""
    longest = max(len(key), FEWEST_LETTERS)
    cut_off = [other[:longest] for other, _ in others]
    alike = extract(key, cut_off, scorer=ratio, limit=None, score_cutoff=100 * LEAST_LIKE)
    return [(others[place][1], score / 100) for _, score, place in alike]


def _called(written: Mapping[str, str]) -> list[tuple[str, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT wanted.name, {shown_as("customer")}
            FROM unnest(%(names)s::text[], %(normalised)s::text[]) AS wanted (name, normalised)
            JOIN customer ON customer.organization_id = %(organization)s AND customer.search_name = wanted.normalised
            WHERE wanted.normalised <> '' ORDER BY wanted.name, customer.id
            """,
            {
                "organization": current_organization_id(),
                "names": text_array(written),
                "normalised": text_array(written.values()),
            },
        )
        return [(name, customer) for name, customer in cursor.fetchall()]


def _beginnings(written: Mapping[str, str]) -> dict[str, str]:
    """What each name begins with, as it sounds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted.name, beginning_of(wanted.normalised)"
            " FROM unnest(%s::text[], %s::text[]) AS wanted (name, normalised)",
            [text_array(written), text_array(written.values())],
        )
        return dict(cursor.fetchall())


def _sounding(beginnings: Collection[str]) -> dict[str, list[tuple[str, UUID]]]:
    """By the beginning of a name the MOST_COMPARED customers whose names begin so, with the names as compared."""
    found: dict[str, list[tuple[str, UUID]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT wanted.beginning, customer.search_name, {shown_as("customer")}
            FROM unnest(%(beginnings)s::text[]) AS wanted (beginning)
            CROSS JOIN LATERAL (
                SELECT id, search_name, merged_into_id FROM customer
                WHERE organization_id = %(organization)s AND search_beginning = wanted.beginning
                LIMIT {MOST_COMPARED}
            ) AS customer
            """,
            {"organization": current_organization_id(), "beginnings": text_array(beginnings)},
        )
        for beginning, name, customer in cursor.fetchall():
            found[beginning].append((key_of_normalised(name), customer))
    return found
