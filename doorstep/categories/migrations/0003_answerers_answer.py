from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("categories", "0002_movers")]
    operations = [
        migrations.AddField(
            model_name="objection",
            name="answerer_is_relative",
            field=models.BooleanField(blank=True, null=True),
        ),
    ]
