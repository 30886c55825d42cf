"""How a bank line is placed by hand in a form: which items, how much of each, and what becomes of the rest of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from openbill.cash_application.policies.place_by_hand import ItemByHand, RestOfDebt, place_by_hand
from openbill.cash_application.queries.items_to_place import ItemToPlace
from openbill.cash_application.queries.line_told import LineTold
from openbill.cash_application.types.decisions import Placing
from openbill.console.choices import identifiers
from openbill.console.forms import NumberField
from openbill.console.reader import Reader
from openbill.console.words.sentences import told
from openbill.disputes.types import DisputeReason
from openbill.payments.types import ShortfallKind
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

MOST_DIGITS = 18

REASONS: tuple[ShortfallKind | DisputeReason, ...] = (*ShortfallKind, *DisputeReason)
RESTS: Mapping[str, ShortfallKind | DisputeReason] = {RestOfDebt(why).word: why for why in REASONS}
"""What becomes of the rest of a debt, by the word in the form; without one it stays open."""


@dataclass(frozen=True)
class TypedItem:
    """An item of the form with what was typed beside it; `taken_minor` is negative for a credit."""

    item: ItemToPlace
    typed: str
    taken_minor: int
    rest: str

    @property
    def rest_minor(self) -> int:
        return self.item.open_minor - self.taken_minor


@dataclass(frozen=True)
class TypedPlacing:
    """What a form places of a line. Where something cannot be read or is not possible, `problems` say so."""

    line: LineTold
    items: tuple[TypedItem, ...]
    placings: tuple[Placing, ...]
    problems: tuple[str, ...]

    @property
    def placed_minor(self) -> int:
        return sum(each.taken_minor for each in self.items)

    @property
    def left_minor(self) -> int:
        """What settles nothing: it stays on account."""
        return self.line.amount_minor - self.placed_minor


def chosen_items(typed: QueryDict, added: UUID | None = None) -> list[UUID]:
    """The items that are ticked, in the order of the form, and one that is added."""
    found = identifiers(typed.getlist("item"))
    return [*found, added] if added is not None and added not in found else found


def typed_placing(
    typed: QueryDict, chosen: Sequence[UUID], reader: Reader, line: LineTold, known: Mapping[UUID, ItemToPlace]
) -> TypedPlacing:
    """Read the form; what is not typed beside an item is all that is open on it."""
    problems: list[str] = []
    items = []
    for item_id in chosen:
        item = known.get(item_id)
        if item is None:
            continue
        text = typed.get(f"part-{item_id}", "").strip()
        amount = _amount(text, reader, problems)
        taken = item.open_minor if amount is None else Money.of(amount, line.currency).minor_units
        items.append(TypedItem(item, text, taken, typed.get(f"rest-{item_id}", "")))
    placings: tuple[Placing, ...] = ()
    if not problems:
        try:
            placings = tuple(
                place_by_hand(
                    Money(line.amount_minor, line.currency),
                    [_by_hand(each, line.currency) for each in items],
                    on_account_of=_customer(typed),
                )
            )
        except Refusal as refusal:
            problems.append(str(told(refusal, reader.formats)))
    return TypedPlacing(line, tuple(items), placings, tuple(problems))


def _by_hand(each: TypedItem, currency: str) -> ItemByHand:
    return ItemByHand(
        each.item.item_id,
        each.item.number,
        each.item.customer_id,
        each.item.customer_name,
        Money(each.item.open_minor, currency),
        Money(each.taken_minor, currency),
        typed_rests(each.rest, currency),
    )


def rests_in_form(rests: Sequence[tuple[str, int]]) -> str:
    """Several rests of one debt as one value of the form, for typed_rests: "dispute:price=1200 discount=300"."""
    return " ".join(f"{word}={minor}" for word, minor in rests)


def typed_rests(text: str, currency: str) -> tuple[RestOfDebt, ...]:
    """What becomes of the rest of a debt by a value of the form: one word for all of it, or several with amounts."""
    found = []
    for each in text.split():
        word, _equals, minor = each.partition("=")
        if word in RESTS:
            found.append(RestOfDebt(RESTS[word], Money(int(minor), currency) if _is_amount(minor) else None))
    return tuple(found)


def _is_amount(minor: str) -> bool:
    return minor.isascii() and minor.isdigit() and len(minor) <= MOST_DIGITS


def _customer(typed: QueryDict) -> UUID | None:
    return next(iter(identifiers([typed.get("on_account_of", "")])), None)


def _amount(text: str, reader: Reader, problems: list[str]) -> Decimal | None:
    field: Any = NumberField(required=False)
    field.reader = reader
    try:
        amount: Decimal | None = field.clean(text)
    except forms.ValidationError as error:
        problems += [f"{text}: {message}" for message in error.messages]
        return None
    return amount
