"""Take a bank's answer to a file: what it took, and what it refused."""

from collections.abc import Mapping

from openbill.direct_debits.commands.reject_debits import reject_debits
from openbill.direct_debits.commands.settle_transfers import reject_transfers
from openbill.direct_debits.errors import StatusReportOfNobody, StatusReportOfOtherPayments
from openbill.direct_debits.models import Debit, DebitBatch, RefundBatch, RefundTransfer
from openbill.direct_debits.policies import bank_identifiers
from openbill.direct_debits.policies.answers_of_report import AnswerToPayment, answers_of_report
from openbill.direct_debits.reading.pain002 import read_pain002
from openbill.direct_debits.types import Answer, RejectedDebit, StatusRead, StatusReport
from openbill.foundation.command import command
from openbill.foundation.context import Context

_Answers = Mapping[str, AnswerToPayment]


@command(permission="direct_debits.settle", summarised=("content",))
def read_status_report(*, content: bytes, file_name: str, context: Context) -> StatusRead:
    """Take a pain.002 over a file of debits or transfers: what it refuses is rejected, the rest awaits its statement.

    The same report twice changes nothing; a debit that was paid already comes back with a statement only. Raises
    StatusReportIsNotRecognised, StatementCannotBeRead, StatementIsTruncated, StatementIsTooLarge, ForbiddenInXml,
    StatusReportOfNobody and StatusReportOfOtherPayments.
    """
    report = read_pain002(content, file_name)
    sent = {"organization_id": context.organization_id, "message_id": report.original_message_id}
    if batch := DebitBatch.objects.filter(**sent).exclude(submitted_at=None).first():
        debits = Debit.objects.filter(organization_id=context.organization_id, batch_id=batch.id)
        ids = dict(debits.exclude(state="cancelled").values_list("end_to_end_id", "id"))
        answers = _answers(report, batch.number, list(ids), file_name)
        undecided = set(debits.filter(state="submitted").values_list("end_to_end_id", flat=True))
        rejected = [
            RejectedDebit(ids[name], answers[name].reason, answers[name].text)
            for name in sorted(_rejected(answers) & undecided)
        ]
        if rejected:
            reject_debits(rejected=rejected, on=context.today(), context=context)
        return _read(answers, len(ids))
    if refunds := RefundBatch.objects.filter(**sent).first():
        transfers = RefundTransfer.objects.filter(organization_id=context.organization_id, batch_id=refunds.id)
        names = list(transfers.values_list("end_to_end_id", flat=True))
        answers = _answers(report, refunds.number, names, file_name)
        reject_transfers(refunds, {name: answers[name] for name in _rejected(answers)}, context=context)
        return _read(answers, len(names))
    raise StatusReportOfNobody(file=file_name, message_id=report.original_message_id[:35])


def _answers(report: StatusReport, number: str, end_to_end_ids: list[str], file: str) -> _Answers:
    name = bank_identifiers.batch_id(number)
    answers = answers_of_report(report, name, end_to_end_ids)
    known = {*end_to_end_ids, name, ""}
    told = {*answers, *(batch.payment_information_id for batch in report.batches)}
    for named in sorted(told - known):
        raise StatusReportOfOtherPayments(file=file, named=named[:35], number=number)
    return answers


def _rejected(answers: _Answers) -> set[str]:
    return {name for name, answer in answers.items() if answer.answer is Answer.REJECTED}


def _read(answers: _Answers, payments: int) -> StatusRead:
    told = [answer.answer for answer in answers.values()]
    accepted, rejected = told.count(Answer.ACCEPTED), told.count(Answer.REJECTED)
    return StatusRead(accepted=accepted, rejected=rejected, pending=payments - accepted - rejected)
