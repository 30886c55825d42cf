"""Look at reminders once more, just before they go out."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from openbill.collections.commands.withdraw_notices import withdraw_notices
from openbill.collections.queries.promised_parts import promised_parts
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def recheck_notices(*, message_ids: Sequence[UUID], context: Context) -> Mapping[UUID, str]:
    """The messages among these that must not go out any more, and why: something that they ask for was settled.

    Paid, disputed, promised, due later, or covered by a payment that is not applied yet: then the whole notice is
    withdrawn, and what it still could ask for is asked on the next run, in a message that is right.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKEN, {"organization": context.organization_id, "messages": list(message_ids)})
        overtaken = cursor.fetchall()
    withdraw_notices({notice_id: reason for notice_id, _, reason in overtaken}, context=context)
    return {message_id: reason for _, message_id, reason in overtaken}


# What each noticed debt may still be asked for, as `queries/reminders_due.py` counts it, against what was asked.
_OVERTAKEN = f"""
    WITH promised AS {promised_parts()},
    noticed AS (
        SELECT notice.id AS notice_id, notice.message_id, noticed.item_id, noticed.cycle_date, noticed.asked_minor
        FROM notice
        JOIN noticed_item noticed
          ON noticed.organization_id = notice.organization_id AND noticed.notice_id = notice.id
        WHERE notice.organization_id = %(organization)s AND notice.message_id = ANY(%(messages)s)
          AND notice.withdrawn_on IS NULL
    ), payer AS (
        SELECT DISTINCT coalesce(owner.merged_into_id, owner.id) AS shown_id, item.legal_entity_id, item.currency
        FROM noticed
        JOIN open_item item ON item.organization_id = %(organization)s AND item.id = noticed.item_id
        JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
    ), account AS (
        SELECT payer.*, item.id AS item_id, item.side, item.due_date, item.open_minor,
               greatest(0, item.open_minor - least(item.disputed_minor, item.open_minor)
                           - coalesce(promised.promised_minor, 0)) AS remindable_minor
        FROM payer
        JOIN customer owner ON owner.organization_id = %(organization)s
         AND (owner.id = payer.shown_id OR owner.merged_into_id = payer.shown_id)
        JOIN open_item item ON item.organization_id = %(organization)s AND item.customer_id = owner.id
         AND item.open_minor > 0 AND item.legal_entity_id = payer.legal_entity_id AND item.currency = payer.currency
        LEFT JOIN promised ON promised.item_id = item.id
    ), credit AS (
        SELECT shown_id, legal_entity_id, currency, sum(open_minor) AS minor FROM account WHERE side = 'credit'
        GROUP BY 1, 2, 3
    ), asked AS (
        SELECT account.item_id, account.due_date,
               least(remindable_minor, greatest(0, sum(remindable_minor) OVER oldest_first
                                                   - coalesce(credit.minor, 0))) AS asked_minor
        FROM account LEFT JOIN credit USING (shown_id, legal_entity_id, currency)
        WHERE account.side = 'debit'
        WINDOW oldest_first AS (PARTITION BY shown_id, legal_entity_id, currency ORDER BY due_date, item_id)
    )
    SELECT notice_id, message_id,
           string_agg(item.document_number || CASE
               WHEN item.open_minor = 0 THEN ' is settled'
               WHEN asked.due_date <> noticed.cycle_date THEN ' is due on another day'
               ELSE ' is paid, promised or disputed in part' END, ', ' ORDER BY item.document_number)
    FROM noticed
    JOIN open_item item ON item.organization_id = %(organization)s AND item.id = noticed.item_id
    LEFT JOIN asked ON asked.item_id = noticed.item_id
    WHERE asked.item_id IS NULL OR asked.due_date <> noticed.cycle_date OR asked.asked_minor < noticed.asked_minor
    GROUP BY notice_id, message_id
"""
