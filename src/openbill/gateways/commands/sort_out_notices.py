"""Tell at once, of all notices that were kept, which are about nothing of ours: of many, few need to be understood."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context

DAYS_OF_WAITING = 30
"""So long a notice waits for the name of its try; then it was about the payment of somebody else."""


@command(permission="gateways.manage")
def sort_out_notices(*, account_id: UUID, context: Context) -> int:
    """Let the notices of an account that name none of our tries wait or pass, and count them.

    One that names a try by an identifier of ours which is none, or that nothing here follows from, passes; one that
    names it as the gateway does waits, until some other notice says whose it is, or DAYS_OF_WAITING are over. It is
    one statement, however many there are: a shop may have a thousand other payments at the same gateway.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SORT_OUT,
            {
                "organization": context.organization_id,
                "account": account_id,
                "at": context.at,
                "waiting_since": context.at - timedelta(days=DAYS_OF_WAITING),
            },
        )
        return int(cursor.rowcount)


_SORT_OUT = """
    WITH passing AS (
        SELECT notice.id,
               CASE WHEN notice.kind = 'other' OR notice.attempt_ref IS NOT NULL
                         OR notice.received_at < %(waiting_since)s
                    THEN 'ignored' ELSE 'waiting' END AS state
        FROM gateway_notice notice
        WHERE notice.organization_id = %(organization)s AND notice.account_id = %(account)s
          AND notice.processed_at IS NULL AND notice.kind NOT IN ('paid_out', 'method_ended')
          AND (notice.state = 'kept' OR (notice.state = 'waiting' AND notice.received_at < %(waiting_since)s))
          AND (notice.kind = 'other' OR NOT (
              EXISTS (
                  SELECT FROM payment_attempt attempt
                  WHERE attempt.organization_id = %(organization)s AND attempt.account_id = %(account)s
                    AND attempt.id = notice.attempt_ref)
              OR notice.gateway_id <> '' AND EXISTS (
                  SELECT FROM payment_attempt attempt
                  WHERE attempt.organization_id = %(organization)s AND attempt.account_id = %(account)s
                    AND attempt.gateway_id = notice.gateway_id)
              OR notice.kind = 'method_told' AND EXISTS (
                  SELECT FROM saved_method method
                  WHERE method.organization_id = %(organization)s AND method.account_id = %(account)s
                    AND method.token_hash = notice.payment_ref)
              OR notice.payment_ref <> '' AND EXISTS (
                  SELECT FROM payment_attempt attempt
                  WHERE attempt.organization_id = %(organization)s AND attempt.account_id = %(account)s
                    AND attempt.payment_ref = notice.payment_ref)
              OR notice.refund_ref <> '' AND EXISTS (
                  SELECT FROM gateway_refund refund
                  JOIN payment_attempt attempt ON attempt.organization_id = refund.organization_id
                                              AND attempt.id = refund.attempt_id
                  WHERE refund.organization_id = %(organization)s AND attempt.account_id = %(account)s
                    AND refund.gateway_id = notice.refund_ref)))
        ORDER BY notice.id
        FOR NO KEY UPDATE OF notice
    )
    UPDATE gateway_notice AS notice
    SET state = passing.state, processed_at = CASE passing.state WHEN 'ignored' THEN %(at)s END
    FROM passing
    WHERE notice.organization_id = %(organization)s AND notice.id = passing.id
"""
