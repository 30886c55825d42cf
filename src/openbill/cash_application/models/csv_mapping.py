"""How the CSV files of own bank accounts are read."""

from uuid import UUID

from django.db import models

from openbill.cash_application.types.csv_files import CsvSigns
from openbill.foundation.tenancy import TenantModel, TenantRelation


class CsvColumns(TenantModel):
    """The mapping of one account, as people said it: by what is told (`text` has several) the names of its columns."""

    bank_account = TenantRelation("organizations.BankAccount")
    bank_account_id: UUID
    columns = models.JSONField()
    signs = models.TextField()
    delimiter = models.CharField(max_length=1)
    encoding = models.TextField()
    decimal_sign = models.TextField()
    day_order = models.CharField(max_length=3)
    skipped_first = models.IntegerField()
    skipped_last = models.IntegerField()
    has_headings = models.BooleanField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "csv_mapping"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "bank_account_id"], name="csv_mapping_is_one"),
            models.CheckConstraint(
                condition=models.Q(
                    signs__in=[each.value for each in CsvSigns],
                    delimiter__in=[",", ";", "\t", "|"],
                    decimal_sign__in=["comma", "point"],
                    day_order__in=["DMY", "MDY", "YMD"],
                    skipped_first__gte=0,
                    skipped_last__gte=0,
                ),
                name="csv_mapping_is_possible",
            ),
        ]
