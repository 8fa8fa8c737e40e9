"""Each value that a filter offers is looked up after the one before it, and no row is read for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0013_keep_long_lists_quick")]

    operations = [
        migrations.AddIndex(
            model_name="listedmission",
            index=models.Index(fields=["host_country"], name="listed_mission_by_country"),
        ),
        migrations.AddIndex(
            model_name="listedmission",
            index=models.Index(fields=["kind"], name="listed_mission_by_kind"),
        ),
    ]
