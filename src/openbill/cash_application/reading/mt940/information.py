"""What field 86 tells of a booking, in whatever form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openbill.cash_application.types.statements import Party, Remittance


@dataclass(frozen=True, slots=True)
class Information:
    """What is told of one payment; blank where it is not.

    `code` is the bank's number for the kind of booking. `return_reason` says why something came back, `batch_id` what
    we called a batch ourselves. `charges`, and `original` for what came back, are amounts as they are written; `note`
    is what the bank adds.
    """

    remittance: Remittance = field(default_factory=Remittance)
    party: Party = field(default_factory=Party)
    code: str = ""
    end_to_end_id: str = ""
    mandate_id: str = ""
    batch_id: str = ""
    return_reason: str = ""
    charges: str = ""
    original: str = ""
    note: str = ""


def noted(*texts: str) -> str:
    """What the bank adds, once each."""
    return "; ".join(dict.fromkeys(filter(None, texts)))


def compact(told: Mapping[str, str], *names: str) -> str:
    """The first that is told, without spaces, as an account or a bank."""
    return next((found for name in names if (found := "".join(told.get(name, "").split()))), "")
