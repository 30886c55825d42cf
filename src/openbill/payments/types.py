"""The values that decisions about payments are made on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money
from openbill.receivables.types import Designation


class PaymentMethod(StrEnum):
    BANK_TRANSFER = "bank_transfer"
    CHEQUE = "cheque"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    CASH = "cash"


class MoneyOn(StrEnum):
    """On which account of the books the money of a payment came in.

    In transit until the bank tells of it, with a gateway until it pays out, or among what the bank has told of already
    and nobody knew whose it was.
    """

    TRANSIT = "cash_clearing"
    GATEWAY = "gateway_clearing"
    TOLD_BY_BANK = "unidentified_cash"


class Way(StrEnum):
    """How money comes that is under way: taken by us at the bank or from a saved method, or sent by the payer."""

    DIRECT_DEBIT = "direct_debit"
    SAVED_METHOD = "saved_method"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class SentOff:
    """So much of a debt was asked for of the bank or a gateway, by a debit or a try; an answer is due by a day."""

    item_id: UUID
    way: Way
    source_id: UUID
    amount: Money
    until_date: date


class ShortfallKind(StrEnum):
    """Why a payer who is short is let off: a bank on the way kept it, it is too small, a discount is granted, or the
    payer's tax office has it, and a certificate of that is to come."""

    BANK_CHARGE = "bank_charge"
    SMALL_DIFFERENCE = "small_difference"
    DISCOUNT = "discount"
    WITHHOLDING_TAX = "withholding_tax"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """So much of a debt is settled without being paid. A discount lessens the tax by `tax`, a part of the amount."""

    item_id: UUID
    amount: Money
    kind: ShortfallKind
    tax: Money | None = None


class Spread(StrEnum):
    """What a payment settles: the customer's oldest debts, what the payer named, or nothing yet."""

    OLDEST_FIRST = "oldest_first"
    AS_DESIGNATED = "as_designated"
    UNAPPLIED = "unapplied"


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment as it came in. What the payer named always wins over the rule.

    `received_date` is the day on which the payer had paid: it decides about discounts and lateness. `shortfalls` are
    what is let off of debts that the payer named, and `contested` the debts of which the payer keeps a part for another
    reason: they earn no discount.
    """

    customer_id: UUID
    amount: Money
    received_date: date
    method: PaymentMethod = PaymentMethod.BANK_TRANSFER
    reference: str = ""
    legal_entity_id: UUID | None = None
    designations: tuple[Designation, ...] = ()
    spread: Spread = Spread.OLDEST_FIRST
    shortfalls: tuple[Shortfall, ...] = ()
    contested: tuple[UUID, ...] = ()
    account: MoneyOn = MoneyOn.TRANSIT


@dataclass(frozen=True, slots=True)
class PaymentRecorded:
    """A payment in the books: its credit item, and how much of it settled debts, was discount, or is unapplied."""

    payment_id: UUID
    item_id: UUID
    applied: Money
    discount: Money
    unapplied: Money


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund: asked for, and where it was approved, the item by which the money went back."""

    request_id: UUID
    state: str
    refund_item_id: UUID | None
