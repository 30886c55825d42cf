"""Revalue open items in foreign currencies at a month's end."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged
from openbill.ledger.commands.ensure_periods import ensure_periods
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.commands.require_open_day import require_open_day
from openbill.ledger.queries.functional_value import EXPONENTS, functional_value, rate_join
from openbill.organizations.models import LegalEntity
from openbill.organizations.queries.legal_entities import require_legal_entities
from openbill.primitives.calendar import month_end
from openbill.primitives.money import Money
from openbill.receivables.errors import MonthAlreadyRevalued, NotAMonthEnd, NothingToRevalue, RatesMissing
from openbill.receivables.events import ItemsWereRevalued
from openbill.receivables.queries.items_as_of import items_as_of


@dataclass(frozen=True, slots=True)
class ItemsRevalued:
    """The unrealised difference of a month's end: a gain is positive, a loss negative."""

    items: int
    difference: Money


@command(permission="receivables.revalue")
def revalue_items(*, legal_entity_id: UUID, closing_date: date, context: Context) -> ItemsRevalued:
    """Post the unrealised exchange differences of a month's end, and their reversal on the next day (IAS 21).

    One entry per currency: the account of revaluations against unrealised gain or loss; the control accounts
    keep what the items say. The closing rate is the last one known on the day. Done again, it posts what
    came since.
    Raises LegalEntityUnknown, NotAMonthEnd, MonthAlreadyRevalued, PeriodIsClosed, BeforeCutOver, NothingToRevalue and
    RatesMissing.
    """
    require_legal_entities([legal_entity_id])
    entity = LegalEntity.objects.select_for_update(no_key=True).get(
        organization_id=context.organization_id, id=legal_entity_id
    )
    if closing_date != month_end(closing_date):
        raise NotAMonthEnd(day=closing_date, month_end=month_end(closing_date))
    next_day = closing_date + timedelta(days=1)
    require_open_day(legal_entity_id, closing_date, context=context)
    ensure_periods(legal_entity_id, [next_day], context=context)

    items = items_as_of(context.organization_id, closing_date)
    parameters = {
        **items.parameters,
        "entity": legal_entity_id,
        "exponents": EXPONENTS,
        "closing_date": closing_date,
        "next_day": next_day,
    }
    with staged("revaluations", _revaluations(items.relation), parameters) as revaluations:
        count, difference = _summary(revaluations, entity, closing_date)
        _refuse_where_nothing_is_new(revaluations, entity, closing_date)
        post_entries(Postings(_lines_of(revaluations), parameters), context=context)
    result = ItemsRevalued(count, Money(difference, entity.currency))
    publish(ItemsWereRevalued(legal_entity_id, closing_date, difference, entity.currency), context=context)
    return result


def _refuse_where_nothing_is_new(revaluations: str, entity: LegalEntity, closing_date: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT bool_or(is_posted), bool_or(difference <> 0) FROM {revaluations}")
        is_posted, is_different = cursor.fetchone() or (False, False)
    if is_posted and not is_different:
        raise MonthAlreadyRevalued(legal_entity=entity.name, closing_date=closing_date)


def _revaluations(items: str) -> str:
    """One row per currency: what its items are worth at the closing rate above what they are carried at.

    Less what was posted for the day before: a month that is revalued again posts what came since.
    """
    value = functional_value("item.open_minor", "item.currency", "entity")
    return f"""
        SELECT new_identifier() AS entry_id, new_identifier() AS reversal_id, item.currency,
               count(*) AS items, min(known_rate.multiplier) AS rate,
               (sum((CASE item.side WHEN 'debit' THEN 1 ELSE -1 END)
                    * (({value}) - item.open_functional_minor)) - coalesce(min(posted.amount), 0))::bigint
                   AS difference,
               bool_or(posted.amount IS NOT NULL) AS is_posted
        FROM {items} AS item
        JOIN open_item ON open_item.organization_id = %(organization)s AND open_item.id = item.item_id
         AND open_item.is_valued
        JOIN legal_entity entity ON entity.organization_id = %(organization)s AND entity.id = item.legal_entity_id
        {rate_join("item.currency", "%(closing_date)s::date", "entity")}
        LEFT JOIN (
            SELECT line.currency, sum(line.functional_minor) AS amount
            FROM journal_entry entry
            JOIN journal_line line ON line.organization_id = entry.organization_id AND line.entry_id = entry.id
             AND line.number = 1
            WHERE entry.organization_id = %(organization)s AND entry.legal_entity_id = %(entity)s
              AND entry.posting_date = %(closing_date)s AND entry.kind = 'revaluation'
            GROUP BY line.currency
        ) AS posted ON posted.currency = item.currency
        WHERE item.legal_entity_id = %(entity)s AND item.currency <> entity.currency
        GROUP BY item.currency
    """


def _summary(revaluations: str, entity: LegalEntity, closing_date: date) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT currency, items, rate, difference FROM {revaluations} ORDER BY currency")
        rows: list[tuple[str, int, Decimal | None, int | None]] = cursor.fetchall()
    if not rows:
        raise NothingToRevalue(legal_entity=entity.name, closing_date=closing_date)
    without = [currency for currency, _, rate, _ in rows if rate is None]
    if without:
        raise RatesMissing(currencies=", ".join(without), functional_currency=entity.currency, rate_date=closing_date)
    return sum(items for _, items, _, _ in rows), sum(difference or 0 for _, _, _, difference in rows)


def _lines_of(revaluations: str) -> str:
    return f"""(
        SELECT CASE part WHEN 1 THEN entry_id ELSE reversal_id END AS entry_id, %(entity)s::uuid AS legal_entity_id,
               CASE part WHEN 1 THEN %(closing_date)s::date ELSE %(next_day)s::date END AS posting_date,
               CASE part WHEN 1 THEN 'revaluation' ELSE 'revaluation_reversal' END AS kind, entry_id AS source_id,
               CASE part WHEN 2 THEN entry_id END AS reverses_id, number,
               CASE number WHEN 1 THEN 'receivable_revaluation'
                    ELSE CASE WHEN difference > 0 THEN 'unrealised_exchange_gain'
                              ELSE 'unrealised_exchange_loss' END END AS account_role,
               NULL::uuid AS customer_id, currency, 0::bigint AS amount_minor,
               sign * CASE part WHEN 1 THEN difference ELSE -difference END AS functional_minor
        FROM {revaluations}
        CROSS JOIN (VALUES (1), (2)) AS parts (part)
        CROSS JOIN (VALUES (1::smallint, 1), (2::smallint, -1)) AS lines (number, sign)
        WHERE difference <> 0
    )"""
