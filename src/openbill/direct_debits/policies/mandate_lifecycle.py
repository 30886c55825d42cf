"""The states of a mandate, and when nobody may use it any more."""

from datetime import date

from openbill.primitives.calendar import add_months
from openbill.primitives.lifecycle import Lifecycle

MANDATE_LIFECYCLE = Lifecycle(
    "mandate",
    "draft",
    {
        ("draft", "sign"): "active",
        ("draft", "cancel"): "cancelled",
        ("active", "suspend"): "suspended",
        ("active", "cancel"): "cancelled",
        ("active", "lapse"): "expired",
        ("suspended", "resume"): "active",
        ("suspended", "cancel"): "cancelled",
        ("suspended", "lapse"): "expired",
    },
)
"""A draft waits for the signature; a suspended one is not collected from until a person or an amendment resumes it."""

MANDATE_LINK_LIFECYCLE = Lifecycle(
    "link",
    "open",
    {
        ("open", "sign"): "signed",
        ("open", "revoke"): "revoked",
        ("revoked", "renew"): "open",
    },
)
"""It is good once: whoever signs by it uses it up. One that is made anew ends the ones before."""

LAPSES_AFTER_MONTHS = 36


def lapses_on(*, signed_on: date, last_collected_on: date | None) -> date:
    """The first day on which a mandate may not be used any more: 36 months after it was last used.

    SEPA rulebooks, section 4.1: the creditor must cancel it then. One that was never used counts from its signature.
    """
    return add_months(last_collected_on or signed_on, LAPSES_AFTER_MONTHS)
