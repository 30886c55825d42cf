"""A credit of which a refund is asked for says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("unclaimed", "0002_guards")]

    operations = [
        migrations.RemoveConstraint(model_name="unclaimedcredit", name="unclaimed_credit_reason"),
        migrations.AddConstraint(
            model_name="unclaimedcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    because__in=[
                        "no_rule", "state_unknown", "country_unknown", "no_handing_over", "between_businesses", "rests",
                        "answered", "refund_asked_for", "letter_not_written", "letter_waits", "letter_came_back",
                        "owner_may_answer", "nobody_answered", "below_minimum", "owner_unknown", "asked_for",
                        "handed_over", "nothing_open",
                    ]
                ),
                name="unclaimed_credit_reason",
            ),
        ),
    ]  # fmt: skip
