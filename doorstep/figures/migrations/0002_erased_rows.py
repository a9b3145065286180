
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('figures', '0001_publications'),
        ('people', '0002_trail'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasedRows',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('count', models.PositiveIntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'key', 'from_on', 'to_on'), name='erased_rows_of_a_window_once')],
            },
        ),
    ]
