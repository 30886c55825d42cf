"""The list of documents by their date; why a write-off was declined."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("receivables", "0004_discount_guards")]

    operations = [
        migrations.AddField(
            model_name="writeoffrequest", name="decided_because", field=models.TextField(default="")
        ),
        migrations.AddIndex(
            model_name="openitem",
            index=models.Index(
                condition=models.Q(("kind__in", ["invoice", "credit_note", "debit_note"])),
                fields=["organization_id", "document_date", "id"],
                name="open_item_documents",
            ),
        ),
    ]
