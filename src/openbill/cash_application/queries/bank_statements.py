"""The bank statements that are there, and their lines."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.cash_application.errors import StatementUnknown
from openbill.cash_application.models import BankLine, BankStatement
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class BankStatementDetails:
    """A statement; amounts in minor units of its currency, None where the bank tells no balance."""

    id: UUID
    bank_account_id: UUID
    kind: str
    number: str
    currency: str
    from_date: date
    to_date: date
    opening_minor: int | None
    closing_minor: int | None
    line_count: int


@dataclass(frozen=True, slots=True)
class BankLineDetails:
    """A line as the bank told it; `amount_minor` is positive where money came in."""

    id: UUID
    booked_date: date
    value_date: date
    amount_minor: int
    currency: str
    party_name: str
    party_account: str
    text: str
    end_to_end_id: str
    bank_reference: str
    code: str
    return_reason: str


def bank_statements(*, bank_account_id: UUID | None = None, limit: int = 50) -> list[BankStatementDetails]:
    """The statements of an account, or of all, the latest first."""
    rows = BankStatement.objects.filter(organization_id=current_organization_id())
    if bank_account_id is not None:
        rows = rows.filter(bank_account_id=bank_account_id)
    fields = tuple(BankStatementDetails.__dataclass_fields__)
    latest = rows.order_by("-to_date", "-from_date", "-id").values_list(*fields)[:limit]
    return [BankStatementDetails(*row) for row in latest]


def lines_of_statement(statement_id: UUID) -> list[BankLineDetails]:
    """The lines that a statement brought, in its order; those that an earlier file told are with that.

    Raises StatementUnknown.
    """
    statements = BankStatement.objects.filter(organization_id=current_organization_id(), id=statement_id)
    if not statements.exists():
        raise StatementUnknown(statement_id=statement_id)
    rows = BankLine.objects.filter(organization_id=current_organization_id(), statement_id=statement_id)
    fields = tuple(BankLineDetails.__dataclass_fields__)
    return [BankLineDetails(*row) for row in rows.order_by("position").values_list(*fields)]
