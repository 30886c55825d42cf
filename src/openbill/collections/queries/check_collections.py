"""Proof that promises and reminders are what they say: the collections' part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "promises_are_the_sum_of_their_debts": """
        SELECT format('%%s are promised, %%s of its debts; %%s are still to come.', promise.amount_minor,
                      coalesce(parts.minor, 0), promise.outstanding_minor),
               format('promise %%s', promise.id)
        FROM promise
        LEFT JOIN (
            SELECT promise_id, sum(amount_minor) AS minor FROM promised_item
            WHERE organization_id = %(organization)s GROUP BY promise_id
        ) AS parts ON parts.promise_id = promise.id
        WHERE promise.organization_id = %(organization)s
          AND (promise.amount_minor <> coalesce(parts.minor, 0)
               OR promise.outstanding_minor NOT BETWEEN 0 AND promise.amount_minor)
    """,
    "reminders_ask_for_what_they_list": """
        SELECT format('It asks for %%s, and lists %%s due and %%s in all.', notice.total_minor, listed.due_minor,
                      listed.minor),
               format('notice %%s', notice.id)
        FROM notice
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(asked_minor), 0) AS minor,
                   coalesce(sum(asked_minor) FILTER (WHERE due_date <= notice.on_date), 0) AS due_minor,
                   coalesce(sum(asked_minor) FILTER (WHERE due_date < notice.on_date), 0) AS overdue_minor
            FROM listed_item WHERE organization_id = notice.organization_id AND notice_id = notice.id
        ) AS listed
        WHERE notice.organization_id = %(organization)s
          -- Stages after the due date ask for what is overdue, the others for what is due (policies/asked_now.py).
          AND notice.total_minor NOT IN (
                coalesce(NULLIF(listed.overdue_minor, 0), NULLIF(listed.due_minor, 0), listed.minor),
                coalesce(NULLIF(listed.due_minor, 0), listed.minor))
    """,
    "stages_are_reached_by_reminders_that_stand": """
        SELECT format('Stage %%s of an open item stands, and its notice does not, or the other way round.',
                      noticed.stage_number),
               format('notice %%s', notice.id)
        FROM noticed_item noticed
        JOIN notice ON notice.organization_id = noticed.organization_id AND notice.id = noticed.notice_id
        WHERE noticed.organization_id = %(organization)s
          AND (noticed.is_withdrawn IS DISTINCT FROM (notice.withdrawn_on IS NOT NULL)
               OR noticed.on_date <> notice.on_date)
    """,
    "reminders_are_said_by_their_messages": """
        SELECT format('Its message is %%s.', coalesce(message.purpose || ' ' || message.stage, 'gone')),
               format('notice %%s', notice.id)
        FROM notice
        LEFT JOIN message ON message.organization_id = notice.organization_id AND message.id = notice.message_id
        WHERE notice.organization_id = %(organization)s
          AND (message.id IS NULL OR message.purpose <> 'reminder' OR message.stage <> notice.stage)
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_collections() -> Iterator[Finding]:
    """Every promise and reminder of the organization in force that is not what it says."""
    return prove(INVARIANTS)
