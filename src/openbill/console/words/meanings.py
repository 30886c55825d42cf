"""What the words of the trade mean, for the reader who hovers over one."""

from django.utils.translation import gettext_lazy as _

MEANINGS = {
    "auto_rate": _(
        "Of the receipts that were decided in the last 30 days the share that nobody had to look at. Beside it stands"
        " how many of those people took back."
    ),
    "unapplied": _(
        "Money or credit of a customer that is not yet put against an invoice. It is the customer's, so it is deducted"
        " from what a reminder asks for."
    ),
}
