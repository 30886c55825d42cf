"""Why somebody should be called, in the reader's words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openbill.collections.types import CallReason, CallRow
from openbill.console.formats import Formats


def reasons(call: CallRow, formats: Formats) -> list[str]:
    """The reasons of a call, each a part of a sentence."""
    return [_reason(each, formats) for each in call.because]


def _reason(reason: CallReason, formats: Formats) -> str:
    amount = formats.money(reason.amount.minor_units, reason.amount.currency) if reason.amount is not None else ""
    return _said(reason, {"amount": amount, "count": reason.count, "days": reason.days})


def _said(reason: CallReason, facts: Mapping[str, str | int]) -> str:
    match reason.code:
        case "overdue":
            text = ngettext(
                "%(amount)s to collect, one debt overdue for %(days)s days",
                "%(amount)s to collect, %(count)s debts overdue, the oldest for %(days)s days",
                reason.count,
            )
            return text % facts
        case "broke_promises":
            return ngettext("broke a promise", "broke %(count)s promises", reason.count) % facts
        case "never_paid":
            return _("never paid before")
        case "chronically_late":
            return _("always late: pays %(days)s days after the due date") % facts
        case "later_than_usual" if reason.days:
            return _("later than usual: else pays %(days)s days late") % facts
        case "later_than_usual":
            return _("later than usual: else pays in time")
        case "as_usual" if reason.days:
            return _("pays %(days)s days late otherwise") % facts
        case "as_usual":
            return _("pays in time otherwise")
        case "promised":
            return _("%(amount)s more is promised") % facts
        case _:
            return _("%(amount)s more is disputed") % facts
