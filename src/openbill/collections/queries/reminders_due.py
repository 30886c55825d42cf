"""Which debts have reached a stage at which their customers are asked, and how much of each is asked for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.collections.queries.promised_parts import LARGEST_FIGURE, promised_parts
from openbill.collections.types import DueItem, Strategy
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.queries.under_way import under_way_parts

ASKED_KINDS = ("invoice", "debit_note", "late_interest", "fee", "recovery", "debit_correction")
"""The kinds of debts that customers are asked for; the others settle something."""


def reminders_due(
    strategy: Strategy, day: date, customer_ids: Sequence[UUID], *, only_due: bool = True
) -> list[DueItem]:
    """The debts that fell or soon fall due of those of the customers who have something to be asked for today.

    By customer, entity and currency, the oldest debt first; not `only_due`: whether or not a stage was reached today.
    Customers that were merged are one, under the surviving one's identifier.
    """
    parameters = {
        **_parameters(strategy, day),
        "customers": identifier_array(with_merged(customer_ids)),
        "only_due": only_due,
    }
    relations = _RELATIONS.format(
        of_customers=_OF_CUSTOMERS,
        debits_of_customers=_OF_CUSTOMERS,
        due_date=ASKED_FROM,
        in_hand_from=IN_HAND_FROM,
        largest_figure=LARGEST_FIGURE,
        promised=promised_parts("SELECT item_id FROM debit"),
        under_way=under_way_parts("%(day)s", "SELECT item_id FROM debit"),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {relations}
            SELECT shown_id, legal_entity_id, currency, item_id, document_number, instalment_number, document_date,
                   due_date, open_minor, disputed_minor, promised_minor, under_way_minor, asked_minor, credits_minor,
                   coalesce(stage_number, 0), last_stage, listed_stage, was_reminded
            FROM (
                SELECT asked.*, bool_or(stage_number IS NOT NULL) OVER (
                           PARTITION BY shown_id, legal_entity_id, currency) AS is_due
                FROM asked
            ) AS grouped
            WHERE is_due OR NOT %(only_due)s
            ORDER BY shown_id, legal_entity_id, currency, due_date, item_id
            """,
            parameters,
        )
        return [DueItem(*row) for row in cursor.fetchall()]


def customers_to_remind(strategy: Strategy, day: date) -> list[UUID]:
    """The customers of whom at least one debt has reached a stage: one statement over the portfolio."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {_STAGES.format(debits_of_customers="", due_date=ASKED_FROM)}
            SELECT DISTINCT shown_id FROM staged WHERE stage_number IS NOT NULL ORDER BY shown_id
            """,
            _parameters(strategy, day),
        )
        return [row[0] for row in cursor.fetchall()]


def _parameters(strategy: Strategy, day: date) -> Mapping[str, Any]:
    return {
        "organization": current_organization_id(),
        "day": day,
        "kinds": list(ASKED_KINDS),
        "numbers": [stage.number for stage in strategy.stages],
        "offsets": [stage.offset_days for stage in strategy.stages],
        "names": [stage.name for stage in strategy.stages],
        "ahead_days": max(0, *(-stage.offset_days for stage in strategy.stages)),
    }


_OF_CUSTOMERS = "AND item.customer_id = ANY(%(customers)s::uuid[])"

ASKED_FROM = (
    "CASE item.kind WHEN 'debit_correction' THEN greatest(item.due_date, item.document_date) ELSE item.due_date END"
)
"""The day from which a debt's stages count: what was added to a document later cannot be late before that."""

IN_HAND_FROM = "least(item.posting_date, item.document_date)"
"""The day from which a credit counts: money that came in is here, though a closed month has it posted later."""

