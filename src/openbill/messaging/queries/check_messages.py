"""The invariants of messages, each derived anew from the rows: part of `openbill verify`."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from openbill.foundation.finding import Finding

CHECKS: dict[str, str] = {
    "an e-mail that was sent was handed to a server": """
        SELECT 'message ' || message.id, 'sent without an attempt'
        FROM message
        WHERE organization_id = %(organization)s AND state = 'sent' AND channel = 'email'
          AND NOT EXISTS (SELECT FROM delivery_attempt attempt
                          WHERE attempt.organization_id = message.organization_id AND attempt.message_id = message.id
                            AND attempt.outcome IN ('accepted', 'uncertain'))
    """,
    "no message is taken over twice unless a person has it sent again": """
        SELECT 'message ' || accepted.message_id, 'taken over ' || accepted.times || ' times'
        FROM (SELECT message_id, count(*) AS times FROM delivery_attempt
              WHERE organization_id = %(organization)s AND outcome = 'accepted'
              GROUP BY message_id HAVING count(*) > 1) AS accepted
        WHERE accepted.times > 1 + (
            SELECT count(*) FROM event WHERE event.organization_id = %(organization)s
               AND event.kind = 'MessageWasQueuedAgain' AND event.payload ->> 'message_id' = accepted.message_id::text)
    """,
    "the attempts of a message are numbered without gaps": """
        SELECT 'message ' || message_id, 'numbered up to ' || max(number) || ', and there are ' || count(*)
        FROM delivery_attempt WHERE organization_id = %(organization)s
        GROUP BY message_id HAVING max(number) <> count(*) OR min(number) <> 1
    """,
}

FINDINGS_PER_CHECK = 100


def check_messages(organization_id: UUID) -> Iterator[Finding]:
    """Every place at which an invariant does not hold; at most a hundred for each."""
    with connection.cursor() as cursor:
        for invariant, statement in CHECKS.items():
            cursor.execute(statement + f" LIMIT {FINDINGS_PER_CHECK}", {"organization": organization_id})
            for where, what in cursor.fetchall():
                yield Finding(invariant=invariant, what=what, where=where)
