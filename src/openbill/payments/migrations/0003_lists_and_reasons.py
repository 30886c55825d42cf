"""The list of payments by their day and by what their payers wrote; why a refund was declined."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import RunStatement


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="refundrequest", name="decided_because", field=models.TextField(default="")
        ),
        RunStatement("GRANT UPDATE (decided_because) ON refund_request TO {app}", ""),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["organization_id", "received_date", "id"], name="payment_received"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["organization_id", "reference"], name="payment_reference"),
        ),
    ]
