"""Open the books of an organization: give it its chart of accounts."""

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.ledger.policies.default_chart import missing_accounts
from openbill.primitives.identifiers import new_identifiers


@command(permission="ledger.manage_accounts")
def open_books(*, context: Context) -> int:
    """Make the accounts of the default chart that are missing, and count them.

    What is there stays as it is, renamed or renumbered; a second call makes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, role FROM account WHERE organization_id = %s", [context.organization_id])
        present = cursor.fetchall()
        missing = missing_accounts({code for code, _ in present}, {role for _, role in present})
        cursor.execute(
            """
            INSERT INTO account (organization_id, id, code, name, kind, role)
            SELECT %s, made.* FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[]) AS made
            ON CONFLICT (organization_id, role) DO NOTHING
            """,
            [
                context.organization_id,
                new_identifiers(len(missing)),
                [account.code for account in missing],
                [account.name for account in missing],
                [account.kind.value for account in missing],
                [account.role for account in missing],
            ],
        )
        made: int = cursor.rowcount
    return made
