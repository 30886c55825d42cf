"""Whom a person should call first, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from openbill.collections.policies.rank_calls import rank_calls
from openbill.collections.queries.promised_parts import promised_parts
from openbill.collections.queries.reminders_due import ASKED_FROM, ASKED_KINDS, IN_HAND_FROM
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.types import CallFacts, CallRow
from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.queries.exchange_rate import rate_lateral
from openbill.ledger.queries.functional_value import EXPONENTS
from openbill.organizations.models import Organization
from openbill.payments.queries.under_way import under_way_parts
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money
from openbill.receivables.policies.age_bucket import OLDEST_WEIGHED_DAYS
from openbill.receivables.queries.balances_of_day import KEPT_BALANCES, WITHOUT_KEPT_BALANCE, are_kept

MONTHS_OF_HISTORY = 12
FEWEST_LOOKED_AT, LOOKED_AT_FOR_A_ROW, CANDIDATES_FOR_A_LOOK = 50, 2, 2


def call_list(day: date, *, limit: int = 50) -> list[CallRow]:
    """The customers with overdue debts, the most urgent call first; amounts in the organization's currency.

    A debt in another currency counts with what the books carry it at, else at the rate of the day; where no rate is
    known not at all: `not_ranked` names who owes such debts. Below the minimum of a reminder nobody is called. Disputed
    and promised parts are taken off, what is being collected, and unapplied credits in the same entity and currency:
    what is left is what a call is about. Debts of which nothing is left make it neither older nor more. Whom somebody
    called is left out until the day to call again.
    """
    organization = Organization.objects.get(id=current_organization_id())
    minimum = built_in_strategy().minimum * 10 ** exponent(organization.currency)
    parameters = {**_parameters(organization, day), "minimum": minimum}
    looked_at = max(FEWEST_LOOKED_AT, LOOKED_AT_FOR_A_ROW * limit)
    while True:
        rows, most_beyond = _looked_at(day, {**parameters, "looked_at": looked_at})
        ranked = rank_calls((_facts(row, organization.currency) for row in rows), limit=limit)
        # A score is rounded to major units.
        last = (ranked[-1].score - 1) * 10 ** exponent(organization.currency) if len(ranked) == limit else 0
        if most_beyond <= last:
            return ranked
        looked_at *= 8


def _looked_at(day: date, parameters: Mapping[str, Any]) -> tuple[list[tuple[Any, ...]], float]:
    """So many customers as could come first, and what the score of anybody else can be at most, in minor units."""
    candidates = {"candidates": CANDIDATES_FOR_A_LOOK * parameters["looked_at"]}
    rows = _found(day, _CANDIDATES, _WORTH_A_LOOK + _RANKED, {**parameters, **candidates})
    # Where there is nobody to look at, the row says just what is beyond.
    return [row[1:] for row in rows if row[1] is not None], float(rows[0][0])


def not_ranked(day: date) -> list[tuple[str, str]]:
    """The customers with overdue debts whose worth nobody knows: number and currency, in this order."""
    organization = Organization.objects.get(id=current_organization_id())
    return _found(day, _ALL_ELSEWHERE, _NOT_RANKED, _parameters(organization, day))


def _found(day: date, candidates: str, asked: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What is asked of the facts of the candidates among kept balances; of all, where none are kept for the day.

    The day of the kept ones may turn at any time, and never back: so it is asked before and after.
    """
    organization_id, parameters = current_organization_id(), {**parameters, "as_of": day}
    if are_kept(organization_id, day):
        found = _executed(_FACTS.format(candidates=candidates, of_candidates=_OF_CANDIDATES) + asked, parameters)
        if are_kept(organization_id, day):
            return found
    return _executed(_FACTS.format(candidates=_ALL, of_candidates="") + asked, parameters)


def _executed(facts: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN + facts, parameters)
        return list(cursor.fetchall())


def _parameters(organization: Organization, day: date) -> dict[str, Any]:
    return {
        "organization": organization.id,
        "currency": organization.currency,
        "day": day,
        "kinds": list(ASKED_KINDS),
        "months": MONTHS_OF_HISTORY,
        "exponents": EXPONENTS,
    }


def _facts(row: tuple[Any, ...], currency: str) -> CallFacts:
    (customer_id, number, name, overdue, oldest, items, usual, broken, promised, disputed, stage, contact) = row
    # Sums may be more than an account can hold: one customer's must not stop the list of all.
    overdue, promised, disputed = (Money(int(minor), currency) for minor in (overdue, promised, disputed))
    return CallFacts(
        customer_id, number, name, overdue, oldest, items, usual, broken, promised, disputed, stage, contact
    )  # fmt: skip


