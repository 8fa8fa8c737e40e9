"""What lists and search read stands apart from editions. It is written after migrating, like every missing index."""

import django.db.models.deletion
from django.db import migrations, models

WORDS = ("missions_words_of_missions", "missions_words_of_sources")


def drop_words(apps, schema_editor):
    for table in WORDS:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")


DERIVED = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "db_constraint": False}


class Migration(migrations.Migration):
    dependencies = [("missions", "0003_remember_what_files_loaded")]

    operations = [
        migrations.CreateModel(
            name="ListedMission",
            fields=[
                ("mission", models.OneToOneField(**DERIVED, primary_key=True, serialize=False, to="missions.mission")),
                ("edition", models.OneToOneField(**DERIVED, to="missions.edition")),
                ("version", models.PositiveSmallIntegerField()),
                ("organisation", models.CharField(max_length=200)),
                ("host_country", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=200)),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField()),
                ("slug", models.TextField()),
                ("name", models.TextField()),
                ("acronym", models.TextField()),
                ("folded_name", models.CharField(max_length=200, db_index=True)),
                ("folded_acronym", models.CharField(max_length=200, db_index=True)),
                ("dates", models.TextField()),
                ("as_of", models.TextField()),
                ("summary", models.TextField()),
                ("statements", models.PositiveIntegerField()),
                ("sourced", models.PositiveIntegerField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["folded_name", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["organisation", "host_country", "kind", "first_year", "last_year"],
                        name="listed_mission_by_traits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="missions.listedmission"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("section", models.TextField()),
                ("field", models.TextField()),
                ("anchor", models.TextField()),
                ("entry", models.TextField()),
                ("text", models.TextField()),
                ("language", models.TextField()),
                ("words", models.TextField()),
            ],
            options={
                "ordering": ["mission_id", "position"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("mission", "position"), name="listed_line_has_its_own_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("edition", models.ForeignKey(**DERIVED, to="missions.edition")),
                ("wording", models.JSONField()),
            ],
            options={"ordering": ["key"], "default_permissions": ()},
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_words),
    ]
