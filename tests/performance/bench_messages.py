"""Composing reminders for a whole portfolio, and sending them to a server on this machine."""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import connection
from tests.performance.bench_import import a_firm
from tests.performance.figures import Figure

from openbill.foundation import clock
from openbill.foundation.context import Context, operator_context
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.send_messages import send_messages
from openbill.messaging.policies.render_template import render_template
from openbill.messaging.queries.outbox import outbox
from openbill.messaging.tests.mail_server import mail_server
from openbill.messaging.types import NewMessage, TemplateText

MESSAGES, CUSTOMERS, MAILS = 10_000, 2_000, 1_000
RUNS = 3

REMINDER = TemplateText(
    "Reminder: {{ count }} invoices of {{ sender }} are overdue",
    """Dear {{ contact or customer }},

{% if count == 1 %}
the following invoice was due on {{ items[0].due }}, and we have not received your payment yet:
{% else %}
the following {{ count }} invoices are overdue, and we have not received your payment yet:
{% endif %}

{% for item in items %}
{{ loop.index }}. Invoice {{ item.number }} of {{ item.dated }}, due on {{ item.due }}: {{ item.open }}{% if item.disputed %} (of which {{ item.disputed }} disputed){% endif %}

{% endfor %}

Open in all: {{ total }}

You can see and pay them here: {{ link }}
If you have paid meanwhile, please take this message as settled.

Kind regards
{{ collector }}
{{ sender }}
""",  # noqa: E501 - a line of a template is a line of the mail
)


class NoFiles:
    """Nothing is attached."""

    def content(self, stored_file_id: UUID, *, context: Context) -> bytes | None:  # noqa: ARG002
        return None


def bench_messages() -> Iterator[Figure]:
    """10,000 reminders rendered and composed at once, three times; 1,000 of them sent."""
    firm = a_firm()
    context = operator_context(firm.organization_id)
    leave_safe_mode(context=context)
    customers = _customers(firm.organization_id)
    rendering, composing = [], []
    for run in range(RUNS):
        started = time.perf_counter()
        messages = [_message(run, number, customers[number % CUSTOMERS]) for number in range(MESSAGES)]
        rendered = time.perf_counter()
        result = compose_messages(messages=messages, context=context)
        composing.append(time.perf_counter() - rendered)
        rendering.append(rendered - started)
        assert len(result.messages) == MESSAGES, result.failures[:1]
    yield Figure("messages: templates rendered", MESSAGES / statistics.median(rendering), "1/s")
    yield Figure("messages: composed", MESSAGES / statistics.median(composing), "1/s")
    again = time.perf_counter()
    known = compose_messages(messages=messages, context=context)
    again = time.perf_counter() - again
    assert not any(each.is_new for each in known.messages)
    yield Figure("messages: the same once more", MESSAGES / again, "1/s")
    yield Figure("messages: outbox of 30,000", _outbox_milliseconds(firm.organization_id), "ms")
    yield from _sending(context)


def _sending(context: Context) -> Iterator[Figure]:
    with mail_server() as server, server.sender() as sender:
        started = time.perf_counter()
        result = send_messages(
            sender=sender,
            attachments=NoFiles(),
            limit=MAILS,
            seconds=3_600,
            context=operator_context(context.organization_id),
        )
        seconds = time.perf_counter() - started
        assert (result.sent, len(server.mails)) == (MAILS, MAILS)
        yield Figure("messages: sent, one sender", MAILS / seconds, "1/s")


def _message(run: int, number: int, customer: tuple[UUID, str]) -> NewMessage:
    count = 1 + number % 5
    items = [
        {
            "number": f"R{number}-{position}",
            "dated": "12 January 2026",
            "due": "11 February 2026",
            "open": f"€{100 + number % 900:,}.{position}0",
            "disputed": "",
        }
        for position in range(count)
    ]
    values = {
        "count": count,
        "items": items,
        "contact": "",
        "customer": customer[1],
        "total": "€1,234.50",
        "link": f"https://pay.anna.example/{number:08x}",
        "collector": "Maria Muster",
        "sender": "Anna Ltd",
    }
    rendered = render_template(REMINDER, values, name="reminder/1/email/en")
    return NewMessage(
        key=f"reminder {run} {number}",
        customer_id=customer[0],
        purpose="reminder",
        stage="1",
        language="en",
        reason="Overdue since 11 February 2026.",
        subject=rendered.subject,
        body=rendered.body,
        recipient_name=customer[1],
        recipient_address=f"payables@customer{number}.example",
    )


def _customers(organization_id: UUID) -> list[tuple[UUID, str]]:
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO customer (organization_id, id, number, name, search_name, is_natural_person, language,
                                  time_zone, country, currency, vat_number, created_at, command_id)
            SELECT %s, new_identifier(), 'C' || n, 'Customer ' || n, 'customer ' || n, false, '', '', '', '', '', now(),
                   (SELECT id FROM command_log WHERE organization_id = %s LIMIT 1)
            FROM generate_series(1, %s) AS n RETURNING id, name
            """,
            [organization_id, organization_id, CUSTOMERS],
        )
        return list(cursor.fetchall())


def _outbox_milliseconds(organization_id: UUID) -> float:
    with scope(organization_id):
        started = time.perf_counter()
        found = outbox(since=clock.now() - timedelta(days=30))
        assert found.waiting[0].count == RUNS * MESSAGES
        return (time.perf_counter() - started) * 1000
