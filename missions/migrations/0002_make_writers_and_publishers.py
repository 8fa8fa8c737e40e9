"""Two groups: Writers change the draft, Publishers also decide what readers see."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ENTRIES = ("phase", "initiative", "figure", "leader", "quotation", "link", "relation")
CONTENT = ("mission", "source", *ENTRIES)
PUBLISHED = ("edition", "notice")

WRITING = [
    *(f"{action}_{noun}" for noun in CONTENT for action in ("view", "add", "change")),
    *(f"delete_{noun}" for noun in ENTRIES),
    *(f"view_{noun}" for noun in PUBLISHED),
]
RIGHTS = {"Writers": WRITING, "Publishers": [*WRITING, "publish_mission"]}


def make_groups(apps, schema_editor):
    make_permissions(apps, schema_editor.connection.alias)
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in RIGHTS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        rights = permission_model.objects.filter(content_type__app_label="missions", codename__in=codenames)
        group.permissions.add(*rights)


def make_permissions(apps, alias):
    """Make the permissions that groups need; Django makes them itself only after the last migration."""
    missions = apps.get_app_config("missions")
    missions.models_module = True
    create_permissions(missions, apps=apps, using=alias, verbosity=0)
    missions.models_module = None


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0001_create_the_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
