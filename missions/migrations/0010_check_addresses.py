"""What the machine saw at the addresses of sources, beside the record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0009_let_words_be_removed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, unique=True, verbose_name="address")),
                ("checked_at", models.DateTimeField(verbose_name="checked")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("answers", "answers"),
                            ("moved", "has moved for good"),
                            ("missing", "was not found"),
                            ("refuses", "lets no program in"),
                            ("fault", "answers with a fault of its server"),
                            ("silent", "does not answer in time"),
                            ("unknown-host", "has a host whose name is not known now"),
                            ("certificate", "has a certificate that is not trusted"),
                            ("unreached", "cannot be reached now"),
                            ("loop", "leads from address to address without end"),
                            (
                                "forbidden",
                                "was not asked: it is not one of the public web, or leads to one that is not",
                            ),
                        ],
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="status")),
                ("moved_to", models.TextField(blank=True, verbose_name="moved to")),
                ("missing_on", models.JSONField(default=list, verbose_name="missing on")),
                ("days_missing", models.PositiveSmallIntegerField(default=0)),
                ("busy_host", models.CharField(blank=True, max_length=255)),
                ("busy_until", models.DateTimeField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("gone", "gone"), ("there", "there")], max_length=5, verbose_name="verdict"
                    ),
                ),
                ("verdict_at", models.DateTimeField(null=True)),
                (
                    "verdict_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "checked address",
                "verbose_name_plural": "checked addresses",
                "ordering": ["url"],
                "default_permissions": (),
            },
        ),
    ]
