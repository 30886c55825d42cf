"""What a bank answers to a file is read as it stands, or refused."""

import pytest
from tests.support.sepa import a_payment_status, a_status

from openbill.cash_application.errors import ForbiddenInXml, StatementCannotBeRead, StatementIsTruncated
from openbill.direct_debits.errors import StatusReportIsNotRecognised
from openbill.direct_debits.reading.pain002 import MOST_BYTES, read_pain002
from openbill.direct_debits.types import Answer, BatchStatus, PaymentStatus


def read(content: bytes):
    return read_pain002(content, "answer.xml")


def test_each_payment_has_its_answer_and_its_reason():
    payments = a_payment_status("DD-000001-1", "RJCT", "AC04") + a_payment_status("DD-000001-2", "ACSP")
    report = read(a_status(payments, batch="<PmtInfSts>PART</PmtInfSts>", group="<GrpSts>PART</GrpSts>"))

    assert (report.original_message_id, report.answer) == ("MSG-DD-000001", Answer.PARTLY)
    assert report.batches == (
        BatchStatus(
            "DD-000001",
            Answer.PARTLY,
            payments=(
                PaymentStatus("DD-000001-1", Answer.REJECTED, "AC04", "see contract"),
                PaymentStatus("DD-000001-2", Answer.ACCEPTED),
            ),
        ),
    )


def test_a_whole_file_may_be_refused_with_a_reason_of_the_bank_alone():
    group = "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Prtry>X99</Prtry></Rsn></StsRsnInf>"
    report = read(a_status(group=group))
    assert (report.answer, report.reason, report.batches) == (Answer.REJECTED, "X99", ())


@pytest.mark.parametrize(
    ("status", "answer"),
    [("PDNG", Answer.PENDING), ("ACTC", Answer.ACCEPTED), ("ACCP", Answer.ACCEPTED), ("ACWC", Answer.ACCEPTED)],
)
def test_codes_of_a_batch(status, answer):
    (batch,) = read(a_status(batch=f"<PmtInfSts>{status}</PmtInfSts>")).batches
    assert (batch.answer, batch.payments) == (answer, ())


@pytest.mark.parametrize(
    ("content", "refusal", "words"),
    [
        (a_status(a_payment_status("", "RJCT")), StatementCannotBeRead, "of which payment"),
        (a_status(a_payment_status("A", "RJCT").replace("<TxSts>RJCT</TxSts>", "")), StatementCannotBeRead, "became"),
        (a_status(a_payment_status("A", "YES")), StatementCannotBeRead, '"YES" is no status'),
        (a_status(a_payment_status("A", "ACSP</TxSts><TxSts>RJCT")), StatementCannotBeRead, "TxSts is told twice"),
        (a_status(group="<GrpSts>RJCT</GrpSts>", message_id=""), StatementCannotBeRead, "of which file"),
        (a_status().replace(b"pain.002.001.10", b"pain.008.001.02"), StatusReportIsNotRecognised, "no status report"),
        (a_status().replace(b"xsd:pain", b"other:pain"), StatusReportIsNotRecognised, "no status report"),
        (b"no xml at all", StatusReportIsNotRecognised, "no status report"),
        (a_status()[:-30], StatementIsTruncated, "breaks off"),
        (b"", StatementIsTruncated, "empty"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + a_status()[39:], ForbiddenInXml, "document type"),
    ],
)
def test_what_is_unclear_is_refused_with_its_place(content, refusal, words):
    with pytest.raises(refusal, match=words):
        read(content)


def test_a_huge_file_is_not_even_looked_at():
    with pytest.raises(StatusReportIsNotRecognised, match="20 MB"):
        read(a_status() + b" " * MOST_BYTES)
