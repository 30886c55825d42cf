"""The legal entities of an organization."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class LegalEntity(TenantModel):
    """A company that sells and owns receivables: own currency, number series, periods and books.

    `books` says who keeps the general ledger: Openbill, or an ERP beside it whose open items it mirrors.
    Nothing is posted before `cut_over_date`.
    """

    code = models.TextField()
    name = models.TextField()
    country = models.CharField(max_length=2, default="")
    currency = models.CharField(max_length=3)
    time_zone = models.TextField()
    vat_number = models.TextField(default="")
    books = models.TextField(default="openbill")
    cut_over_date = models.DateField(null=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        db_table = "legal_entity"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "code"], name="legal_entity_code_is_unique"),
            models.UniqueConstraint(
                fields=["organization_id"],
                condition=models.Q(is_default=True),
                name="legal_entity_default_is_one",
            ),
            models.CheckConstraint(condition=models.Q(books__in=["openbill", "mirror"]), name="legal_entity_books"),
        ]
