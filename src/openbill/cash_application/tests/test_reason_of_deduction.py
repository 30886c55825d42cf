"""Why a payer kept something: by what was agreed on, by the standard's codes, by their words."""

import pytest

from openbill.cash_application.policies.reason_of_deduction import KeptFor, normal_code, reason_of_deduction
from openbill.disputes.types import DisputeReason
from openbill.payments.types import ShortfallKind

AGREED = {"R07": DisputeReason.CONTRACT, "04": DisputeReason.DELIVERY}


@pytest.mark.parametrize(
    ("code", "words", "reason"),
    [
        ("r07", "damaged goods", DisputeReason.CONTRACT),
        ("", "R07 as agreed", DisputeReason.CONTRACT),
        ("", "04 pieces", DisputeReason.DELIVERY),
        ("", "05 pieces", DisputeReason.OTHER),
        ("04", "", DisputeReason.DELIVERY),
        ("05", "price", DisputeReason.QUALITY),
        ("ZZ 19", "", DisputeReason.DUPLICATE),
        ("", "Damaged cartons", DisputeReason.QUALITY),
        ("", "Preisabweichung Pos. 3", DisputeReason.PRICE),
        ("", "Fehlmenge laut Lieferschein", DisputeReason.QUANTITY),
        ("", "livraison en retard", DisputeReason.DELIVERY),
        ("", "mercancía dañada", DisputeReason.QUALITY),
        ("", "goods not received, no POD", DisputeReason.NOT_RECEIVED),
        ("", "Skontoabzug 2 %", DisputeReason.UNEARNED_DISCOUNT),
        ("", "PO missing", DisputeReason.MISSING_PURCHASE_ORDER),
        ("PRICE", "", DisputeReason.PRICE),
        ("", "less 15 % WHT", ShortfallKind.WITHHOLDING_TAX),
        ("", "Tax withheld at source", ShortfallKind.WITHHOLDING_TAX),
        ("", "Quellensteuer § 50a", ShortfallKind.WITHHOLDING_TAX),
        ("TDS", "", ShortfallKind.WITHHOLDING_TAX),
        ("", "retenue à la source", ShortfallKind.WITHHOLDING_TAX),
        ("X99", "as discussed", DisputeReason.OTHER),
        ("", "", DisputeReason.OTHER),
    ],
)
def test_a_reason_is_found(code: str, words: str, reason: KeptFor):
    assert reason_of_deduction(code, words, AGREED) is reason


def test_codes_are_compared_without_case_and_blanks():
    assert normal_code("  r 07 ") == "R 07"
