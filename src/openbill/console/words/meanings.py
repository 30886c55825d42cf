"""What the words of the trade mean, for the reader who hovers over one."""

from django.utils.translation import gettext_lazy as _

MEANINGS = {
    "unapplied": _(
        "Money or credit of a customer that is not yet put against an invoice. It is the customer's, so it is deducted"
        " from what a reminder asks for."
    ),
}
