"""What the words of the trade mean, for the reader who hovers over one."""

from django.utils.translation import gettext_lazy as _

MEANINGS = {
    "auto_rate": _(
        "Of the receipts that were decided in the last 30 days and stand, the share that nobody had to look at; behind"
        " it the share of their value."
    ),
    "wrong_rate": _(
        "Of the receipts that were posted by themselves in the last 30 days, the share that people took back."
    ),
    "hit_rate": _(
        "Of the receipts of the last 30 days the share whose best proposal was right: posted by itself and standing, or"
        " taken by a person as it was proposed first."
    ),
    "document_rate": _(
        "Of the documents that receipts of the last 30 days settled, the share that was found without a person."
    ),
    "unapplied": _(
        "Money or credit of a customer that is not yet put against an invoice. It is the customer's, so it is deducted"
        " from what a reminder asks for."
    ),
}
