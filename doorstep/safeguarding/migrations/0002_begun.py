"""Places that have records say so beside the keys, where it outlives the records."""

from typing import Any

from django.db import migrations

from doorstep.kit import vault
from doorstep.safeguarding.rules import begun_of


def note_begun(apps: Any, schema_editor: Any) -> None:
    chains = apps.get_model("safeguarding", "SafeguardingChain").objects.exclude(ends="")
    if names := [begun_of(key) for key in chains.values_list("place_id", flat=True)]:
        vault.keys_of(names)


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0001_initial")]  # noqa: RUF012

    operations = [migrations.RunPython(note_begun, migrations.RunPython.noop)]  # noqa: RUF012
