"""What was published last is read from the end of an index, and a page of the list of sources by its place.

The index is made anew after migrating, and fills the columns: it is of another version.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0012_print_pages_once")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["-published_at", "-id"], name="edition_newest_first"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["-made_at", "-id"], name="notice_newest_first"),
        ),
        migrations.AddIndex(
            model_name="listedmission",
            index=models.Index(fields=["statements", "sourced"], name="listed_mission_by_statements"),
        ),
        migrations.AddIndex(
            model_name="listedmission",
            index=models.Index(fields=["-first_year"], name="listed_mission_begun_last"),
        ),
        migrations.AddField(
            model_name="listedsource",
            name="kind",
            field=models.CharField(db_index=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="listedsource",
            name="place",
            field=models.BinaryField(db_index=True, default=b""),
            preserve_default=False,
        ),
    ]