# What the books carry a debt at, where they are kept in the organization's currency; else the rate of the day.
_FACTS = f"""
    {{candidates}} rate AS MATERIALIZED (
        SELECT wanted.currency, found.multiplier / found.divisor
               * power(10::numeric, (%(exponents)s::jsonb ->> %(currency)s::text)::int
                                    - (%(exponents)s::jsonb ->> wanted.currency::text)::int) AS worth
        FROM (SELECT DISTINCT item.currency FROM open_item item
              WHERE item.organization_id = %(organization)s AND item.open_minor > 0 {{of_candidates}}) AS wanted
        CROSS JOIN {rate_lateral("wanted.currency", "%(currency)s::text", "%(day)s::date")} AS found
    ), item AS (
        SELECT item.*, coalesce(owner.merged_into_id, owner.id) AS shown_id,
               CASE WHEN entity.currency = %(currency)s AND item.is_valued
                    THEN open_functional_minor / nullif(item.open_minor, 0)::numeric ELSE rate.worth END AS worth
        FROM open_item item
        LEFT JOIN rate ON rate.currency = item.currency
        JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
        JOIN legal_entity entity ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
        WHERE item.organization_id = %(organization)s AND item.open_minor > 0 {{of_candidates}}
          AND CASE item.side WHEN 'credit' THEN {IN_HAND_FROM} ELSE item.posting_date END <= %(day)s
    ), promised AS {promised_parts()}
    , under_way AS {under_way_parts("%(day)s::date")}
    , overdue AS (
        SELECT item.id AS item_id, shown_id, legal_entity_id, item.currency, worth, {ASKED_FROM} AS asked_from,
               least(disputed_minor, open_minor) AS disputed_minor,
               coalesce(promised.promised_minor, 0) AS promised_minor,
               greatest(0, open_minor - least(disputed_minor, open_minor)
                           - coalesce(promised.promised_minor, 0)::numeric
                           - coalesce(under_way.under_way_minor, 0))::bigint AS asked_minor
        FROM item
        LEFT JOIN promised ON promised.item_id = item.id
        LEFT JOIN under_way ON under_way.item_id = item.id
        WHERE side = 'debit' AND kind = ANY(%(kinds)s) AND {ASKED_FROM} < %(day)s::date
    ), credit AS (
        SELECT shown_id, legal_entity_id, item.currency, sum(open_minor) AS minor
        FROM item WHERE side = 'credit' GROUP BY 1, 2, 3
    ), owed AS (
        -- Credits go into the oldest debts of their entity and currency, as a reminder counts them.
        SELECT overdue.*, least(asked_minor, greatest(0, sum(asked_minor) OVER (
                   PARTITION BY shown_id, legal_entity_id, currency ORDER BY asked_from, item_id
               ) - coalesce(credit.minor, 0))) AS left_minor
        FROM overdue LEFT JOIN credit USING (shown_id, legal_entity_id, currency)
    ), debt AS (
        SELECT shown_id, (count(*) FILTER (WHERE left_minor > 0))::int AS items,
               %(day)s::date - min(asked_from) FILTER (WHERE left_minor > 0) AS oldest_days,
               sum(worth * left_minor) AS asked, sum(worth * promised_minor) AS promised,
               sum(worth * disputed_minor) AS disputed
        FROM owed
        GROUP BY shown_id
    )
"""

_BROKEN = """
    WITH broken AS (
        SELECT coalesce(owner.merged_into_id, owner.id) AS customer_id, count(*) AS promises
        FROM promise
        JOIN customer owner ON owner.organization_id = promise.organization_id AND owner.id = promise.customer_id
        WHERE promise.organization_id = %(organization)s AND state IN ('broken', 'part_kept')
          AND promised_date > %(day)s::date - make_interval(months => %(months)s) AND judged_on <= %(day)s
        GROUP BY 1
    ),
"""

# Who cannot be among the first is not looked at: what is overdue and the oldest day are as much as a score can be made
# of, but for broken promises, of which a customer has few. What a debt in another currency is worth is not known here,
# nor what those owe whose balance is not kept: they are all looked at.
_ELSEWHERE = f"""
    SELECT customer_id FROM {KEPT_BALANCES} AS kept
    WHERE (currency < %(currency)s OR currency > %(currency)s) AND weighted_overdue_minor > 0
    UNION ALL
    SELECT customer_id FROM {WITHOUT_KEPT_BALANCE} AS other
"""

_OF_CANDIDATE = """
    of_candidate AS MATERIALIZED (
        SELECT customer_id FROM candidate
        UNION
        SELECT id FROM customer
        WHERE organization_id = %(organization)s AND merged_into_id IN (SELECT customer_id FROM candidate)
    ),
"""

_CANDIDATES = f"""
    worst AS MATERIALIZED (
        SELECT customer_id, weighted_overdue_minor AS most FROM {KEPT_BALANCES} AS kept
        WHERE currency = %(currency)s AND weighted_overdue_minor > 0
        ORDER BY weighted_overdue_minor DESC LIMIT %(candidates)s
    ), worst_of_broken AS MATERIALIZED (
        SELECT customer_id, weighted_overdue_minor * (1 + least(promises, 4) / 4::double precision) AS most
        FROM broken JOIN {KEPT_BALANCES} AS kept USING (customer_id)
        WHERE currency = %(currency)s AND weighted_overdue_minor > 0
        ORDER BY most DESC LIMIT %(candidates)s
    ), candidate AS MATERIALIZED (
        SELECT customer_id FROM worst
        UNION
        SELECT customer_id FROM worst_of_broken
        UNION
        {_ELSEWHERE}
    ), {_OF_CANDIDATE}
"""

