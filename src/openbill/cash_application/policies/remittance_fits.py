"""Which remittance advice tells about which bank line."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from openbill.cash_application.policies.name_key import name_key
from openbill.cash_application.policies.reference_tokens import normal_number, receipt_tokens

DAYS_BEFORE, DAYS_AFTER = 5, 14
"""So many days a bank may book before the day that an advice names, or after it: cheques travel, advices are late."""

SHORTEST_REFERENCE = 5
"""Letters and digits of a reference that tells a payment by itself; shorter ones stand in too many texts by chance."""

SHORTEST_NAME = 4
"""Letters of a name that is looked for inside of another one."""


class FitEvidence(StrEnum):
    """Why an advice fits a line, the most telling first."""

    REFERENCE = "reference"
    PAYER_ACCOUNT = "payer_account"
    PAYER_NUMBER = "payer_number"
    DOCUMENT = "document"
    PAYER_NAME = "payer_name"
    AMOUNT = "amount"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class AdviceToFit:
    """An advice as it is compared: `amount` in minor units, `day` as an ordinal, that of its arrival where it names
    none."""

    currency: str
    amount: int | None
    day: int
    reference: str = ""
    payer_name: str = ""
    payer_number: str = ""
    payer_account: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineToFit:
    """A bank line as it is compared; `references` are what the bank marks as such, of whatever kind."""

    currency: str
    amount: int
    day: int
    text: str = ""
    references: tuple[str, ...] = ()
    party_name: str = ""
    party_account: str = ""

    @cached_property
    def tokens(self) -> Set[str]:
        """What a number would be in all that the bank tells of the line."""
        return receipt_tokens(self.text, self.references)


def remittance_fits(advice: AdviceToFit, line: LineToFit) -> tuple[FitEvidence, ...] | None:
    """Why an advice tells about a line, the most telling first; None where nothing says so.

    The payment's own reference says so alone: banks on the way keep charges, and a bank may book late. Without one the
    amount has to be the same, the day to be near, and the payer to be the same by account, number or name, or the line
    to name a document of the advice. An amount alone says nothing: many pay the same.
    """
    if advice.currency != line.currency or line.amount <= 0:
        return None
    found = _found(advice, line)
    if FitEvidence.REFERENCE in found or (
        {FitEvidence.AMOUNT, FitEvidence.DAY} <= found and len(found) > len((FitEvidence.AMOUNT, FitEvidence.DAY))
    ):
        return tuple(each for each in FitEvidence if each in found)
    return None


def _found(advice: AdviceToFit, line: LineToFit) -> set[FitEvidence]:
    reference, number, account = map(normal_number, (advice.reference, advice.payer_number, advice.payer_account))
    told = {
        FitEvidence.REFERENCE: len(reference) >= SHORTEST_REFERENCE and _is_told(reference, line),
        FitEvidence.PAYER_ACCOUNT: bool(account) and account == normal_number(line.party_account),
        FitEvidence.PAYER_NUMBER: bool(number) and number in line.tokens,
        FitEvidence.DOCUMENT: any(normal_number(each) in line.tokens for each in advice.documents if each),
        FitEvidence.PAYER_NAME: _is_called(advice.payer_name, line.party_name),
        FitEvidence.AMOUNT: advice.amount == line.amount,
        FitEvidence.DAY: -DAYS_BEFORE <= line.day - advice.day <= DAYS_AFTER,
    }
    return {evidence for evidence, is_so in told.items() if is_so}


def _is_told(reference: str, line: LineToFit) -> bool:
    """Leading zeros are filled in and left out by banks as they like."""
    bare = reference.lstrip("0")
    return reference in line.tokens or (
        len(bare) >= SHORTEST_REFERENCE and any(token.lstrip("0") == bare for token in line.tokens)
    )


def _is_called(one: str, other: str) -> bool:
    """Whether two names are the same, or one is the other with more words: banks cut them, payers add departments."""
    first, second = name_key(one), name_key(other)
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= SHORTEST_NAME and (shorter == longer or f" {longer} ".startswith(f" {shorter} "))
