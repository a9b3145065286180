import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0006_stock_has_a_place")]

    operations = [
        migrations.AlterField(
            model_name="stockitem",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stock_items",
                to="people.place",
            ),
        ),
    ]