_ALL_ELSEWHERE = f"candidate AS MATERIALIZED ({_ELSEWHERE}), {_OF_CANDIDATE}"

_OF_CANDIDATES = "AND item.customer_id IN (SELECT customer_id FROM of_candidate)"

_ALL = "worst AS (SELECT 0::double precision AS most LIMIT 0), worst_of_broken AS (SELECT most FROM worst),"

# Habit only lowers a score, by half at most (policy `rank_calls`): whose score without it is less than that of the last
# of the list is not looked at closely.
_WORTH_A_LOOK = """
    , called AS (
        SELECT DISTINCT ON (1) coalesce(owner.merged_into_id, owner.id) AS customer_id, again_on
        FROM call
        JOIN customer owner ON owner.organization_id = call.organization_id AND owner.id = call.customer_id
        WHERE call.organization_id = %(organization)s AND NOT is_withdrawn AND called_on <= %(day)s
        ORDER BY 1, called_on DESC, call.id DESC
    ), bound AS (
        SELECT debt.*, coalesce(broken.promises, 0) AS broken_promises,
               coalesce(debt.asked, 0) * (1 + 2 * least(debt.oldest_days, {oldest}) / {oldest}.0)
                                       * (1 + least(coalesce(broken.promises, 0), 4) / 4.0) AS most
        FROM debt
        LEFT JOIN broken ON broken.customer_id = debt.shown_id
        LEFT JOIN called ON called.customer_id = debt.shown_id
        WHERE coalesce(debt.asked, 0) >= %(minimum)s AND (called.again_on IS NULL OR called.again_on <= %(day)s)
    ), chosen AS MATERIALIZED (
        SELECT * FROM bound ORDER BY most DESC LIMIT %(looked_at)s
    ), beyond AS (
        SELECT greatest((SELECT min(most) FROM chosen HAVING count(*) = %(looked_at)s),
                        (SELECT min(most) FROM worst HAVING count(*) = %(candidates)s),
                        (SELECT min(most) FROM worst_of_broken HAVING count(*) = %(candidates)s), 0) AS most
    ), member AS MATERIALIZED (
        SELECT shown_id, shown_id AS customer_id FROM chosen
        UNION ALL
        SELECT chosen.shown_id, merged.id FROM chosen
        JOIN customer merged ON merged.organization_id = %(organization)s AND merged.merged_into_id = chosen.shown_id
    ), habit AS (
        SELECT member.shown_id AS customer_id,
               round(sum((use.economic_date - {asked_from}) * use.amount_minor::numeric)
                     / nullif(sum(use.amount_minor), 0))::int AS days_late
        FROM member
        JOIN open_item item ON item.organization_id = %(organization)s AND item.customer_id = member.customer_id
        JOIN allocation use ON use.organization_id = item.organization_id AND use.debit_item_id = item.id
        JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
        WHERE credit.kind = 'payment' AND item.kind = ANY(%(kinds)s)
          AND use.effective_date > %(day)s::date - make_interval(months => %(months)s) AND use.effective_date <= %(day)s
        GROUP BY 1
    ), contacted AS (
        SELECT member.shown_id AS customer_id, max(notice.on_date) AS last_date, max(noticed.stage_number) AS stage
        FROM member
        JOIN notice ON notice.organization_id = %(organization)s AND notice.customer_id = member.customer_id
        JOIN noticed_item noticed ON noticed.organization_id = notice.organization_id AND noticed.notice_id = notice.id
        JOIN open_item item ON item.organization_id = noticed.organization_id AND item.id = noticed.item_id
         AND item.open_minor > 0
        WHERE notice.withdrawn_on IS NULL AND notice.on_date <= %(day)s
        GROUP BY 1
    )
""".replace("{asked_from}", ASKED_FROM).replace("{oldest}", str(OLDEST_WEIGHED_DAYS))

_RANKED = """
    SELECT beyond.most, customer.id, customer.number, customer.name,
           round(coalesce(debt.asked, 0)), debt.oldest_days, debt.items,
           habit.days_late, debt.broken_promises, round(coalesce(debt.promised, 0)),
           round(coalesce(debt.disputed, 0)), coalesce(contacted.stage, 0), contacted.last_date
    FROM beyond
    LEFT JOIN chosen AS debt ON true
    LEFT JOIN customer ON customer.organization_id = %(organization)s AND customer.id = debt.shown_id
    LEFT JOIN habit ON habit.customer_id = debt.shown_id
    LEFT JOIN contacted ON contacted.customer_id = debt.shown_id
"""

_NOT_RANKED = f"""
    SELECT DISTINCT customer.number, item.currency
    FROM item
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = item.shown_id
    WHERE item.side = 'debit' AND item.kind = ANY(%(kinds)s) AND {ASKED_FROM} < %(day)s::date AND item.worth IS NULL
    ORDER BY 1, 2
"""
