"""Who is not to meet is asked below pairing, too: the rows move to the register."""

from django.db import migrations


def move(apps, _editor):
    former, present = apps.get_model("pairing", "Declined"), apps.get_model("register", "Declined")
    columns = ("id", "household_id", "helper_id", "start_on", "end_on")
    present.objects.bulk_create(
        [present(**row) for row in former.objects.values(*columns)], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [("pairing", "0001_initial"), ("register", "0003_declined")]
    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name="Declined"),
    ]
