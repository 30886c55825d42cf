"""Whether the minus sign alone makes a credit in a list, or the kind of the document does."""

from dataclasses import dataclass

from openbill.importing.types.files import Credits


@dataclass(frozen=True, slots=True)
class CreditSigns:
    """In which line the first credit note or payment with a minus sign stands, and the first without; or None."""

    negative_line: int | None = None
    positive_line: int | None = None


@dataclass(frozen=True, slots=True)
class DecidedCredits:
    """What was decided, whether by proof or statement, and in words what was assumed.

    `credits` is None where a credit note or payment without a minus sign must not be taken at all.
    """

    credits: Credits | None
    are_proven: bool
    told: list[str]


def decide_credits(
    signs: CreditSigns, *, stated: Credits | None, mapped: Credits | None, holds_refused_rows: bool
) -> DecidedCredits:
    """Decide for a whole list, by the signs of its every credit note and payment.

    Where one of them has a minus sign, the list is signed: one without is a debit (a returned payment, a
    reversed credit note). Where none has, their kind says credit. What is `stated`, and then what is `mapped`,
    wins. A file of refused rows is a part of a list whose signs stand elsewhere, and decides nothing itself.
    """
    with_minus, without = signs.negative_line, signs.positive_line
    if stated is not None:
        return DecidedCredits(stated, are_proven=True, told=[])
    if mapped is not None:
        return DecidedCredits(mapped, are_proven=True, told=_told_of_mapped(mapped, signs))
    if with_minus is not None:
        told = []
        if without is not None:
            told = [
                f"Credit notes and payments have a minus sign (line {with_minus}): those without one (line {without})"
                " are debits, such as returned payments. State --credits by-kind if they are credits all the same."
            ]
        return DecidedCredits("signed", are_proven=True, told=told)
    if without is None:
        return DecidedCredits("by-kind", are_proven=False, told=[])
    if holds_refused_rows:
        return DecidedCredits(
            None,
            are_proven=False,
            told=[
                f"No credit note or payment among these refused rows has a minus sign (line {without}), and the file"
                " they came from may have: state --credits signed or --credits by-kind, or they are refused again."
            ],
        )
    return DecidedCredits(
        "by-kind",
        are_proven=False,
        told=[
            f"No credit note or payment has a minus sign (line {without}): by their kind they are credits."
            " State --credits signed if only a minus sign makes a credit."
        ],
    )


def _told_of_mapped(mapped: Credits, signs: CreditSigns) -> list[str]:
    with_minus, without = signs.negative_line, signs.positive_line
    if without is None:
        return []
    if mapped == "signed":
        return [
            f"By the mapping only a minus sign makes a credit: credit notes and payments without one (line {without})"
            " are debits, such as returned payments. State --credits by-kind if they are credits."
        ]
    if with_minus is None:
        return []
    return [
        f"By the mapping the kind makes a credit, though some have a minus sign (line {with_minus}) and some have"
        f" none (line {without}). State --credits signed if those without one are debits."
    ]
