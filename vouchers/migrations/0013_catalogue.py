import django.db.models.deletion
import merchants.osm_tags
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merchants", "0020_catalogue"), ("vouchers", "0012_set_aside_moved_only")]

    operations = [
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
        migrations.AddConstraint(
            model_name="treatkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"),
                name="treatkind_becomes_another",
            ),
        ),
    ]
