"""How drafts stand to what readers see is told when somebody looks; nothing needs to be written here."""

import django.db.models.deletion
from django.db import migrations, models

DERIVED = {
    "db_constraint": False,
    "on_delete": django.db.models.deletion.CASCADE,
    "related_name": "+",
    "to": "missions.mission",
}


class Migration(migrations.Migration):
    dependencies = [("missions", "0006_let_drafts_be_shown")]

    operations = [
        migrations.CreateModel(
            name="DraftState",
            fields=[
                ("mission", models.OneToOneField(**DERIVED, primary_key=True, serialize=False)),
                ("differs", models.BooleanField()),
                ("unsourced", models.PositiveIntegerField()),
                ("statements", models.JSONField()),
                ("true_until", models.DateField(null=True)),
            ],
            options={"ordering": ["mission"], "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="DraftMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mission", models.ForeignKey(**DERIVED)),
            ],
            options={"default_permissions": ()},
        ),
    ]
