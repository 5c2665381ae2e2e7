import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("merchants", "0018_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="chapter",
            name="address",
            field=models.CharField(
                blank=True, help_text="Where people can walk in, if anywhere.", max_length=160, verbose_name="address of the team"
            ),
        ),
        migrations.AddField(
            model_name="chapter",
            name="colour",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "brick red, as the network"),
                    ("sea", "sea blue"),
                    ("moss", "moss green"),
                    ("plum", "plum"),
                    ("night", "night blue"),
                    ("ochre", "ochre"),
                ],
                default="",
                max_length=5,
                verbose_name="colour",
            ),
        ),
        migrations.AddField(
            model_name="chapter",
            name="phone_hours",
            field=models.CharField(
                blank=True, help_text="Such as: on weekdays from 9 to 12.", max_length=80, verbose_name="when somebody answers the phone"
            ),
        ),
        migrations.AddField(
            model_name="chapter",
            name="social",
            field=models.URLField(
                blank=True, help_text="Where you tell news, such as on Facebook or Mastodon.", verbose_name="page elsewhere"
            ),
        ),
        migrations.CreateModel(
            name="ChapterText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("subject", models.CharField(blank=True, max_length=120, verbose_name="subject")),
                ("body", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="merchants.chapter", verbose_name="city"
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a city",
                "verbose_name_plural": "texts of cities",
                "ordering": ["name", "language"],
            },
        ),
        migrations.CreateModel(
            name="ChapterTextVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("subject", models.CharField(blank=True, max_length=120, verbose_name="subject")),
                ("body", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "chapter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="merchants.chapter",
                        verbose_name="city",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="chapter_name_language_subject_body_events",
                        to="merchants.chaptertext",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="place in the row")),
                ("words", models.CharField(max_length=200, verbose_name="what to do")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checklist", to="merchants.chapter", verbose_name="city"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="done by",
                    ),
                ),
            ],
            options={
                "verbose_name": "thing to do",
                "verbose_name_plural": "things to do",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="chaptertext",
            constraint=models.UniqueConstraint(fields=("chapter", "name", "language"), name="chapter_text_once"),
        ),
        migrations.AddConstraint(
            model_name="chaptertext",
            constraint=models.CheckConstraint(condition=models.Q(("body", ""), _negated=True), name="chapter_text_says_something"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="chaptertext",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."chapter_id" IS DISTINCT FROM (NEW."chapter_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."subject" IS DISTINCT FROM (NEW."subject"))',
                    func='INSERT INTO "merchants_chaptertextversion" ("body", "chapter_id", "language", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (OLD."body", OLD."chapter_id", OLD."language", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."subject"); RETURN NULL;',
                    hash="dad11e424ba9fe9f2a209bd8e6e8c108ee199d80",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_version_e6831",
                    table="merchants_chaptertext",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="chaptertext",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_beginning",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('pghistory.context_metadata', true) <> '')",
                    func='INSERT INTO "merchants_chaptertextversion" ("body", "chapter_id", "language", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (NEW."body", NEW."chapter_id", NEW."language", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'added\', NEW."id", NEW."subject"); RETURN NULL;',
                    hash="c0e37908054680dfa004d25680a7faddc6967724",
                    operation="INSERT",
                    pgid="pgtrigger_keep_beginning_14bc2",
                    table="merchants_chaptertext",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="chaptertext",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_last_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "merchants_chaptertextversion" ("body", "chapter_id", "language", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (OLD."body", OLD."chapter_id", OLD."language", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'taken away\', OLD."id", OLD."subject"); RETURN NULL;',
                    hash="acf22727e8250fc03ea73c6dbcbc8b1b59c5c9d0",
                    operation="DELETE",
                    pgid="pgtrigger_keep_last_version_1266c",
                    table="merchants_chaptertext",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.UniqueConstraint(fields=("chapter", "words"), name="checklist_item_once"),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_by", None), ("done_on__isnull", False), _connector="OR"), name="checklist_done_has_its_day"
            ),
        ),
    ]
