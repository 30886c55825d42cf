"""Make one row of the movements of a day that came in many statements."""

from uuid import UUID

from django.db import connection

from openbill.foundation.locks import wait_for_turn
from openbill.foundation.tenancy import scope


def fold_movements(organization_id: UUID) -> int:
    """Fold the movements of an organization by account, currency and day; how many rows were made of many.

    The sums stay what they are, so it is no command of the log; it may be called at any time, by several at once.
    """
    with scope(organization_id), connection.cursor() as cursor:
        wait_for_turn("fold_movements", organization_id)
        cursor.execute(
            """
            WITH many AS (
                SELECT legal_entity_id, account_id, currency, posting_date FROM account_movement
                WHERE organization_id = %(organization)s
                GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
            ), taken AS (
                DELETE FROM account_movement AS movement USING many
                WHERE movement.organization_id = %(organization)s
                  AND movement.legal_entity_id = many.legal_entity_id AND movement.account_id = many.account_id
                  AND movement.currency = many.currency AND movement.posting_date = many.posting_date
                RETURNING movement.*
            )
            INSERT INTO account_movement (organization_id, id, legal_entity_id, account_id, currency, posting_date,
                                          debit_minor, credit_minor, functional_debit_minor, functional_credit_minor)
            SELECT organization_id, new_identifier(), legal_entity_id, account_id, currency, posting_date,
                   sum(debit_minor), sum(credit_minor), sum(functional_debit_minor), sum(functional_credit_minor)
            FROM taken GROUP BY organization_id, legal_entity_id, account_id, currency, posting_date
            """,
            {"organization": organization_id},
        )
        written: int = cursor.rowcount
    return written
