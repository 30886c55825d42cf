"""What banks said: statements, and bringing them in."""

from uuid import UUID

from openbill.api.endpoint import BYTES, Endpoint, ask
from openbill.api.pages import ROWS, Page, checked_limit, whole
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.queries.bank_statements import (
    BankLineDetails,
    BankStatementDetails,
    bank_statements,
    lines_of_statement,
)
from openbill.cash_application.types.statements import ImportedStatement
from openbill.foundation.context import Context


def bring_in_statements(
    *, content: bytes, file_name: str = "statement", bank_account_id: UUID | None = None, context: Context
) -> Page[ImportedStatement]:
    """Bring in the statements of a bank file, all of them or none; lines that are there already are left alone.

    camt.052, camt.053, camt.054, MT940, BAI2 and OFX are read, also in a zip, and CSV by the saved mapping of the
    account named, or of the only one whose columns the file has. Each statement must be of an own account and add up.
    """
    imported = import_statements(content=content, file_name=file_name, bank_account_id=bank_account_id, context=context)
    return whole(imported)


def list_statements(*, bank_account_id: UUID | None = None, limit: int = ROWS) -> Page[BankStatementDetails]:
    """The bank statements, the latest first."""
    return whole(bank_statements(bank_account_id=bank_account_id, limit=checked_limit(limit)))


def list_lines(*, statement_id: UUID) -> Page[BankLineDetails]:
    """The lines that a statement brought, in its order."""
    return whole(lines_of_statement(statement_id))


ENDPOINTS = (
    ask("/bank-statements", "cash_application.view", list_statements),
    Endpoint("POST", "/bank-statements", "cash_application.import", bring_in_statements, takes=BYTES),
    ask("/bank-statements/{statement_id}/lines", "cash_application.view", list_lines),
)
