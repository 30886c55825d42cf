"""What stands in the files for banks."""

from lxml import etree
from tests.support.sepa import (
    CREDITOR_IDENTIFIER,
    DEBTOR_IBAN,
    OTHER_CREDITOR_IDENTIFIER,
    a_collection,
    a_collection_file,
    a_swiss_collection,
    a_transfer_file,
)

from openbill.direct_debits.types import DebitVersion, Scheme, SequenceType, TransferVersion
from openbill.direct_debits.writing.pain001 import write_pain001
from openbill.direct_debits.writing.pain008 import write_pain008


def told(content: bytes, *names: str) -> list[list[str]]:
    """The texts of the elements of each name, in the order of the file."""
    root = etree.fromstring(content)
    return [[each.text for each in root.iter(f"{{*}}{name}")] for name in names]


def test_a_collection_says_who_owes_what_under_which_mandate():
    file = a_collection_file(
        [a_collection(1, 100_05), a_collection(2, 5)], scheme=Scheme.B2B, sequence_type=SequenceType.FIRST
    )
    content = write_pain008(file, DebitVersion.V08)

    assert told(content, "NbOfTxs", "CtrlSum", "InstdAmt") == [["2", "2"], ["100.10", "100.10"], ["100.05", "0.05"]]
    assert told(content, "BtchBookg", "SeqTp", "ReqdColltnDt") == [["true"], ["FRST"], ["2026-12-15"]]
    assert told(content, "Cd")[0] == ["SEPA", "B2B"]
    assert told(content, "EndToEndId", "MndtId") == [["DD-000001-1", "DD-000001-2"], ["M-1", "M-2"]]
    assert told(content, "DtOfSgntr", "Nm") == [
        ["2026-01-02", "2026-01-02"],
        ["Mueller + Soehne", "Mueller + Soehne", "Anna Ltd", "Anna Ltd"],
    ]
    assert told(content, "BICFI", "IBAN")[0] == ["BYLADEM1001"]
    assert told(content, "IBAN")[0][1:] == [DEBTOR_IBAN, DEBTOR_IBAN]
    assert told(content, "AmdmntInd") == [[]]
    assert write_pain008(file, DebitVersion.V08) == content


def test_an_amended_mandate_says_what_it_was_and_an_account_abroad_where_its_holder_lives():
    content = write_pain008(a_collection_file([a_swiss_collection()]), DebitVersion.V02)

    assert told(content, "OrgnlMndtId", "AmdmntInd") == [["OLD-1"], ["true"]]
    identifiers = [each for each in told(content, "Id")[0] if each and each.strip()]
    assert identifiers == [CREDITOR_IDENTIFIER, OTHER_CREDITOR_IDENTIFIER, "SMNDA"]
    assert told(content, "StrtNm", "PstCd", "TwnNm", "Ctry") == [["Bahnhofstrasse 1"], ["8001"], ["Zuerich"], ["CH"]]
    assert told(content, "BIC") == [["BYLADEM1001", "POFICHBEXXX"]]
    assert told(content, "Nm")[0][-1] == "Capek Ellas ."


def test_a_transfer_leaves_the_receivers_bank_to_its_iban_where_it_is_not_known():
    content = write_pain001(a_transfer_file(1_23, 4_00), TransferVersion.V09)

    assert told(content, "CtrlSum", "InstdAmt") == [["5.23", "5.23"], ["1.23", "4.00"]]
    assert told(content, "BICFI", "Dt") == [["BKAUATWW"], ["2026-11-30"]]
    assert told(write_pain001(a_transfer_file(1_23), TransferVersion.V03), "ReqdExctnDt") == [["2026-11-30"]]
