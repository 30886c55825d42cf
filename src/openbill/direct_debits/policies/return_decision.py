"""What is to be done about a debit that came back, by the bank's reason."""

from dataclasses import dataclass
from datetime import date

from openbill.direct_debits.policies.target_days import target_days_after
from openbill.direct_debits.types import Decision


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """What a code of ISO 20022 (external code set of return and status reasons) means, and what follows.

    `waits` are TARGET days until each further attempt: as many as there are attempts.
    """

    meaning: str
    decision: Decision
    waits: tuple[int, ...] = ()


RETURN_REASONS: dict[str, ReturnReason] = {
    "AM04": ReturnReason("not enough money", Decision.RETRY, (5, 10)),
    "MS03": ReturnReason("no reason given", Decision.RETRY, (10,)),
    "AC01": ReturnReason("wrong account number", Decision.NEW_ACCOUNT),
    "AC04": ReturnReason("account closed", Decision.NEW_ACCOUNT),
    "RC01": ReturnReason("wrong bank", Decision.NEW_ACCOUNT),
    "DNOR": ReturnReason("the payer's bank is not reachable", Decision.NEW_ACCOUNT),
    "MD01": ReturnReason("no valid mandate", Decision.NEW_MANDATE),
    "MD02": ReturnReason("data of the mandate missing or wrong", Decision.NEW_MANDATE),
    "AC13": ReturnReason("account of a consumer", Decision.NEW_MANDATE),
    "AC06": ReturnReason("account blocked", Decision.CONTACT),
    "AG01": ReturnReason("account not open to direct debits", Decision.CONTACT),
    "MS02": ReturnReason("refused by the payer", Decision.CONTACT),
    "SL01": ReturnReason("the payer blocks this creditor", Decision.CONTACT),
    "MD06": ReturnReason("taken back by the payer", Decision.CONTACT),
    "RR01": ReturnReason("the law asks for the payer's account or number", Decision.CONTACT),
    "RR02": ReturnReason("the law asks for the payer's name or address", Decision.CONTACT),
    "RR03": ReturnReason("the law asks for the creditor's name or address", Decision.CONTACT),
    "RR04": ReturnReason("regulatory reason", Decision.CONTACT),
    "MD07": ReturnReason("the payer died", Decision.STOP),
    "AG02": ReturnReason("wrong code of the transaction", Decision.STOP),
    "AM05": ReturnReason("collected twice", Decision.STOP),
    "BE05": ReturnReason("the creditor is not recognised", Decision.STOP),
    "CNOR": ReturnReason("the creditor's bank is not reachable", Decision.STOP),
    "DT01": ReturnReason("wrong date", Decision.STOP),
    "FF01": ReturnReason("wrong format", Decision.STOP),
}
"""The reasons of the SEPA rulebooks. Hard ones are never tried again as they are."""

UNKNOWN = ReturnReason("unknown reason", Decision.CONTACT)
"""A code that is not known is no reason to collect again."""


def return_decision(code: str) -> ReturnReason:
    """What a code means and what follows; an unknown or missing one is left to a person."""
    return RETURN_REASONS.get(code.strip().upper(), UNKNOWN)


def retry_date(code: str, *, attempts: int, returned_on: date) -> date | None:
    """The day from which the same may be collected again after so many attempts; None where never by itself."""
    waits = return_decision(code).waits
    return target_days_after(returned_on, waits[attempts - 1]) if 1 <= attempts <= len(waits) else None
