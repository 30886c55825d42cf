"""The rules of jurisdictions: those that come with Openbill, and those that the organization set over them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

import yaml
from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.unclaimed.policies.checked_rule import checked_rule
from openbill.unclaimed.policies.rule_that_holds import rule_that_holds
from openbill.unclaimed.types import CreditKind, Rule, Treatment

Rules = Mapping[tuple[str, CreditKind], Rule]
"""The rule of each jurisdiction and kind that holds."""


@dataclass(frozen=True, slots=True)
class HolderInOrder:
    """A legal entity and the jurisdiction under which it is; `is_own` says that it was set and not read off."""

    legal_entity_id: UUID
    name: str
    jurisdiction: str
    is_own: bool


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """What comes with Openbill: one rule for each jurisdiction and kind."""
    file = resources.files("openbill.unclaimed").joinpath("rules", "rules.yaml")
    written: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(checked_rule(rule) for each in written for rule in _of_kinds(each))


def _of_kinds(written: Mapping[str, Any]) -> Iterator[Rule]:
    told = {name: value for name, value in written.items() if name not in ("kinds", "treatment")}
    for kind in written.get("kinds", [kind.value for kind in CreditKind]):
        yield Rule(kind=CreditKind(kind), treatment=Treatment(written["treatment"]), **told)


def own_rules() -> list[Rule]:
    """What the organization set and did not withdraw, also what holds later."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"organization": current_organization_id()})
        return [
            Rule(
                jurisdiction, CreditKind(kind), Treatment(treatment), months, source, set_on, valid_from, year_end,
                cut_off, report_by, deliver_by, earliest, latest, minimum, currency, exempts, is_own=True,
            )
            for (
                jurisdiction, kind, treatment, months, source, set_on, valid_from, year_end, cut_off, report_by,
                deliver_by, earliest, latest, minimum, currency, exempts,
            ) in cursor.fetchall()
        ]  # fmt: skip


def rules_that_hold(on: date) -> Rules:
    """Of every jurisdiction and kind the rule that holds on a day."""
    known: dict[tuple[str, CreditKind], list[Rule]] = defaultdict(list)
    for rule in (*shipped_rules(), *own_rules()):
        known[rule.jurisdiction, rule.kind].append(rule)
    holding = {key: rule_that_holds(rules, on) for key, rules in known.items()}
    return {key: rule for key, rule in holding.items() if rule is not None}


def rules_in_order(on: date) -> list[Rule]:
    """The rules that hold on a day, and the own ones that hold later, by jurisdiction and kind."""
    coming = [rule for rule in own_rules() if rule.valid_from > on]
    held = (*rules_that_hold(on).values(), *coming)
    return sorted(held, key=lambda rule: (rule.jurisdiction, rule.kind, rule.valid_from))


def holders() -> list[HolderInOrder]:
    """The legal entities with the jurisdictions under which they are, the default one first."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"organization": current_organization_id()})
        return [HolderInOrder(*row) for row in cursor.fetchall()]


_OWN = """
    SELECT DISTINCT ON (jurisdiction, kind, valid_from)
           jurisdiction, kind, treatment, dormancy_months, source, set_on, valid_from, from_year_end, cut_off,
           report_by, deliver_by, letter_earliest_days, letter_latest_days, letter_minimum_minor, currency,
           exempts_businesses
    FROM (
        SELECT *, max(CASE WHEN is_withdrawn THEN revision ELSE 0 END) OVER (PARTITION BY jurisdiction, kind)
                  AS withdrawn_until
        FROM unclaimed_rule WHERE organization_id = %(organization)s
    ) AS rule
    WHERE revision > withdrawn_until
    ORDER BY jurisdiction, kind, valid_from, revision DESC
"""

_HOLDERS = """
    SELECT entity.id, entity.name, coalesce(holder.jurisdiction, entity.country), holder.id IS NOT NULL
    FROM legal_entity entity
    LEFT JOIN holder_jurisdiction holder
      ON holder.organization_id = entity.organization_id AND holder.legal_entity_id = entity.id
    WHERE entity.organization_id = %(organization)s
    ORDER BY entity.is_default DESC, entity.code
"""
