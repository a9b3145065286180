import re
from itertools import batched

import django.db.models.deletion
from django.db import migrations, models


def chain_entries(apps, schema_editor):
    """Numbers, seals and chains the entries there are, each chain in the order of writing."""
    from doorstep.kit import vault
    from doorstep.people.actions.trail import link
    from doorstep.people.rules import chain_key

    erased = list(vault.destroyed_owners())  # an old copy of the database may still name them
    entry_model = apps.get_model("people", "AuditEntry")
    chain_model = apps.get_model("people", "AuditChain")
    for household in erased:
        if re.fullmatch(r'[0-9a-f-]{36}', household):
            named = entry_model.objects.filter(household_id=household)
            named.update(household_id=None, subject_id='', detail={})
    places = entry_model.objects.order_by().values_list("place", flat=True).distinct()
    for place_id in list(places):
        length, head = 0, chain_key(place_id)
        rows = entry_model.objects.filter(place=place_id).order_by("serial")
        for entries in batched(rows.iterator(chunk_size=500), 500):
            length, head = link(entries, length, head)
            entry_model.objects.bulk_update(entries, ["number", "owner", "content", "digest"])
        chain_model.objects.create(
            key=chain_key(place_id), place_id=place_id, length=length, head=head
        )


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditChain',
            fields=[
                ('key', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('length', models.PositiveBigIntegerField(default=0)),
                ('head', models.CharField(max_length=64)),
                ('place', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place')),
            ],
        ),
        migrations.AlterModelOptions(
            name='auditentry',
            options={'ordering': ['serial']},
        ),
        migrations.RenameField(
            model_name='auditentry',
            old_name='number',
            new_name='serial',
        ),
        migrations.AddField(
            model_name='auditentry',
            name='number',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='owner',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='auditentry',
            name='content',
            field=models.TextField(default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='auditentry',
            name='digest',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='subject_id',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.RunPython(chain_entries, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='auditentry',
            name='number',
            field=models.PositiveBigIntegerField(),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='household_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['household_id', 'act', 'on'], name='entry_of_household'),
        ),
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.UniqueConstraint(fields=('place', 'number'), name='entry_number_in_place'),
        ),
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.UniqueConstraint(condition=models.Q(('place', None)), fields=('number',), name='entry_number_in_instance'),
        ),
    ]
