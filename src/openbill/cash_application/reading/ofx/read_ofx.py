"""Read an OFX file."""

from openbill.cash_application.errors import StatementIsTooLarge
from openbill.cash_application.reading.ofx.parse import parse
from openbill.cash_application.reading.ofx.read_statement import read_statement
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node
from openbill.cash_application.types.statements import Statement

MOST_BOOKINGS = 500_000

_ANSWERS = (
    (("BANKMSGSRSV1", "STMTTRNRS"), "STMTRS", ("BANKTRANLIST", "STMTTRN")),
    (("CREDITCARDMSGSRSV1", "CCSTMTTRNRS"), "CCSTMTRS", ("BANKTRANLIST", "STMTTRN")),
    (("INVSTMTMSGSRSV1", "INVSTMTTRNRS"), "INVSTMTRS", ("INVTRANLIST", "INVBANKTRAN", "STMTTRN")),
)
"""Where the answers of a bank stand, the statement in one, and the bookings of money in that."""


def read_ofx(content: bytes, file: str) -> tuple[Statement, ...]:
    """The statements of bank accounts and cards, then the money of investment accounts where any was booked.

    Where the bank answers with an error, nothing of the file is believed, and its words are given back.

    Raises StatementIsNotRecognised, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead, ForbiddenInXml.
    """
    root = parse(content, file)
    for answer in root.all("SIGNONMSGSRSV1", "SONRS"):
        _check_status(answer, file)
    statements: list[Statement] = []
    bookings_in_all = 0
    has_investments = False
    for path, name, to_bookings in _ANSWERS:
        for answer in root.all(*path):
            _check_status(answer, file)
            for node in answer.all(name):
                bookings = node.all(*to_bookings)
                bookings_in_all += len(bookings)
                if bookings_in_all > MOST_BOOKINGS:
                    raise StatementIsTooLarge(file=file, limit="500,000 bookings")
                if name == "INVSTMTRS" and not bookings:
                    has_investments = True
                    continue
                statements.append(read_statement(node, bookings, Place(file, node.line, len(statements) + 1)))
    if not statements and has_investments:
        raise Place(file).refusal(reason="it is of an investment account, and no money was booked")
    if not statements:
        raise Place(file).refusal(reason="it holds no statement")
    return tuple(statements)


def _check_status(answer: Node, file: str) -> None:
    status = answer.first("STATUS")
    if status is None or status.text("SEVERITY").upper() != "ERROR":
        return
    words = status.text("MESSAGE") or status.text("CODE")
    raise Place(file, status.line).refusal(reason=f'the bank answered "{words[:200]}"')
