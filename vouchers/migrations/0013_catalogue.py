import django.db.models.deletion
import merchants.osm_tags
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merchants", "0020_catalogue"), ("vouchers", "0012_set_aside_moved_only")]

    operations = [
        migrations.CreateModel(
            name="TreatKindVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("name_nl", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("plural", models.CharField(max_length=60, verbose_name="name of several")),
                ("plural_nl", models.CharField(max_length=60, null=True, verbose_name="name of several")),
                ("plural_fr", models.CharField(max_length=60, null=True, verbose_name="name of several")),
                ("plural_en", models.CharField(max_length=60, null=True, verbose_name="name of several")),
                ("icon", models.CharField(max_length=40, verbose_name="pictogram")),
                (
                    "osm_tag",
                    merchants.osm_tags.OsmTagField(
                        blank=True,
                        help_text="Such as toilets=yes; toilets:access=yes. With it we recognise this on OpenStreetMap. You may leave it empty.",
                        max_length=200,
                        verbose_name="tag in OpenStreetMap",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="place in the row")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="treatkind",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="earlier",
                to="vouchers.treatkind",
                verbose_name="became",
            ),
        ),
        migrations.AddField(
            model_name="treatkind",
            name="osm_tag",
            field=merchants.osm_tags.OsmTagField(
                blank=True,
                help_text="Such as toilets=yes; toilets:access=yes. With it we recognise this on OpenStreetMap. You may leave it empty.",
                max_length=200,
                verbose_name="tag in OpenStreetMap",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treat",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_its_kind",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        NEW.kind_id = coalesce((SELECT merged_into_id FROM vouchers_treatkind WHERE id = NEW.kind_id FOR KEY SHARE), NEW.kind_id);\n        RETURN NEW;\n    ",
                    hash="cae76452a325ba226b7fd6480e545fce2751aebc",
                    operation="INSERT",
                    pgid="pgtrigger_follows_its_kind_27ddd",
                    table="vouchers_treat",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treat",
            trigger=pgtrigger.compiler.Trigger(
                name="kind_is_current",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.is_offered AND NOT OLD.is_offered)",
                    func="\n                    IF EXISTS (SELECT 1 FROM vouchers_treatkind WHERE id = NEW.kind_id AND merged_into_id IS NOT NULL) THEN\n                        RAISE EXCEPTION 'This kind of treat became another' USING ERRCODE = 'restrict_violation',\n                        CONSTRAINT = 'treat_offered_of_current_kind';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="f5c24a342c86c6a43be104606ab36fc44d8fa568",
                    operation='UPDATE OF "is_offered"',
                    pgid="pgtrigger_kind_is_current_f5510",
                    table="vouchers_treat",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatkind",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."icon" IS DISTINCT FROM (NEW."icon") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."name_nl" IS DISTINCT FROM (NEW."name_nl") OR OLD."osm_tag" IS DISTINCT FROM (NEW."osm_tag") OR OLD."plural" IS DISTINCT FROM (NEW."plural") OR OLD."plural_en" IS DISTINCT FROM (NEW."plural_en") OR OLD."plural_fr" IS DISTINCT FROM (NEW."plural_fr") OR OLD."plural_nl" IS DISTINCT FROM (NEW."plural_nl") OR OLD."position" IS DISTINCT FROM (NEW."position"))',
                    func='INSERT INTO "vouchers_treatkindversion" ("icon", "name", "name_en", "name_fr", "name_nl", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "plural_en", "plural_fr", "plural_nl", "position") VALUES (OLD."icon", OLD."name", OLD."name_en", OLD."name_fr", OLD."name_nl", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."plural", OLD."plural_en", OLD."plural_fr", OLD."plural_nl", OLD."position"); RETURN NULL;',
                    hash="fb225c0348992a680d6503d23d7c5e1100554489",
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
                    func='INSERT INTO "vouchers_treatkindversion" ("icon", "name", "name_en", "name_fr", "name_nl", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "plural_en", "plural_fr", "plural_nl", "position") VALUES (NEW."icon", NEW."name", NEW."name_en", NEW."name_fr", NEW."name_nl", NEW."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'added\', NEW."id", NEW."plural", NEW."plural_en", NEW."plural_fr", NEW."plural_nl", NEW."position"); RETURN NULL;',
                    hash="363532df1bc8c9f324dd062fe47c7e3a33648789",
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
                    func='INSERT INTO "vouchers_treatkindversion" ("icon", "name", "name_en", "name_fr", "name_nl", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "plural_en", "plural_fr", "plural_nl", "position") VALUES (OLD."icon", OLD."name", OLD."name_en", OLD."name_fr", OLD."name_nl", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'taken away\', OLD."id", OLD."plural", OLD."plural_en", OLD."plural_fr", OLD."plural_nl", OLD."position"); RETURN NULL;',
                    hash="fbd701cc5c19288a51bf5dd14f834062648aab62",
                    operation="DELETE",
                    pgid="pgtrigger_keep_last_version_97350",
                    table="vouchers_treatkind",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="treatkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"),
                name="treatkind_becomes_another",
            ),
        ),
        migrations.AddField(
            model_name="treatkindversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="name_name_nl_name_fr_name_en_plural_plural_nl_plural_fr_plural_en_icon_osm_tag_position_events",
                to="vouchers.treatkind",
            ),
        ),
    ]
