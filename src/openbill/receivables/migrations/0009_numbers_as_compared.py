"""Document numbers as they are compared with what payers write."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import RunStatement

READ_ALIKE = """
CREATE FUNCTION read_alike(number text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(normal_number(number), '0124568', 'OIZASGB')
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_search"), ("receivables", "0008_kept_totals")]

    operations = [
        RunStatement(READ_ALIKE, "DROP FUNCTION read_alike(text)"),
        *(
            migrations.AddField(
                "openitem",
                name,
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("document_number", function=name),
                    output_field=models.TextField(),
                ),
            )
            for name in ("normal_number", "read_alike")
        ),
        migrations.AddIndex(
            "openitem", models.Index(fields=["organization_id", "normal_number"], name="open_item_normal_number")
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["organization_id", "read_alike"],
                name="open_item_read_alike",
                condition=models.Q(side="debit", open_minor__gt=0),
            ),
        ),
    ]
