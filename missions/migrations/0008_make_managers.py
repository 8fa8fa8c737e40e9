"""A third group: Managers add colleagues, whose accounts are Django's own."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = [f"{action}_colleague" for action in ("view", "add", "change", "delete")]


def make_group(apps, schema_editor):
    # Django makes permissions itself only after the last migration.
    missions = apps.get_app_config("missions")
    missions.models_module = True
    create_permissions(missions, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    missions.models_module = None
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Managers")
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(*permissions.filter(content_type__app_label="missions", codename__in=RIGHTS))


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Managers").delete()


class Migration(migrations.Migration):
    dependencies = [("missions", "0007_tell_how_drafts_stand"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.CreateModel(
            name="Colleague",
            fields=[],
            options={
                "proxy": True,
                "verbose_name": "colleague",
                "verbose_name_plural": "colleagues",
                "ordering": ["username"],
                "indexes": [],
                "constraints": [],
            },
            bases=("auth.user",),
        ),
        migrations.RunPython(make_group, remove_group),
    ]
