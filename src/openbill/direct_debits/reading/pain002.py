"""Read a status report: what a bank says of the payments of a file (pain.002)."""

import re

from openbill.cash_application.errors import StatementIsNotRecognised
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.check_bytes import checked_bytes
from openbill.cash_application.reading.xml.elements import Elements
from openbill.cash_application.reading.xml.node import Node, namespace_of, only
from openbill.direct_debits.errors import StatusReportIsNotRecognised
from openbill.direct_debits.types import Answer, BatchStatus, PaymentStatus, StatusReport

MOST_BYTES = 20_000_000
_REPORT = "CstmrPmtStsRpt"
_STANDARD = re.compile(r"urn:iso:std:iso:20022:tech:xsd:pain\.002\.00[123]\.[0-9]{2}")
_LONGEST_TEXT = 500

_ANSWERS = {
    "RJCT": Answer.REJECTED,
    "CANC": Answer.REJECTED,
    "PART": Answer.PARTLY,
    "PDNG": Answer.PENDING,
    "RCVD": Answer.PENDING,
    "ACTC": Answer.ACCEPTED,
    "ACCP": Answer.ACCEPTED,
    "ACSP": Answer.ACCEPTED,
    "ACSC": Answer.ACCEPTED,
    "ACWC": Answer.ACCEPTED,
    "ACCC": Answer.ACCEPTED,
}
"""The codes of ISO 20022's set of payment statuses. Taken is not paid yet: that a statement tells."""


def read_pain002(content: bytes, file: str) -> StatusReport:
    """The report of a file, of any version.

    A code that is not known is refused: an answer that was guessed could book a debit that was refused. Raises
    StatusReportIsNotRecognised, StatementIsTruncated, StatementIsTooLarge, StatementCannotBeRead and ForbiddenInXml.
    """
    if len(content) > MOST_BYTES:
        raise StatusReportIsNotRecognised(file=file)
    try:
        elements = Elements(checked_bytes(content, file), file, (_REPORT,))
    except StatementIsNotRecognised:
        raise StatusReportIsNotRecognised(file=file) from None
    found = [(namespace_of(element), Node.of(element)) for element in elements]
    if len(found) != 1 or not _STANDARD.fullmatch(found[0][0]):
        raise StatusReportIsNotRecognised(file=file)
    node = found[0][1]
    place = Place(file, node.line, syntax="status report")
    group = only(node, "OrgnlGrpInfAndSts", place)
    if group is None or not group.text("OrgnlMsgId"):
        raise place.refusal(reason="it does not say of which file it tells")
    reason, text = _reason(group)
    return StatusReport(
        original_message_id=group.text("OrgnlMsgId"),
        answer=_answer(group, "GrpSts", place),
        reason=reason,
        text=text,
        batches=tuple(_batch(each, place.at(each.line)) for each in node.all("OrgnlPmtInfAndSts")),
    )


def _batch(node: Node, place: Place) -> BatchStatus:
    reason, text = _reason(node)
    return BatchStatus(
        payment_information_id=node.text("OrgnlPmtInfId"),
        answer=_answer(node, "PmtInfSts", place),
        reason=reason,
        text=text,
        payments=tuple(_payment(each, place.at(each.line)) for each in node.all("TxInfAndSts")),
    )


def _payment(node: Node, place: Place) -> PaymentStatus:
    end_to_end_id = node.text("OrgnlEndToEndId")
    answer = _answer(node, "TxSts", place)
    if not end_to_end_id:
        raise place.refusal(reason="it does not say of which payment it tells")
    if answer is None:
        raise place.refusal(reason="it does not say what became of the payment")
    reason, text = _reason(node)
    return PaymentStatus(end_to_end_id, answer, reason, text)


def _answer(node: Node, name: str, place: Place) -> Answer | None:
    found = only(node, name, place)
    if found is None:
        return None
    if found.value not in _ANSWERS:
        raise place.at(found.line).refusal(reason=f'"{found.value[:20]}" is no status of a payment')
    return _ANSWERS[found.value]


def _reason(node: Node) -> tuple[str, str]:
    """The first code, and what the bank adds in words."""
    told = node.all("StsRsnInf")
    codes = (each.one_of((("Rsn", "Cd"), ("Rsn", "Prtry"))) for each in told)
    text = " ".join(line.value for each in told for line in each.all("AddtlInf"))
    return next((code for code in codes if code), ""), text[:_LONGEST_TEXT]
