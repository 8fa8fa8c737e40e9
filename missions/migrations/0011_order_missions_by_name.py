"""An index of the catalogue's whole order, in place of one of the names alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0010_check_addresses")]

    operations = [
        migrations.AddIndex(
            model_name="listedmission",
            index=models.Index(fields=["folded_name", "mission"], name="listed_mission_by_name"),
        ),
        migrations.AlterField(
            model_name="listedmission",
            name="folded_name",
            field=models.CharField(max_length=200),
        ),
    ]
