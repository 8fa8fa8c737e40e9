"""What files last loaded moves out of the content rows, so that it outlives a row that an editor removes."""

from django.db import migrations, models

NAMES = ("figure", "initiative", "leader", "link", "mission", "phase", "quotation", "relation", "source")


def copy_out(apps, schema_editor):
    remembered = apps.get_model("missions", "LoadedRow")
    for name in NAMES:
        rows = apps.get_model("missions", name).objects.exclude(loaded="")
        mission = {"mission": "key", "source": None}.get(name, "mission__key")
        columns = [*([mission] if mission else []), "key", "loaded"]
        remembered.objects.bulk_create(
            (
                remembered(model=name, mission=found[0] if mission else "", key=found[-2], fingerprint=found[-1])
                for found in rows.values_list(*columns).iterator()
            ),
            batch_size=500,
        )


def copy_back(apps, schema_editor):
    for row in apps.get_model("missions", "LoadedRow").objects.iterator():
        where = {"key": row.key}
        if row.model not in ("mission", "source"):
            where["mission__key"] = row.mission
        apps.get_model("missions", row.model).objects.filter(**where).update(loaded=row.fingerprint)


class Migration(migrations.Migration):
    dependencies = [("missions", "0002_make_writers_and_publishers")]

    operations = [
        migrations.CreateModel(
            name="LoadedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=20, verbose_name="model")),
                ("mission", models.CharField(blank=True, max_length=80, verbose_name="mission")),
                ("key", models.CharField(max_length=80, verbose_name="key")),
                ("fingerprint", models.CharField(blank=True, max_length=64, verbose_name="fingerprint")),
            ],
            options={
                "verbose_name": "loaded row",
                "verbose_name_plural": "loaded rows",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=["model", "mission", "key"], name="row_is_remembered_once")
                ],
            },
        ),
        migrations.RunPython(copy_out, copy_back),
        *(migrations.RemoveField(model_name=name, name="loaded") for name in NAMES),
    ]
