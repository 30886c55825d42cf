"""Indexes along which lists are walked, so that a page costs what it shows."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import RunStatement

_DOCUMENTS = ["invoice", "credit_note", "debit_note"]
_SQL_DOCUMENTS = "kind IN ('invoice', 'credit_note', 'debit_note')"


class Migration(migrations.Migration):
    dependencies = [("receivables", "0005_lists_and_reasons")]

    operations = [
        # What balances and ages ask of an open item stands in the index itself.
        migrations.RemoveIndex("openitem", "open_item_open"),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "customer_id", "due_date"],
                name="open_item_open",
                condition=models.Q(open_minor__gt=0),
                include=["currency", "side", "legal_entity_id", "posting_date", "open_minor"],
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "due_date", "id"],
                name="open_item_due",
                condition=models.Q(open_minor__gt=0),
                include=["currency", "side", "posting_date", "open_minor"],
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "due_date", "id"],
                name="open_item_documents_due",
                condition=models.Q(kind__in=_DOCUMENTS),
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "document_number", "instalment_number", "id"],
                name="open_item_documents_number",
                condition=models.Q(kind__in=_DOCUMENTS),
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "amount_minor"],
                name="open_item_payments",
                condition=models.Q(kind="payment"),
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "amount_minor"],
                name="open_item_refunds",
                condition=models.Q(kind="refund"),
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "open_minor"],
                name="open_item_unapplied",
                condition=models.Q(kind="payment", open_minor__gt=0),
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "id"],
                name="open_item_disputed",
                condition=models.Q(disputed_minor__gt=0),
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "document_date", "id"],
                name="open_item_part_paid",
                condition=models.Q(kind__in=_DOCUMENTS, open_minor__gt=0, open_minor__lt=models.F("amount_minor")),
            ),
        ),
        # A credit note counts negative.
        RunStatement(
            "CREATE INDEX open_item_documents_amount ON open_item (organization_id,"
            " (CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END), id)"
            f" WHERE {_SQL_DOCUMENTS}",
            "DROP INDEX open_item_documents_amount",
        ),
        RunStatement(
            "CREATE INDEX open_item_documents_open ON open_item (organization_id,"
            " (CASE side WHEN 'debit' THEN open_minor ELSE -open_minor END), id)"
            f" WHERE {_SQL_DOCUMENTS} AND open_minor > 0",
            "DROP INDEX open_item_documents_open",
        ),
    ]
