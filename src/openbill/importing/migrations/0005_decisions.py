"""Who decided about a held snapshot, when, and why it was declined."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("importing", "0004_upload_guards")]

    operations = [
        migrations.AddField("importrun", "decided_by", models.TextField(default="")),
        migrations.AddField("importrun", "decided_at", models.DateTimeField(null=True)),
        migrations.AddField("importrun", "decided_because", models.TextField(default="")),
        migrations.RemoveConstraint("importrun", "import_run_state"),
        migrations.AddConstraint(
            "importrun",
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "waiting", "approved", "finished", "declined"]),
                name="import_run_state",
            ),
        ),
    ]
