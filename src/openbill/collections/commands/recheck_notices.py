"""Look at reminders once more, just before they go out."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.collections.commands.withdraw_notices import withdraw_notices
from openbill.collections.queries.promised_parts import promised_parts
from openbill.collections.queries.reminders_due import ASKED_FROM, IN_HAND_FROM
from openbill.collections.queries.stale_figures import stale_figures
from openbill.collections.queries.strategy import built_in_strategy
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.payments.queries.under_way import under_way_parts

LONGEST_WAIT = timedelta(days=3)
"""A reminder that waited longer says what was true then; what is due by now is asked for anew."""


@command(permission="messaging.send")
def recheck_notices(*, message_ids: Sequence[UUID], context: Context) -> Mapping[UUID, str]:
    """The messages among these that must not go out any more, and why: something that they say is not so any more.

    A debt that they list is paid, disputed, promised, being collected, due later, or covered by a payment that is not
    applied yet; a later reminder says it; they waited too long; whom they are for was removed or has another address;
    or the figures that they stand on are old by now. Then the whole notice is withdrawn, and what it still could ask
    for is asked on the next run, in a message that is right. A notice that was withdrawn before stays so. Whoever may
    send may do this: nothing goes out without it.
    """
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "messages": list(message_ids),
        "today": context.today(),
        "made_since": context.today() - LONGEST_WAIT,
        # The latest day anywhere: what came in at the entity's own today is here.
        "latest_day": context.today("Pacific/Kiritimati"),
        "stale": list(stale_figures(built_in_strategy(), context.today())),
    }
    reasons: dict[UUID, str] = {}
    overtaken: dict[UUID, str] = {}
    with connection.cursor() as cursor:
        for statement in (_OVERTAKEN, _OUTDATED, _STALE, _UNREACHABLE, _SUPERSEDED):
            cursor.execute(statement, parameters)
            for notice_id, message_id, reason in cursor.fetchall():
                reasons[message_id] = overtaken[notice_id] = reason
        cursor.execute(_WITHDRAWN, parameters)
        reasons.update(cursor.fetchall())
    withdraw_notices(overtaken, context=context)
    return reasons


_WITHDRAWN = """
    SELECT message_id, withdrawn_because FROM notice
    WHERE organization_id = %(organization)s AND message_id = ANY(%(messages)s) AND withdrawn_on IS NOT NULL
"""

_OUTDATED = """
    SELECT id, message_id, 'it is of ' || on_date || ', more than three days ago'
    FROM notice
    WHERE organization_id = %(organization)s AND message_id = ANY(%(messages)s) AND withdrawn_on IS NULL
      AND on_date < %(made_since)s
"""

_STALE = """
    SELECT id, message_id, 'the latest list of open items is too old by now'
    FROM notice
    WHERE organization_id = %(organization)s AND message_id = ANY(%(messages)s) AND withdrawn_on IS NULL
      AND legal_entity_id = ANY(%(stale)s)
      AND EXISTS (SELECT FROM listed_item listed WHERE listed.organization_id = notice.organization_id
                    AND listed.notice_id = notice.id AND listed.due_date < notice.on_date)
"""

_UNREACHABLE = """
    SELECT notice.id, notice.message_id,
           CASE WHEN contact.is_active THEN 'the person it is addressed to has another address by now'
                ELSE 'the person it is addressed to was removed' END
    FROM notice
    JOIN message ON message.organization_id = notice.organization_id AND message.id = notice.message_id
    JOIN contact ON contact.organization_id = message.organization_id AND contact.id = message.contact_id
    WHERE notice.organization_id = %(organization)s AND notice.message_id = ANY(%(messages)s)
      AND notice.withdrawn_on IS NULL
      AND (NOT contact.is_active
           OR message.channel = 'email' AND lower(message.recipient_address) <> lower(contact.email))
