"""Sources are found by folded words and by their address, and every key that one had leads to it."""

import django.db.models.deletion
from django.db import migrations, models

import missions.models.derived


def derive(apps, schema_editor):
    """Fill the new columns, a few rows at a time, and keep the earlier keys that editions name."""
    source = apps.get_model("missions", "Source")
    rows = []
    for row in source.objects.order_by("pk").iterator():
        for name in ("folded", "plain_url"):
            source._meta.get_field(name).pre_save(row, add=False)
        rows.append(row)
    source.objects.bulk_update(rows, ["folded", "plain_url"], batch_size=200)
    taken = {row.key for row in rows}
    now = {row.pk: row.key for row in rows}
    earlier = apps.get_model("missions", "EarlierKey")
    cited = apps.get_model("missions", "Citation").objects.order_by("-pk").values_list("key", "source_id").distinct()
    kept = {}
    for key, pk in cited:
        if key != now[pk] and key not in taken:
            kept.setdefault(key, pk)
    earlier.objects.bulk_create((earlier(key=key, source_id=pk) for key, pk in kept.items()), batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("missions", "0004_list_what_is_live")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="folded",
            field=missions.models.derived.FoldedField(
                default="", editable=False, of=("key", "title", "publisher", "authors", "url")
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="plain_url",
            field=missions.models.derived.PlainAddressField(
                db_index=True, default="", editable=False, max_length=1000, of="url"
            ),
        ),
        migrations.CreateModel(
            name="EarlierKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True, verbose_name="key")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_keys",
                        to="missions.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier key",
                "verbose_name_plural": "earlier keys",
                "default_permissions": (),
                "ordering": ["key"],
            },
        ),
        migrations.RunPython(derive, migrations.RunPython.noop),
    ]
