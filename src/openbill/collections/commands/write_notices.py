"""Write down whom was reminded of what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.collections.events import NoticeWasMade
from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.types import Strategy
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.messaging.types import NewMessage

NOTICE_COLUMNS = """
    id uuid, customer_id uuid, legal_entity_id uuid, currency text, stage text, total_minor bigint,
    credits_minor bigint, reason text, message_id uuid
"""
LISTED_COLUMNS = "notice_id uuid, item_id uuid, due_date date, asked_minor bigint"
NOTICED_COLUMNS = "notice_id uuid, item_id uuid, cycle_date date, stage_number smallint, asked_minor bigint"


@dataclass(frozen=True, slots=True)
class Made:
    """A reminder and the message that says it."""

    notice_id: UUID
    message: NewMessage
    reminder: Reminder
    customer_id: UUID
    customer_number: str
    legal_entity_id: UUID
    currency: str


def write_notices(
    made: Sequence[Made], message_ids: Mapping[str, UUID], day: date, strategy: Strategy, *, context: Context
) -> int:
    """Write notices and the stages that their debts reached, inside the running command, and count the notices."""
    if not made:
        return 0
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "day": day,
        "strategy": strategy.name,
        "version": strategy.version,
        "command": context.running_command_id,
    }
    with (
        staged_rows("notices", NOTICE_COLUMNS, _notice_rows(made, message_ids)) as notices,
        staged_rows("listed", LISTED_COLUMNS, _listed_rows(made)) as listed,
        staged_rows("noticed", NOTICED_COLUMNS, _noticed_rows(made)) as noticed,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"""
            INSERT INTO notice (organization_id, id, customer_id, legal_entity_id, currency, on_date, stage, strategy,
                                strategy_version, total_minor, credits_minor, reason, message_id, withdrawn_because,
                                command_id)
            SELECT %(organization)s, id, customer_id, legal_entity_id, currency, %(day)s, stage, %(strategy)s,
                   %(version)s, total_minor, credits_minor, reason, message_id, '', %(command)s
            FROM {notices}
            """,
            parameters,
        )
        cursor.execute(
            f"""
            INSERT INTO listed_item (organization_id, id, notice_id, item_id, due_date, asked_minor)
            SELECT %(organization)s, new_identifier(), notice_id, item_id, due_date, asked_minor FROM {listed}
            """,
            parameters,
        )
        cursor.execute(
            f"""
            INSERT INTO noticed_item (organization_id, id, notice_id, item_id, cycle_date, stage_number, on_date,
                                      asked_minor, is_withdrawn)
            SELECT %(organization)s, new_identifier(), notice_id, item_id, cycle_date, stage_number, %(day)s,
                   asked_minor, false
            FROM {noticed}
            """,
            parameters,
        )
    for each in made:
        publish(
            NoticeWasMade(
                each.notice_id, each.customer_id, each.reminder.stage.name, each.reminder.asked_minor, each.currency
            ),
            context=context,
        )
    return len(made)


def _notice_rows(made: Sequence[Made], message_ids: Mapping[str, UUID]) -> Iterator[tuple[object, ...]]:
    for each in made:
        reminder = each.reminder
        yield (
            each.notice_id, each.customer_id, each.legal_entity_id, each.currency, reminder.stage.name,
            reminder.asked_minor, reminder.listed[0].credits_minor, each.message.reason, message_ids[each.message.key],
        )  # fmt: skip


def _listed_rows(made: Sequence[Made]) -> Iterator[tuple[object, ...]]:
    for each in made:
        for debt in each.reminder.listed:
            yield each.notice_id, debt.item_id, debt.due_date, debt.asked_minor


def _noticed_rows(made: Sequence[Made]) -> Iterator[tuple[object, ...]]:
    for each in made:
        for debt in each.reminder.reaching:
            yield each.notice_id, debt.item_id, debt.due_date, debt.stage_number, debt.asked_minor
