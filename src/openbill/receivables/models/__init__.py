"""The tables of receivables."""

from openbill.receivables.models.allocation import Allocation
from openbill.receivables.models.discount_offer import DiscountOffer, DiscountTaken
from openbill.receivables.models.due_date_change import DueDateChange
from openbill.receivables.models.kept_balance import KeptBalance, KeptDay, KeptTotal, StaleBalance
from openbill.receivables.models.open_item import OpenItem
from openbill.receivables.models.write_off_request import WriteOffRequest

__all__ = [
    "Allocation",
    "DiscountOffer",
    "DiscountTaken",
    "DueDateChange",
    "KeptBalance",
    "KeptDay",
    "KeptTotal",
    "OpenItem",
    "StaleBalance",
    "WriteOffRequest",
]
