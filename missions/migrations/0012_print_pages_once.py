"""Pages of missions are printed once for all processes. None is made here: the first reader of each prints it."""

import django.db.models.deletion
from django.db import migrations, models

DERIVED = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "db_constraint": False}


class Migration(migrations.Migration):
    dependencies = [("missions", "0011_order_missions_by_name")]

    operations = [
        migrations.CreateModel(
            name="PrintedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=400, unique=True)),
                ("mission", models.ForeignKey(**DERIVED, to="missions.mission")),
                ("state", models.CharField(max_length=20)),
                ("packed", models.BinaryField()),
            ],
            options={"ordering": ["address"], "default_permissions": ()},
        ),
    ]
