"""Which debts a form ticks, and how much of each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from openbill.console.choices import identifiers
from openbill.console.forms import Form, FormIncomplete, NumberField
from openbill.console.reader import Reader
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


class Ticked(NamedTuple):
    """Whether a debt is ticked, and what was typed beside it."""

    is_ticked: bool
    typed: str


class ChosenDebts:
    """The debts that are ticked (`item`), in the order of the form, with the amount (`part-…`) typed beside each."""

    def __init__(self, item_ids: Sequence[UUID], typed: Mapping[UUID, str] | None = None) -> None:
        self._item_ids = list(item_ids)
        self._typed = dict(typed or {})
        self._amounts: dict[UUID, Decimal] = {}
        self.problems: list[str] = []

    @classmethod
    def typed(cls, typed: QueryDict, reader: Reader) -> "ChosenDebts":
        """What a form sent; what cannot be read is named among the problems."""
        ticked = identifiers(typed.getlist("item"))
        chosen = cls(ticked, {each: typed.get(f"part-{each}", "").strip() for each in ticked})
        field: Any = NumberField(required=False)
        field.reader = reader
        for item_id, text in chosen._typed.items():
            try:
                amount = field.clean(text)
            except forms.ValidationError as error:
                chosen.problems += [f"{text}: {message}" for message in error.messages]
                continue
            if amount is not None:
                chosen._amounts[item_id] = amount
        return chosen

    def refuse_ticks(self, form: Form) -> None:
        """Where something else is chosen than what is ticked, nothing may be ticked. Raises FormIncomplete."""
        if self._item_ids:
            form.add_error(None, _("Debts are ticked, and something else is chosen to be settled. Say which it is."))
            raise FormIncomplete(form)

    @property
    def is_empty(self) -> bool:
        """Whether no debt is ticked."""
        return not self._item_ids

    def of(self, item_id: UUID) -> Ticked:
        return Ticked(item_id in self._item_ids, self._typed.get(item_id, ""))

    def require(self, form: Form, currency: str) -> None:
        """Show in the form what is wrong with what was ticked. Raises FormIncomplete."""
        problems = self.problems if self._item_ids else [_("Tick what it settles, or let the oldest debts come first.")]
        for problem in problems:
            form.add_error(None, problem)
        if problems:
            raise FormIncomplete(form)
        with form.refusals_shown():
            self.designations(currency)

    def designations(self, currency: str) -> tuple[Designation, ...]:
        """What is ticked, in an order of its own; amounts that were typed are taken whole."""
        return tuple(
            Designation(item_id, Money.of(self._amounts[item_id], currency) if item_id in self._amounts else None)
            for item_id in self._item_ids
        )
