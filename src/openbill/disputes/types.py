"""The values that disputes are told in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money


class DisputeReason(StrEnum):
    QUALITY = "quality"
    PRICE = "price"
    QUANTITY = "quantity"
    DELIVERY = "delivery"
    DUPLICATE = "duplicate"
    MISSING_PURCHASE_ORDER = "missing_purchase_order"
    NOT_RECEIVED = "not_received"
    CONTRACT = "contract"
    UNEARNED_DISCOUNT = "unearned_discount"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contested:
    """A debt and how much of it is contested; all that is open where no amount is said."""

    item_id: UUID
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Credited:
    """So much of a debt (minor units) was settled by a credit note on a day."""

    item_id: UUID
    amount_minor: int
    on: date
