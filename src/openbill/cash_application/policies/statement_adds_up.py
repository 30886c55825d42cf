"""Whether a statement is whole: what it opens with and its lines come to what it closes with."""

from openbill.cash_application.errors import StatementDoesNotAddUp
from openbill.cash_application.types.statements import Statement
from openbill.primitives.money import Money


def refuse_what_does_not_add_up(statement: Statement, file: str) -> None:
    """Raises StatementDoesNotAddUp; nothing is checked where a balance is not told or a currency differs."""
    opening, closing = statement.opening, statement.closing
    if opening is None or closing is None:
        return
    currencies = {closing.amount.currency, *(line.amount.currency for line in statement.lines)}
    if currencies - {opening.amount.currency}:
        return
    lines = Money.total((line.amount for line in statement.lines), opening.amount.currency)
    if opening.amount + lines != closing.amount:
        raise StatementDoesNotAddUp(
            place=statement.place,
            file=file,
            opening=opening.amount,
            lines=lines,
            closing=closing.amount,
            difference=closing.amount - opening.amount - lines,
        )
