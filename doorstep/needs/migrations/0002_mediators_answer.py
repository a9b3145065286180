from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="step",
            name="is_relative",
            field=models.BooleanField(blank=True, null=True),
        ),
    ]