"""

_SUPERSEDED = """
    SELECT notice.id, notice.message_id, 'a later reminder says what is due'
    FROM notice
    JOIN customer owner ON owner.organization_id = notice.organization_id AND owner.id = notice.customer_id
    WHERE notice.organization_id = %(organization)s AND notice.message_id = ANY(%(messages)s)
      AND notice.withdrawn_on IS NULL
      AND EXISTS (
          SELECT FROM notice later
          JOIN customer payer ON payer.organization_id = later.organization_id AND payer.id = later.customer_id
          WHERE later.organization_id = notice.organization_id
            AND (payer.id = coalesce(owner.merged_into_id, owner.id)
                 OR payer.merged_into_id = coalesce(owner.merged_into_id, owner.id))
            AND later.legal_entity_id = notice.legal_entity_id AND later.currency = notice.currency
            AND later.withdrawn_on IS NULL AND (later.on_date, later.id) > (notice.on_date, notice.id)
            -- One about other debts says nothing of these.
            AND EXISTS (
                SELECT FROM listed_item mine
                JOIN listed_item theirs ON theirs.organization_id = mine.organization_id
                 AND theirs.item_id = mine.item_id AND theirs.notice_id = later.id
                WHERE mine.organization_id = notice.organization_id AND mine.notice_id = notice.id))
"""

_ITEMS = """
    SELECT item.id FROM owned
    JOIN open_item item ON item.organization_id = %(organization)s AND item.customer_id = owned.customer_id
"""

_PROMISED = promised_parts(_ITEMS)

# What each listed debt may still be asked for, as `queries/reminders_due.py` counts it, against what was asked.
_OVERTAKEN = f"""
    WITH listed AS (
        SELECT notice.id AS notice_id, notice.message_id, listed.item_id, listed.due_date, listed.asked_minor
        FROM notice
        JOIN listed_item listed ON listed.organization_id = notice.organization_id AND listed.notice_id = notice.id
        WHERE notice.organization_id = %(organization)s AND notice.message_id = ANY(%(messages)s)
          AND notice.withdrawn_on IS NULL
    ), payer AS (
        SELECT DISTINCT coalesce(owner.merged_into_id, owner.id) AS shown_id, item.legal_entity_id, item.currency
        FROM listed
        JOIN open_item item ON item.organization_id = %(organization)s AND item.id = listed.item_id
        JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
    ), owned AS (
        SELECT payer.*, owner.id AS customer_id
        FROM payer
        JOIN customer owner ON owner.organization_id = %(organization)s
         AND (owner.id = payer.shown_id OR owner.merged_into_id = payer.shown_id)
    ), promised AS {_PROMISED}
    , under_way AS {under_way_parts("%(today)s", _ITEMS)}
    , account AS (
        SELECT owned.shown_id, owned.legal_entity_id, owned.currency, item.id AS item_id, item.side,
               {ASKED_FROM} AS due_date, item.open_minor,
               greatest(0, item.open_minor - least(item.disputed_minor, item.open_minor)
                           - coalesce(promised.promised_minor, 0)::numeric
                           - coalesce(under_way.under_way_minor, 0))::bigint AS remindable_minor
        FROM owned
        JOIN open_item item ON item.organization_id = %(organization)s AND item.customer_id = owned.customer_id
         AND item.open_minor > 0 AND item.legal_entity_id = owned.legal_entity_id AND item.currency = owned.currency
         AND (item.side = 'debit' OR {IN_HAND_FROM} <= %(latest_day)s)
        LEFT JOIN promised ON promised.item_id = item.id
        LEFT JOIN under_way ON under_way.item_id = item.id
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
               WHEN asked.due_date <> listed.due_date THEN ' is due on another day'
               ELSE ' is paid, promised, disputed or being collected in part' END, ', ' ORDER BY item.document_number)
    FROM listed
    JOIN open_item item ON item.organization_id = %(organization)s AND item.id = listed.item_id
    LEFT JOIN asked ON asked.item_id = listed.item_id
    WHERE asked.item_id IS NULL OR asked.due_date <> listed.due_date OR asked.asked_minor < listed.asked_minor
    GROUP BY notice_id, message_id
"""
