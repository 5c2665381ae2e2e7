"""Kinds of treat and themes get columns for the languages that guests read."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0014_erasures")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="treatkind",
            name="keep_version",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="treatkind",
            name="keep_beginning",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="treatkind",
            name="keep_last_version",
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_ar",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_bg",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_de",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_es",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_fa",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_pl",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_pt",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_ro",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_tr",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="lead_uk",
            field=models.CharField(blank=True, max_length=160, null=True, verbose_name="a sentence about it"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_ar",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_bg",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_de",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_es",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_fa",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_pl",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_pt",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_ro",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_tr",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="theme",
            name="name_uk",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_ar",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_bg",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_de",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_es",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_fa",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_pl",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_pt",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_ro",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_tr",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="name_uk",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_ar",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_bg",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_de",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_es",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_fa",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_pl",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_pt",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_ro",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_tr",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="plural_uk",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_ar",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_bg",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_de",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_es",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_fa",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_pl",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_pt",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_ro",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_tr",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="name_uk",
            field=models.CharField(max_length=60, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_ar",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_bg",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_de",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_es",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_fa",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_pl",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_pt",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_ro",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_tr",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="plural_uk",
            field=models.CharField(max_length=60, null=True, verbose_name="name of several"),
        ),
        migrations.AlterField(
            model_name="treatkindversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="name_name_nl_name_fr_name_en_name_de_name_ar_name_uk_name_tr_name_fa_name_es_name_ro_name_bg_name_pl_name_pt_plural_plural_nl_plural_fr_plural_en_plural_de_plural_ar_plural_uk_plural_tr_plural_fa_plural_es_plural_ro_plural_bg_plural_pl_plural_pt_icon_osm_tag_position_events",
                to="vouchers.treatkind",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatkind",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."icon" IS DISTINCT FROM (NEW."icon") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_ar" IS DISTINCT FROM (NEW."name_ar") OR OLD."name_bg" IS DISTINCT FROM (NEW."name_bg") OR OLD."name_de" IS DISTINCT FROM (NEW."name_de") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_es" IS DISTINCT FROM (NEW."name_es") OR OLD."name_fa" IS DISTINCT FROM (NEW."name_fa") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."name_nl" IS DISTINCT FROM (NEW."name_nl") OR OLD."name_pl" IS DISTINCT FROM (NEW."name_pl") OR OLD."name_pt" IS DISTINCT FROM (NEW."name_pt") OR OLD."name_ro" IS DISTINCT FROM (NEW."name_ro") OR OLD."name_tr" IS DISTINCT FROM (NEW."name_tr") OR OLD."name_uk" IS DISTINCT FROM (NEW."name_uk") OR OLD."osm_tag" IS DISTINCT FROM (NEW."osm_tag") OR OLD."plural" IS DISTINCT FROM (NEW."plural") OR OLD."plural_ar" IS DISTINCT FROM (NEW."plural_ar") OR OLD."plural_bg" IS DISTINCT FROM (NEW."plural_bg") OR OLD."plural_de" IS DISTINCT FROM (NEW."plural_de") OR OLD."plural_en" IS DISTINCT FROM (NEW."plural_en") OR OLD."plural_es" IS DISTINCT FROM (NEW."plural_es") OR OLD."plural_fa" IS DISTINCT FROM (NEW."plural_fa") OR OLD."plural_fr" IS DISTINCT FROM (NEW."plural_fr") OR OLD."plural_nl" IS DISTINCT FROM (NEW."plural_nl") OR OLD."plural_pl" IS DISTINCT FROM (NEW."plural_pl") OR OLD."plural_pt" IS DISTINCT FROM (NEW."plural_pt") OR OLD."plural_ro" IS DISTINCT FROM (NEW."plural_ro") OR OLD."plural_tr" IS DISTINCT FROM (NEW."plural_tr") OR OLD."plural_uk" IS DISTINCT FROM (NEW."plural_uk") OR OLD."position" IS DISTINCT FROM (NEW."position"))',
                    func='INSERT INTO "vouchers_treatkindversion" ("icon", "name", "name_ar", "name_bg", "name_de", "name_en", "name_es", "name_fa", "name_fr", "name_nl", "name_pl", "name_pt", "name_ro", "name_tr", "name_uk", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "plural_ar", "plural_bg", "plural_de", "plural_en", "plural_es", "plural_fa", "plural_fr", "plural_nl", "plural_pl", "plural_pt", "plural_ro", "plural_tr", "plural_uk", "position") VALUES (OLD."icon", OLD."name", OLD."name_ar", OLD."name_bg", OLD."name_de", OLD."name_en", OLD."name_es", OLD."name_fa", OLD."name_fr", OLD."name_nl", OLD."name_pl", OLD."name_pt", OLD."name_ro", OLD."name_tr", OLD."name_uk", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."plural", OLD."plural_ar", OLD."plural_bg", OLD."plural_de", OLD."plural_en", OLD."plural_es", OLD."plural_fa", OLD."plural_fr", OLD."plural_nl", OLD."plural_pl", OLD."plural_pt", OLD."plural_ro", OLD."plural_tr", OLD."plural_uk", OLD."position"); RETURN NULL;',
                    hash="c3388e9c78fe43cd828264e492d3c2da4b5c05d7",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_version_3b985",
                    table="vouchers_treatkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatkind",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_beginning",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('pghistory.context_metadata', true) <> '')",
                    func='INSERT INTO "vouchers_treatkindversion" ("icon", "name", "name_ar", "name_bg", "name_de", "name_en", "name_es", "name_fa", "name_fr", "name_nl", "name_pl", "name_pt", "name_ro", "name_tr", "name_uk", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "plural_ar", "plural_bg", "plural_de", "plural_en", "plural_es", "plural_fa", "plural_fr", "plural_nl", "plural_pl", "plural_pt", "plural_ro", "plural_tr", "plural_uk", "position") VALUES (NEW."icon", NEW."name", NEW."name_ar", NEW."name_bg", NEW."name_de", NEW."name_en", NEW."name_es", NEW."name_fa", NEW."name_fr", NEW."name_nl", NEW."name_pl", NEW."name_pt", NEW."name_ro", NEW."name_tr", NEW."name_uk", NEW."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'added\', NEW."id", NEW."plural", NEW."plural_ar", NEW."plural_bg", NEW."plural_de", NEW."plural_en", NEW."plural_es", NEW."plural_fa", NEW."plural_fr", NEW."plural_nl", NEW."plural_pl", NEW."plural_pt", NEW."plural_ro", NEW."plural_tr", NEW."plural_uk", NEW."position"); RETURN NULL;',
                    hash="ba221292ab1d10a98bf61ee71796a8a5f18459ba",
                    operation="INSERT",
                    pgid="pgtrigger_keep_beginning_77786",
                    table="vouchers_treatkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatkind",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_last_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "vouchers_treatkindversion" ("icon", "name", "name_ar", "name_bg", "name_de", "name_en", "name_es", "name_fa", "name_fr", "name_nl", "name_pl", "name_pt", "name_ro", "name_tr", "name_uk", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "plural_ar", "plural_bg", "plural_de", "plural_en", "plural_es", "plural_fa", "plural_fr", "plural_nl", "plural_pl", "plural_pt", "plural_ro", "plural_tr", "plural_uk", "position") VALUES (OLD."icon", OLD."name", OLD."name_ar", OLD."name_bg", OLD."name_de", OLD."name_en", OLD."name_es", OLD."name_fa", OLD."name_fr", OLD."name_nl", OLD."name_pl", OLD."name_pt", OLD."name_ro", OLD."name_tr", OLD."name_uk", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'taken away\', OLD."id", OLD."plural", OLD."plural_ar", OLD."plural_bg", OLD."plural_de", OLD."plural_en", OLD."plural_es", OLD."plural_fa", OLD."plural_fr", OLD."plural_nl", OLD."plural_pl", OLD."plural_pt", OLD."plural_ro", OLD."plural_tr", OLD."plural_uk", OLD."position"); RETURN NULL;',
                    hash="f6663cad58203792375bf64b4e8ed0f8930cd83b",
                    operation="DELETE",
                    pgid="pgtrigger_keep_last_version_97350",
                    table="vouchers_treatkind",
                    when="AFTER",
                ),
            ),
        ),
    ]
