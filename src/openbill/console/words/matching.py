"""What speaks for a proposal and against it, and what becomes of the rest of a debt, in words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from openbill.console.words.states import DISPUTE_REASONS


class Said(NamedTuple):
    """A piece of evidence in words; whether it speaks for the proposal."""

    text: str | Promise
    is_for: bool


_FOR: Mapping[str, str | Promise] = {
    "as_written": _("As the payer wrote"),
    "numbers_found": _("All numbers found"),
    "some_numbers_found": _("Some numbers found"),
    "numbers_nearly_found": _("Numbers shortened or mistyped"),
    "customer_number_found": _("Customer number found"),
    "name_same": _("Same name"),
    "name_alike": _("Name alike"),
    "all_that_is_due": _("All that is due"),
    "all_that_is_open": _("All that is open"),
    "the_oldest": _("The oldest debts"),
    "sum_exact": _("Sum exact"),
    "sum_less_discount": _("Sum exact less discount"),
    "sum_less_fee": _("Sum less a bank charge"),
    "no_other_way": _("No other way"),
}
_AGAINST: Mapping[str, str | Promise] = {
    "sum_less_late_discount": _("Discount taken too late"),
    "sum_short": _("Less than owed"),
    "sum_over": _("More than owed"),
    "nothing_fits": _("Nothing open fits the sum"),
    "account_of_another": _("The account paid for somebody else before"),
    "payer_not_known": _("Payer not known"),
}


def _counted(code: str, count: int) -> str:
    """What is counted against a proposal; nothing where the code is not known."""
    if code == "disputed":
        return ngettext("%(n)s deduction becomes a dispute", "%(n)s deductions become disputes", count) % {"n": count}
    if code == "left_out":
        return ngettext("%(n)s named item is left out", "%(n)s named items are left out", count) % {"n": count}
    if code == "named_of_others":
        return ngettext("%(n)s item of others is named", "%(n)s items of others are named", count) % {"n": count}
    if code == "settled_named":
        return ngettext("%(n)s number is settled already", "%(n)s numbers are settled already", count) % {"n": count}
    if code == "strange_named":
        return ngettext("%(n)s number is not known", "%(n)s numbers are not known", count) % {"n": count}
    if code == "other_ways":
        return ngettext("%(n)s other way", "%(n)s other ways", count) % {"n": count}
    if code == "alike":
        return ngettext("%(n)s other item is alike", "%(n)s other items are alike", count) % {"n": count}
    if code == "other_customers":
        return ngettext("Fits %(n)s other customer too", "Fits %(n)s other customers too", count) % {"n": count}
    return ""


def said(evidence: Iterable[str]) -> list[Said]:
    """The evidence of a proposal or a posting in words, in its order; codes that are not known are left out."""
    found = []
    for each in evidence:
        code, _space, number = each.partition(" ")
        if code == "account_known":
            text = _("Account known") if number == "100" else _("Account known in %(n)s of 100 cases") % {"n": number}
            found.append(Said(text, is_for=True))
        elif code == "bundled":
            found.append(Said(_("Each of %(n)s payments in one found") % {"n": number}, is_for=True))
        elif code in _FOR:
            found.append(Said(_FOR[code], is_for=True))
        elif code in _AGAINST:
            found.append(Said(_AGAINST[code], is_for=False))
        elif number.isdecimal() and (text := _counted(code, int(number))):
            found.append(Said(text, is_for=False))
    return found


RESTS_IN_WORDS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("The rest stays open")),
    ("small_difference", _("Let off: small difference")),
    ("bank_charge", _("Let off: bank charge")),
    ("discount", _("Let off: discount")),
    ("withholding_tax", _("Kept: withholding tax")),
    *((f"dispute:{reason}", word.text) for reason, word in DISPUTE_REASONS.items()),
)
"""What may become of the rest of a debt: it stays open, is let off, or is disputed for a reason."""
