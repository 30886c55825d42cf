"""What a column of a bank's CSV file may say, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEANINGS: Mapping[str, str | Promise] = {
    "booked_date": _("Booked on"),
    "value_date": _("Value date"),
    "amount": _("Amount"),
    "credit": _("Amount that came in"),
    "debit": _("Amount that went out"),
    "direction": _("In or out"),
    "currency": _("Currency"),
    "payer_name": _("Name of the other side"),
    "payer_account": _("Account of the other side"),
    "payer_bank": _("Bank of the other side"),
    "text": _("Text"),
    "reference": _("The bank's reference"),
    "end_to_end_id": _("Reference of the payer"),
    "balance": _("Balance after it"),
    "opening": _("Opening balance"),
    "closing": _("Closing balance"),
    "code": _("Code of the booking"),
    "note": _("Note of the bank"),
    "own_account": _("Own account"),
    "state": _("Whether it is booked"),
}
