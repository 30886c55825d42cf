"""A firm with a house bank, what comes in there, and what is done with it."""

from uuid import UUID

from django.db import connection

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.match_lines import match_lines
from openbill.cash_application.commands.post_lines import post_lines
from openbill.cash_application.models import LineToDo
from openbill.cash_application.queries.lines_to_decide import LinesOf, listed_lines
from openbill.cash_application.types.decisions import Matched, NewPosting, Placing
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.models import BankAccount
from openbill.primitives.money import Money
from openbill.receivables.types import Designation

from .banking import IBAN, a_statement
from .organizations import AnOrganization, an_organization


def a_firm() -> AnOrganization:
    it = an_organization("EUR")
    add_bank_account(
        legal_entity_id=it.legal_entity_id, name="House bank", currency="EUR", iban=IBAN, context=it.context()
    )
    return it


def brought_in(firm: AnOrganization, *bookings: str, closing: str) -> list[UUID]:
    """The lines, in the order of the statement."""
    import_statements(content=a_statement(*bookings, closing=closing), file_name="b.xml", context=firm.context())
    with scope(firm.id):
        return list(LineToDo.objects.order_by("line__position").values_list("line_id", flat=True))


def matched(firm: AnOrganization) -> Matched:
    with scope(firm.id):
        account = BankAccount.objects.get()
    return match_lines(bank_account_id=account.id, context=firm.context())


def placing(customer: UUID, amount: str, *items: tuple[UUID, str], **details: object) -> Placing:
    designations = tuple(Designation(item, Money.of(part, "EUR")) for item, part in items)
    return Placing(customer, Money.of(amount, "EUR"), designations, **details)  # type: ignore[arg-type]


def posted(firm: AnOrganization, line: UUID, *placings: Placing) -> None:
    post_lines(postings=[NewPosting(line, placings)], context=firm.context())


def open_lines(firm: AnOrganization, of: LinesOf = LinesOf.OPEN) -> list[UUID]:
    with scope(firm.id):
        return [each.line_id for each in listed_lines(of)]


def balance(firm: AnOrganization, role: str) -> int:
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(line.amount_minor), 0)::bigint FROM journal_line line"
            " JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id"
            " WHERE account.role = %s",
            [role],
        )
        return int(cursor.fetchone()[0])
