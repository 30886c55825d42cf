"""How messages are shown."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from openbill.cli.output import console, new_table, shown, write_json
from openbill.messaging.queries.message_details import MessageDetails
from openbill.messaging.queries.messages_of_customer import MessageSummary
from openbill.messaging.queries.outbox import Outbox, StateCount


def show_outbox(outbox: Outbox, *, form: str) -> None:
    """Print the counts of each state."""
    if form == "json":
        write_json(
            {
                "is_in_safe_mode": outbox.is_in_safe_mode,
                "waiting": [_plain_count(count) for count in outbox.waiting],
                "ended": [_plain_count(count) for count in outbox.ended],
            }
        )
        return
    click.echo("Safe mode is on: nothing is sent outside." if outbox.is_in_safe_mode else "Safe mode is off.")
    table = new_table("Messages", ["state", "oldest"], ["messages"])
    for count in (*outbox.waiting, *outbox.ended):
        table.add_row(str(count.state), _minute(count.oldest_at), f"{count.count:,}")
    if table.row_count:
        click.echo()
        console().print(table)


def show_messages(messages: Sequence[MessageSummary], *, form: str) -> None:
    """Print a list of messages, an identifier each."""
    if form == "json":
        write_json([_plain_summary(message) for message in messages])
        return
    if not messages:
        click.echo("There is none.")
        return
    table = new_table("Messages", ["message", "composed", "to", "subject", "because"], [])
    for each in messages:
        table.add_row(
            str(each.id), _minute(each.composed_at), shown(each.recipient_address), shown(each.subject),
            shown(each.state_reason),
        )  # fmt: skip
    console().print(table)


def show_message(message: MessageDetails) -> None:
    """Print one message as its recipient reads it, and below what we know of it."""
    summary = message.summary
    to = f"{message.recipient_name} <{summary.recipient_address}>" if message.recipient_name else (
        summary.recipient_address
    )  # fmt: skip
    click.echo(shown(f"To       {to}\nSubject  {summary.subject}\n\n{message.body.rstrip()}\n"))
    state = f"{summary.state}: {summary.state_reason}" if summary.state_reason else str(summary.state)
    click.echo(shown(f"Why      {message.reason}\nState    {state}\nMade     {_minute(summary.composed_at)}"))
    for attachment in message.attachments:
        click.echo(shown(f"With     {attachment.file_name}"))
    for attempt in message.attempts:
        click.echo(shown(f"Tried    {_minute(attempt.at)}  {attempt.outcome}  {attempt.reply}".rstrip()))


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _plain_count(count: StateCount) -> dict[str, Any]:
    return {"state": str(count.state), "count": count.count, "oldest_at": count.oldest_at.isoformat()}


def _plain_summary(message: MessageSummary) -> dict[str, Any]:
    plain = asdict(message)
    return {
        name: value.isoformat() if isinstance(value, datetime) else None if value is None else str(value)
        for name, value in plain.items()
    }
