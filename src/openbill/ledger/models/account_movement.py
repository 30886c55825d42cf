"""What moved on an account on a day, so that a trial balance need not read every line."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class AccountMovement(TenantModel):
    """The debits and credits of lines of one legal entity, account, currency and posting day; in minor units.

    Only derived: the database writes one with the lines of each statement, `fold_movements` makes one of many, and
    `verify` derives their sums anew. The movement of a day is the sum of its rows, however many there are. It may be
    more than an amount of the books can be: that is for whoever asks for a figure, and stops nobody who posts.
    """

    legal_entity_id = models.UUIDField()
    account_id = models.UUIDField()
    currency = models.CharField(max_length=3)
    posting_date = models.DateField()
    debit_minor = models.DecimalField(max_digits=38, decimal_places=0)
    credit_minor = models.DecimalField(max_digits=38, decimal_places=0)
    functional_debit_minor = models.DecimalField(max_digits=38, decimal_places=0)
    functional_credit_minor = models.DecimalField(max_digits=38, decimal_places=0)

    class Meta:
        db_table = "account_movement"
        indexes = [
            models.Index(
                fields=["organization_id", "legal_entity_id", "account_id", "currency", "posting_date"],
                name="account_movement_of_day",
            ),
        ]
