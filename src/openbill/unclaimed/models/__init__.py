"""The tables of credits nobody claims."""

from openbill.unclaimed.models.hand_over import HandOver, HandOverCredit
from openbill.unclaimed.models.owner_contact import OwnerContact, OwnerReturn
from openbill.unclaimed.models.unclaimed_credit import UnclaimedChange, UnclaimedCredit, UnclaimedLetter
from openbill.unclaimed.models.unclaimed_rule import HolderJurisdiction, UnclaimedRule

__all__ = [
    "HandOver",
    "HandOverCredit",
    "HolderJurisdiction",
    "OwnerContact",
    "OwnerReturn",
    "UnclaimedChange",
    "UnclaimedCredit",
    "UnclaimedLetter",
    "UnclaimedRule",
]
