"""Bank lines are found by the bank's own reference: what a statement has as one sum a notice tells of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cash_application", "0007_reason_codes")]

    operations = [
        migrations.AddIndex(
            model_name="bankline",
            index=models.Index(
                condition=models.Q(("bank_reference", ""), _negated=True),
                fields=["organization_id", "bank_account_id", "bank_reference"],
                name="bank_line_reference",
            ),
        ),
    ]
