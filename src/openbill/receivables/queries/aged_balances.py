"""What each customer (group, entity) owes by age, as the relation under an aging and its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from openbill.organizations.models import LegalEntity
from openbill.receivables.policies.age_bucket import USUAL_BOUNDS
from openbill.receivables.queries.balances_of_day import BUCKETS, CREDIT, are_kept, balances_of_day
from openbill.receivables.queries.customers_as_known import SHOWN_ID, group_roots, merged_customers
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.totals_of_day import totals_of_day


class AgingBy(StrEnum):
    """Whose balance a row shows."""

    CUSTOMER = "customer"
    GROUP = "group"
    LEGAL_ENTITY = "legal-entity"


class AgedFrom(StrEnum):
    """From which date days are counted."""

    DUE_DATE = "due-date"
    DOCUMENT_DATE = "document-date"


_SHOWN = {
    AgingBy.CUSTOMER: (
        SHOWN_ID,
        "customer.id::text, customer.number, customer.name",
        "JOIN customer ON customer.organization_id = %(organization)s AND customer.id = balance.shown_id",
    ),
    AgingBy.GROUP: (
        "coalesce(grouped.root_id, merged.shown_id, item.customer_id)",
        "customer.id::text, customer.number, customer.name",
        "JOIN customer ON customer.organization_id = %(organization)s AND customer.id = balance.shown_id",
    ),
    AgingBy.LEGAL_ENTITY: (
        "item.legal_entity_id",
        "entity.id::text, entity.code, entity.name",
        "JOIN legal_entity entity ON entity.organization_id = %(organization)s AND entity.id = balance.shown_id",
    ),
}


@dataclass(frozen=True, slots=True)
class AgedBalances:
    """The WITH items of an aging, of which `balance` has a row for each customer (group, entity) and currency.

    `amounts` are its columns, unapplied credits first (negative), then the buckets from what is not due on; `names`
    joins whose balance it is, and `shown` are their identifier, number and name. Where balances `are_kept`, those of
    `balance` are in `kept_one`, which can be walked along from the oldest debts on, or in `added_up`; they stand for
    `added_up.customers` balances of customers where those are of groups.
    """

    relations: str
    buckets: tuple[str, ...]
    shown: str
    names: str
    parameters: Mapping[str, Any]
    are_kept: bool = False

    @property
    def amounts(self) -> str:
        return ", ".join(("balance.unapplied", *(f"balance.{bucket}" for bucket in self.buckets)))


def aged_balances(
    organization_id: UUID,
    as_of: date,
    *,
    bounds: Sequence[int] = USUAL_BOUNDS,
    by: AgingBy = AgingBy.CUSTOMER,
    aged_from: AgedFrom = AgedFrom.DUE_DATE,
    legal_entity_id: UUID | None = None,
    known_sequence: int | None = None,
) -> AgedBalances:
    """The relations of an aging; days past due = as_of - due date."""
    key, shown, names = _SHOWN[by]
    groups = f"LEFT JOIN {group_roots(known_sequence)} AS grouped ON grouped.customer_id = {SHOWN_ID}"
    shown_under = f"""
            LEFT JOIN {merged_customers(known_sequence)} AS merged ON merged.customer_id = item.customer_id
            {groups if by is AgingBy.GROUP else ""}
            WHERE %(entity)s::uuid IS NULL OR item.legal_entity_id = %(entity)s"""
    is_usual = tuple(bounds) == USUAL_BOUNDS and aged_from is AgedFrom.DUE_DATE and known_sequence is None
    is_of_all = by is not AgingBy.LEGAL_ENTITY and legal_entity_id is None
    is_by_company = by is AgingBy.LEGAL_ENTITY and legal_entity_id is None
    if is_usual and is_by_company and are_kept(organization_id, as_of) and _is_one_company(organization_id):
        totals = totals_of_day(organization_id, as_of)
        return AgedBalances(_OF_THE_ONLY_ONE.format(totals=totals.relation), BUCKETS, shown, names, totals.parameters)
    if is_usual and is_of_all and are_kept(organization_id, as_of):
        kept = balances_of_day(organization_id, as_of)
        relations = _KEPT[by].format(all=kept.relation, kept=kept.kept, others=kept.others)
        return AgedBalances(f"{relations}, {_EVERY}", BUCKETS, shown, names, kept.parameters, are_kept=True)
    items = items_as_of(organization_id, as_of, known_sequence=known_sequence)
    day = {AgedFrom.DUE_DATE: "item.due_date", AgedFrom.DOCUMENT_DATE: "item.document_date"}[aged_from]
    thresholds = [1, *(bound + 1 for bound in bounds)]
    buckets = tuple(f"bucket_{position}" for position in range(len(thresholds) + 1))
    in_bucket = [
        f"sum_minor(open_minor) FILTER (WHERE bucket = {position}) AS {bucket}"
        for position, bucket in enumerate(buckets)
    ]
    relations = f"""
        item AS (
            SELECT {key} AS shown_id, item.currency, item.open_minor,
                   CASE item.side WHEN 'credit' THEN {CREDIT}
                   ELSE width_bucket(%(as_of)s::date - {day}, %(thresholds)s::int[]) END AS bucket
            FROM {items.relation} AS item {shown_under}
        ), balance AS (
            SELECT shown_id, currency,
                   -sum_minor(open_minor) FILTER (WHERE bucket = {CREDIT}) AS unapplied,
                   {", ".join(in_bucket)}
            FROM item GROUP BY shown_id, currency
        )"""
    parameters = {**items.parameters, "thresholds": thresholds, "entity": legal_entity_id}
    return AgedBalances(relations, buckets, shown, names, parameters)


def _is_one_company(organization_id: UUID) -> bool:
    return LegalEntity.objects.filter(organization_id=organization_id).count() == 1


AGED_COLUMNS = f"shown_id, currency, unapplied, {', '.join(BUCKETS)}"
"""The columns of a row of an aging from what is kept."""

_FIGURES = f"-unapplied_minor AS unapplied, {', '.join(f'{bucket}_minor AS {bucket}' for bucket in BUCKETS)}"
_SUMS = ", ".join(f"sum_minor({bucket}_minor) AS {bucket}" for bucket in BUCKETS)
_KEPT = {
    AgingBy.CUSTOMER: f"""
        kept_one AS NOT MATERIALIZED (
            SELECT customer_id AS shown_id, currency, {_FIGURES} FROM {{kept}} AS kept
        ), added_up AS MATERIALIZED (
            SELECT customer_id AS shown_id, currency, {_FIGURES}, 1 AS customers FROM {{others}} AS other
        )""",
    # Few are in groups: only theirs are added up.
    AgingBy.GROUP: f"""
        grouped AS MATERIALIZED {group_roots(None)}, in_group AS MATERIALIZED (
            SELECT customer_id, root_id FROM grouped UNION SELECT root_id, root_id FROM grouped
        ), kept_one AS NOT MATERIALIZED (
            SELECT customer_id AS shown_id, currency, {_FIGURES} FROM {{kept}} AS kept
            WHERE customer_id NOT IN (SELECT customer_id FROM in_group)
        ), added_up AS MATERIALIZED (
            SELECT customer_id AS shown_id, currency, {_FIGURES}, 1 AS customers FROM {{others}} AS other
            WHERE customer_id NOT IN (SELECT customer_id FROM in_group)
            UNION ALL
            SELECT in_group.root_id, currency, -sum_minor(unapplied_minor), {_SUMS}, count(*)
            FROM in_group JOIN {{all}} AS balance USING (customer_id)
            GROUP BY 1, 2
        )""",
}
_OF_THE_ONLY_ONE = f"""
        balance AS (
            SELECT entity.id AS shown_id, total.currency, {_FIGURES}
            FROM {{totals}} AS total
            JOIN legal_entity entity ON entity.organization_id = %(organization)s
        )"""
"""All that is owed is owed to the only company: the totals say it."""
_EVERY = f"""
        balance AS NOT MATERIALIZED (
            SELECT {AGED_COLUMNS} FROM kept_one UNION ALL SELECT {AGED_COLUMNS} FROM added_up
        )"""
