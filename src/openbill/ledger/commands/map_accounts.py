"""Say which code each account has in another general ledger."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.ledger.errors import ExternalCodeMissing
from openbill.ledger.queries.accounts import accounts_by_code
from openbill.ledger.queries.books import books_of
from openbill.primitives.identifiers import new_identifiers


@command(permission="ledger.manage_accounts")
def map_accounts(*, legal_entity_id: UUID, external_codes: Mapping[str, str], context: Context) -> int:
    """Set the external code of accounts, named by their own codes, and count what is new or changed.

    Accounts that are not named keep what they have. Batches that were handed over stay as they were.

    Raises AccountUnknown, ExternalCodeMissing and LegalEntityUnknown; then nothing is set.
    """
    books_of(legal_entity_id)
    accounts = accounts_by_code(sorted(external_codes))
    for code, external_code in external_codes.items():
        if not external_code.strip():
            raise ExternalCodeMissing(code=code)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO account_mapping (organization_id, id, legal_entity_id, account_id, external_code)
            SELECT %s, mapped.id, %s, mapped.account_id, mapped.external_code
            FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS mapped (id, account_id, external_code)
            ON CONFLICT (organization_id, legal_entity_id, account_id)
            DO UPDATE SET external_code = excluded.external_code
            WHERE account_mapping.external_code <> excluded.external_code
            """,
            [
                context.organization_id,
                legal_entity_id,
                new_identifiers(len(accounts)),
                [account_id for account_id, _ in accounts.values()],
                [external_codes[code].strip() for code in accounts],
            ],
        )
        changed: int = cursor.rowcount
    return changed
