from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_the_day_of_the_form(apps, schema_editor):
    """When a file came was not kept; it came with its form, or after it."""
    submission = apps.get_model('sync', 'Submission').objects.filter(pk=OuterRef('submission'))
    day = Subquery(submission.values('received_on')[:1])
    apps.get_model('sync', 'Attachment').objects.update(received_on=day)


class Migration(migrations.Migration):

    dependencies = [
        ('sync', '0009_answers_to_helpers'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='received_on',
            field=models.DateField(null=True),
        ),
        migrations.RunPython(take_the_day_of_the_form, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='attachment',
            name='received_on',
            field=models.DateField(),
        ),
    ]