# The policy `next_stage` in SQL. A stage before the due date is void on that day, and for younger documents.
_STAGES = """
    stage AS MATERIALIZED (
        SELECT number, offset_days, name
        FROM unnest(%(numbers)s::smallint[], %(offsets)s::int[], %(names)s::text[]) AS stage (number, offset_days, name)
    ), debit AS MATERIALIZED (
        SELECT item.id AS item_id, coalesce(owner.merged_into_id, owner.id) AS shown_id, item.legal_entity_id,
               item.currency, item.document_number, item.instalment_number, item.document_date,
               {due_date} AS due_date,
               item.open_minor, least(item.disputed_minor, item.open_minor) AS disputed_minor
        FROM open_item item
        JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
        WHERE item.organization_id = %(organization)s AND item.open_minor > 0 AND item.side = 'debit'
          AND item.kind = ANY(%(kinds)s) AND item.posting_date <= %(day)s
          AND {due_date} <= %(day)s::date + %(ahead_days)s::int {debits_of_customers}
    ), gone_out AS (
        SELECT DISTINCT ON (debit.item_id) debit.item_id, noticed.stage_number, noticed.on_date
        FROM noticed_item noticed
        JOIN debit ON debit.item_id = noticed.item_id AND debit.due_date = noticed.cycle_date
        WHERE noticed.organization_id = %(organization)s AND NOT noticed.is_withdrawn
        ORDER BY debit.item_id, noticed.stage_number DESC
    ), staged AS (
        SELECT debit.*, coalesce(gone_out.stage_number, 0) AS last_stage, (
            SELECT max(stage.number) FROM stage
            LEFT JOIN stage last ON last.number = gone_out.stage_number
            WHERE debit.due_date + stage.offset_days <= %(day)s::date
              AND (gone_out.stage_number IS NULL
                   OR (stage.number > gone_out.stage_number
                       AND gone_out.on_date + (stage.offset_days - last.offset_days) <= %(day)s::date))
              AND (stage.offset_days >= 0
                   OR (%(day)s::date < debit.due_date AND debit.due_date + stage.offset_days >= debit.document_date))
        ) AS stage_number
        FROM debit LEFT JOIN gone_out ON gone_out.item_id = debit.item_id
    )
"""

_RELATIONS = (
    _STAGES
    + """
    , credit AS (
        SELECT coalesce(owner.merged_into_id, owner.id) AS shown_id, item.legal_entity_id, item.currency,
               least(sum(item.open_minor), {largest_figure})::bigint AS credits_minor
        FROM open_item item
        JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
        WHERE item.organization_id = %(organization)s AND item.open_minor > 0 AND item.side = 'credit'
          AND {in_hand_from} <= %(day)s {of_customers}
        GROUP BY 1, 2, 3
    ), promised AS {promised}
    , under_way AS {under_way}
    , reminded AS (
        SELECT DISTINCT noticed.item_id
        FROM debit
        JOIN noticed_item noticed ON noticed.organization_id = %(organization)s AND noticed.item_id = debit.item_id
         AND noticed.cycle_date = debit.due_date AND NOT noticed.is_withdrawn
        JOIN notice ON notice.organization_id = %(organization)s AND notice.id = noticed.notice_id
        JOIN message ON message.organization_id = %(organization)s AND message.id = notice.message_id
        WHERE message.state IN ('sent', 'uncertain')
    ), demanded AS (
        SELECT debit.item_id, max(stage.number) AS stage_number
        FROM debit
        JOIN listed_item listed ON listed.organization_id = %(organization)s AND listed.item_id = debit.item_id
         AND listed.due_date = debit.due_date
        JOIN notice ON notice.organization_id = %(organization)s AND notice.id = listed.notice_id
         AND notice.withdrawn_on IS NULL
        JOIN stage ON stage.name = notice.stage
        GROUP BY 1
    ), remindable AS (
        SELECT staged.*, reminded.item_id IS NOT NULL AS was_reminded,
               coalesce(demanded.stage_number, 0) AS listed_stage,
               least(coalesce(promised.promised_minor, 0), open_minor) AS promised_minor,
               least(coalesce(under_way.under_way_minor, 0), open_minor) AS under_way_minor,
               greatest(0, open_minor - disputed_minor - coalesce(promised.promised_minor, 0)::numeric
                           - coalesce(under_way.under_way_minor, 0))::bigint AS remindable_minor
        FROM staged
        LEFT JOIN promised ON promised.item_id = staged.item_id
        LEFT JOIN under_way ON under_way.item_id = staged.item_id
        LEFT JOIN reminded ON reminded.item_id = staged.item_id
        LEFT JOIN demanded ON demanded.item_id = staged.item_id
    ), asked AS (
        SELECT remindable.*, coalesce(credit.credits_minor, 0) AS credits_minor,
               least(remindable_minor, greatest(0, sum(remindable_minor) OVER oldest_first
                                                   - coalesce(credit.credits_minor, 0)))::bigint AS asked_minor
        FROM remindable LEFT JOIN credit USING (shown_id, legal_entity_id, currency)
        WINDOW oldest_first AS (PARTITION BY shown_id, legal_entity_id, currency ORDER BY due_date, item_id)
    )
"""
)
