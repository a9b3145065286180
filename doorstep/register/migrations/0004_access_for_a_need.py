"""What a need gives its owner has a ground of its own; it was a stand-in with a word beside it."""

from django.db import migrations, models


def name_the_ground(apps, _editor):
    rows = apps.get_model("register", "Access").objects.filter(via="stand_in", reason="need")
    rows.update(via="need", reason="")


def back(apps, _editor):
    rows = apps.get_model("register", "Access").objects.filter(via="need")
    rows.update(via="stand_in", reason="need")


class Migration(migrations.Migration):
    dependencies = [("register", "0003_declined")]
    operations = [
        migrations.AlterField(
            model_name="access",
            name="via",
            field=models.CharField(
                choices=[
                    ("pairing", "pairing"),
                    ("stand_in", "stand-in"),
                    ("need", "has an open need"),
                    ("escalation", "escalated need"),
                    ("sealed", "sealed grant"),
                    ("proposal", "open proposal"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(name_the_ground, back),
    ]
