"""How many documents a posting settled: of how many nobody had to think is read from it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cash_application", "0008_lines_by_reference")]

    operations = [
        migrations.AddField(
            model_name="lineposting", name="documents", field=models.IntegerField(db_default=0, default=0)
        ),
    ]
