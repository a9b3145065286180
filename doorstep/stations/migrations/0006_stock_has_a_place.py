from django.db import migrations
from django.db.models import OuterRef, Subquery


def give_place(apps, schema_editor):
    """What a station keeps is kept at the station's place."""
    item, station = apps.get_model("stations", "StockItem"), apps.get_model("stations", "Station")
    places = station.objects.filter(pk=OuterRef("station")).values("place")[:1]
    item.objects.filter(place=None).update(place=Subquery(places))


class Migration(migrations.Migration):
    dependencies = [("stations", "0005_stock_of_a_village")]

    operations = [migrations.RunPython(give_place, migrations.RunPython.noop)]
