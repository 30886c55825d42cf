"""What a status report says of each payment of a file."""

from collections.abc import Collection
from dataclasses import dataclass

from openbill.direct_debits.types import Answer, StatusReport


@dataclass(frozen=True, slots=True)
class AnswerToPayment:
    """A bank's answer with its code and its words."""

    answer: Answer
    reason: str = ""
    text: str = ""


def answers_of_report(
    report: StatusReport, payment_information_id: str, end_to_end_ids: Collection[str]
) -> dict[str, AnswerToPayment]:
    """The answer to each payment of a file with one batch, by its end-to-end id; not said, not there.

    What is said of a payment counts before what is said of its batch, and that before what is said of the file. "In
    parts" says nothing of those that are not named.
    """
    answers: dict[str, AnswerToPayment] = {}
    if report.answer not in (None, Answer.PARTLY):
        answers = {name: AnswerToPayment(report.answer, report.reason, report.text) for name in end_to_end_ids}
    for batch in report.batches:
        if batch.answer not in (None, Answer.PARTLY) and batch.payment_information_id == payment_information_id:
            told = AnswerToPayment(batch.answer, batch.reason, batch.text)
            answers |= dict.fromkeys(end_to_end_ids, told)
    for batch in report.batches:
        for payment in batch.payments:
            answers[payment.end_to_end_id] = AnswerToPayment(payment.answer, payment.reason, payment.text)
    return answers
