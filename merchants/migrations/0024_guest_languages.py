"""Services and proposals for the catalogue get columns for the languages that guests read."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merchants", "0023_named_while_leaving")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="service",
            name="keep_version",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="service",
            name="keep_beginning",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="service",
            name="keep_last_version",
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_ar",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_bg",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_de",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_es",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_fa",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_pl",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_pt",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_ro",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_tr",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="name_uk",
            field=models.CharField(
                help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_ar",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_bg",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_de",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_es",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_fa",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_pl",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_pt",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_ro",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_tr",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_uk",
            field=models.CharField(
                help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                max_length=120,
                null=True,
                verbose_name="how to ask for it, or the name of several",
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="name_ar",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_bg",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_de",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_es",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_fa",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_pl",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_pt",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_ro",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_tr",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="name_uk",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_ar",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_bg",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_de",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_es",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_fa",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_pl",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_pt",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_ro",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_tr",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="service",
            name="question_uk",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_ar",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_bg",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_de",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_es",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_fa",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_pl",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_pt",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_ro",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_tr",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="name_uk",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_ar",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_bg",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_de",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_es",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_fa",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_pl",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_pt",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_ro",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_tr",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="question_uk",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it"),
        ),
        migrations.AlterField(
            model_name="serviceversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="name_name_nl_name_fr_name_en_name_de_name_ar_name_uk_name_tr_name_fa_name_es_name_ro_name_bg_name_pl_name_pt_question_question_nl_question_fr_question_en_question_de_question_ar_question_uk_question_tr_question_fa_question_es_question_ro_question_bg_question_pl_question_pt_icon_osm_tag_position_events",
                to="merchants.service",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."icon" IS DISTINCT FROM (NEW."icon") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_ar" IS DISTINCT FROM (NEW."name_ar") OR OLD."name_bg" IS DISTINCT FROM (NEW."name_bg") OR OLD."name_de" IS DISTINCT FROM (NEW."name_de") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_es" IS DISTINCT FROM (NEW."name_es") OR OLD."name_fa" IS DISTINCT FROM (NEW."name_fa") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."name_nl" IS DISTINCT FROM (NEW."name_nl") OR OLD."name_pl" IS DISTINCT FROM (NEW."name_pl") OR OLD."name_pt" IS DISTINCT FROM (NEW."name_pt") OR OLD."name_ro" IS DISTINCT FROM (NEW."name_ro") OR OLD."name_tr" IS DISTINCT FROM (NEW."name_tr") OR OLD."name_uk" IS DISTINCT FROM (NEW."name_uk") OR OLD."osm_tag" IS DISTINCT FROM (NEW."osm_tag") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."question_ar" IS DISTINCT FROM (NEW."question_ar") OR OLD."question_bg" IS DISTINCT FROM (NEW."question_bg") OR OLD."question_de" IS DISTINCT FROM (NEW."question_de") OR OLD."question_en" IS DISTINCT FROM (NEW."question_en") OR OLD."question_es" IS DISTINCT FROM (NEW."question_es") OR OLD."question_fa" IS DISTINCT FROM (NEW."question_fa") OR OLD."question_fr" IS DISTINCT FROM (NEW."question_fr") OR OLD."question_nl" IS DISTINCT FROM (NEW."question_nl") OR OLD."question_pl" IS DISTINCT FROM (NEW."question_pl") OR OLD."question_pt" IS DISTINCT FROM (NEW."question_pt") OR OLD."question_ro" IS DISTINCT FROM (NEW."question_ro") OR OLD."question_tr" IS DISTINCT FROM (NEW."question_tr") OR OLD."question_uk" IS DISTINCT FROM (NEW."question_uk"))',
                    func='INSERT INTO "merchants_serviceversion" ("icon", "name", "name_ar", "name_bg", "name_de", "name_en", "name_es", "name_fa", "name_fr", "name_nl", "name_pl", "name_pt", "name_ro", "name_tr", "name_uk", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "question_ar", "question_bg", "question_de", "question_en", "question_es", "question_fa", "question_fr", "question_nl", "question_pl", "question_pt", "question_ro", "question_tr", "question_uk") VALUES (OLD."icon", OLD."name", OLD."name_ar", OLD."name_bg", OLD."name_de", OLD."name_en", OLD."name_es", OLD."name_fa", OLD."name_fr", OLD."name_nl", OLD."name_pl", OLD."name_pt", OLD."name_ro", OLD."name_tr", OLD."name_uk", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."position", OLD."question", OLD."question_ar", OLD."question_bg", OLD."question_de", OLD."question_en", OLD."question_es", OLD."question_fa", OLD."question_fr", OLD."question_nl", OLD."question_pl", OLD."question_pt", OLD."question_ro", OLD."question_tr", OLD."question_uk"); RETURN NULL;',
                    hash="d7ce6da6e98890c6b2127b903165f34444e9d4c3",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_version_cac11",
                    table="merchants_service",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_beginning",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('pghistory.context_metadata', true) <> '')",
                    func='INSERT INTO "merchants_serviceversion" ("icon", "name", "name_ar", "name_bg", "name_de", "name_en", "name_es", "name_fa", "name_fr", "name_nl", "name_pl", "name_pt", "name_ro", "name_tr", "name_uk", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "question_ar", "question_bg", "question_de", "question_en", "question_es", "question_fa", "question_fr", "question_nl", "question_pl", "question_pt", "question_ro", "question_tr", "question_uk") VALUES (NEW."icon", NEW."name", NEW."name_ar", NEW."name_bg", NEW."name_de", NEW."name_en", NEW."name_es", NEW."name_fa", NEW."name_fr", NEW."name_nl", NEW."name_pl", NEW."name_pt", NEW."name_ro", NEW."name_tr", NEW."name_uk", NEW."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'added\', NEW."id", NEW."position", NEW."question", NEW."question_ar", NEW."question_bg", NEW."question_de", NEW."question_en", NEW."question_es", NEW."question_fa", NEW."question_fr", NEW."question_nl", NEW."question_pl", NEW."question_pt", NEW."question_ro", NEW."question_tr", NEW."question_uk"); RETURN NULL;',
                    hash="51baa3c696eceeb4e34922c071ee1bcc756ee778",
                    operation="INSERT",
                    pgid="pgtrigger_keep_beginning_8fcf3",
                    table="merchants_service",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_last_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "merchants_serviceversion" ("icon", "name", "name_ar", "name_bg", "name_de", "name_en", "name_es", "name_fa", "name_fr", "name_nl", "name_pl", "name_pt", "name_ro", "name_tr", "name_uk", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "question_ar", "question_bg", "question_de", "question_en", "question_es", "question_fa", "question_fr", "question_nl", "question_pl", "question_pt", "question_ro", "question_tr", "question_uk") VALUES (OLD."icon", OLD."name", OLD."name_ar", OLD."name_bg", OLD."name_de", OLD."name_en", OLD."name_es", OLD."name_fa", OLD."name_fr", OLD."name_nl", OLD."name_pl", OLD."name_pt", OLD."name_ro", OLD."name_tr", OLD."name_uk", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'taken away\', OLD."id", OLD."position", OLD."question", OLD."question_ar", OLD."question_bg", OLD."question_de", OLD."question_en", OLD."question_es", OLD."question_fa", OLD."question_fr", OLD."question_nl", OLD."question_pl", OLD."question_pt", OLD."question_ro", OLD."question_tr", OLD."question_uk"); RETURN NULL;',
                    hash="aece3fd627c0001d918b3d38af1da8e751044f0b",
                    operation="DELETE",
                    pgid="pgtrigger_keep_last_version_3d218",
                    table="merchants_service",
                    when="AFTER",
                ),
            ),
        ),
    ]
