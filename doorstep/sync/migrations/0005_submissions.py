
import django.db.models.deletion
import doorstep.kit.ids
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_trail'),
        ('register', '0006_sealed_fields'),
        ('sync', '0004_meanings_of_columns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=doorstep.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('field', 'field page'), ('collect', 'ODK Collect')], max_length=10)),
                ('name', models.CharField(max_length=60)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('given_on', models.DateField()),
                ('last_seen_on', models.DateField(blank=True, null=True)),
                ('revoked_on', models.DateField(blank=True, null=True)),
                ('is_to_wipe', models.BooleanField(default=False)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('helper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='people.helper')),
            ],
            options={
                'ordering': ['given_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', models.TextField(blank=True)),
                ('digest', models.CharField(max_length=64)),
                ('channel', models.CharField(choices=[('office', 'typed at the office'), ('paper', 'keyed in from paper'), ('field', 'field page'), ('collect', 'ODK Collect')], max_length=10)),
                ('form', models.CharField(blank=True, max_length=40)),
                ('form_version', models.CharField(blank=True, max_length=40)),
                ('on', models.DateField(blank=True, null=True)),
                ('received_on', models.DateField()),
                ('state', models.CharField(choices=[('applied', 'applied'), ('held', 'waiting to be mended'), ('settled', 'settled by a person')], max_length=10)),
                ('because', models.CharField(blank=True, choices=[('unreadable', 'it cannot be read'), ('unknown_form', 'its form is not known here'), ('unknown_household', 'its household is not known here'), ('never_assigned', 'the helper never had this household'), ('long_past', 'the helper gave this household up over 30 days before'), ('revoked', 'the device was shut out before it was sent'), ('other_content', 'it was sent before with other content'), ('refused', 'it breaks a rule')], max_length=20)),
                ('refusal', models.CharField(blank=True, max_length=60)),
                ('params', models.JSONField(default=dict)),
                ('was_given_up', models.BooleanField(default=False)),
                ('settled', models.CharField(blank=True, choices=[('mended', 'mended and applied'), ('discarded', 'discarded')], max_length=10)),
                ('settled_on', models.DateField(blank=True, null=True)),
                ('settled_why', models.CharField(blank=True, max_length=300)),
                ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='submissions', to='sync.device')),
                ('helper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='people.helper')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='submissions', to='register.household')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='people.place')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='other_contents', to='sync.submission')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['received_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.TextField()),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='sync.submission')),
            ],
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['place', 'state', 'received_on'], name='sync_submis_place_i_14ff32_idx'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('because', ''), ('state', 'applied')), ('state', 'settled'), models.Q(('state', 'held'), models.Q(('because', ''), _negated=True)), _connector='OR'), name='submission_held_because'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('same_as', 'digest'), name='other_content_once'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('submission', 'name', 'digest'), name='attachment_once'),
        ),
    ]
