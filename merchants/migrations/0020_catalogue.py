import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import merchants.osm_tags
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# What OpenStreetMap calls the services every installation starts with.
TAGS = {
    "water": "drinking_water:refill=yes; drinking_water=yes",
    "toilet": "toilets=yes; toilets:access=yes",
    "opladen": "device_charging_station=yes",
    "wifi": "internet_access=yes; internet_access=wlan; internet_access=wifi",
    "microgolf": "microwave=yes",
    "verzorging": "changing_table=yes; changing_table=room",
}


def tag(apps, editor):
    for slug, tags in TAGS.items():
        apps.get_model("merchants", "Service").objects.filter(slug=slug, osm_tag="").update(osm_tag=tags)


class Migration(migrations.Migration):
    dependencies = [("merchants", "0019_chapter_words")]

    operations = [
        migrations.CreateModel(
            name="ChapterVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=120, verbose_name="city")),
                (
                    "public_name",
                    models.CharField(
                        default="Enchanté",
                        help_text="Some cities say “Hartelijke Plekken”.",
                        max_length=120,
                        verbose_name="name of the network here",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("forming", "forming"), ("active", "active"), ("resting", "resting")],
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of the team")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone of the team")),
                (
                    "phone_hours",
                    models.CharField(
                        blank=True,
                        help_text="Such as: on weekdays from 9 to 12.",
                        max_length=80,
                        verbose_name="when somebody answers the phone",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, help_text="Where people can walk in, if anywhere.", max_length=160, verbose_name="address of the team"
                    ),
                ),
                (
                    "social",
                    models.URLField(
                        blank=True, help_text="Where you tell news, such as on Facebook or Mastodon.", verbose_name="page elsewhere"
                    ),
                ),
                (
                    "colour",
                    models.CharField(
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
                (
                    "postcodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name="postcodes"
                    ),
                ),
                ("lat", models.FloatField(verbose_name="latitude")),
                ("lng", models.FloatField(verbose_name="longitude")),
                (
                    "shape",
                    models.JSONField(blank=True, help_text="A GeoJSON geometry, for the drawn map.", null=True, verbose_name="shape"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "of",
                    models.CharField(
                        choices=[("service", "a free service"), ("treat_kind", "a kind of treat")], max_length=10, verbose_name="what"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, verbose_name="name"),
                ),
                (
                    "name_nl",
                    models.CharField(
                        help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
                    ),
                ),
                (
                    "name_fr",
                    models.CharField(
                        help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        help_text="Of one, in small letters: coffee, a glass of water.", max_length=60, null=True, verbose_name="name"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                        max_length=120,
                        verbose_name="how to ask for it, or the name of several",
                    ),
                ),
                (
                    "words_nl",
                    models.CharField(
                        help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                        max_length=120,
                        null=True,
                        verbose_name="how to ask for it, or the name of several",
                    ),
                ),
                (
                    "words_fr",
                    models.CharField(
                        help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                        max_length=120,
                        null=True,
                        verbose_name="how to ask for it, or the name of several",
                    ),
                ),
                (
                    "words_en",
                    models.CharField(
                        help_text="Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees.",
                        max_length=120,
                        null=True,
                        verbose_name="how to ask for it, or the name of several",
                    ),
                ),
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
                (
                    "why",
                    models.CharField(
                        help_text="Who asks for it, and where would it be offered? No names of people, please.",
                        max_length=300,
                        verbose_name="why",
                    ),
                ),
                ("asked_on", models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name="proposed on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for an answer"),
                            ("accepted", "stands in the catalogue"),
                            ("declined", "not now"),
                            ("merged", "there already, under another name"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, help_text="It goes along in the letter.", max_length=300, verbose_name="a word to the team"
                    ),
                ),
                ("answered_on", models.DateField(blank=True, editable=False, null=True, verbose_name="answered on")),
                ("became", models.SlugField(blank=True, editable=False, verbose_name="became")),
            ],
            options={
                "verbose_name": "proposal for the catalogue",
                "verbose_name_plural": "proposals for the catalogue",
                "ordering": ["-asked_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ServiceVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("name_nl", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("question", models.CharField(blank=True, max_length=120, verbose_name="how to ask for it")),
                ("question_nl", models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it")),
                ("question_fr", models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it")),
                ("question_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="how to ask for it")),
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
            model_name="chapter",
            name="hq_since",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="in the hands of HQ since"),
        ),
        migrations.AddField(
            model_name="service",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="earlier",
                to="merchants.service",
                verbose_name="became",
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="osm_tag",
            field=merchants.osm_tags.OsmTagField(
                blank=True,
                help_text="Such as toilets=yes; toilets:access=yes. With it we recognise this on OpenStreetMap. You may leave it empty.",
                max_length=200,
                verbose_name="tag in OpenStreetMap",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="chapter",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."colour" IS DISTINCT FROM (NEW."colour") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."lat" IS DISTINCT FROM (NEW."lat") OR OLD."lng" IS DISTINCT FROM (NEW."lng") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."phone_hours" IS DISTINCT FROM (NEW."phone_hours") OR OLD."postcodes" IS DISTINCT FROM (NEW."postcodes") OR OLD."public_name" IS DISTINCT FROM (NEW."public_name") OR OLD."shape" IS DISTINCT FROM (NEW."shape") OR OLD."social" IS DISTINCT FROM (NEW."social") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "merchants_chapterversion" ("address", "colour", "email", "lat", "lng", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hours", "postcodes", "public_name", "shape", "social", "state") VALUES (OLD."address", OLD."colour", OLD."email", OLD."lat", OLD."lng", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."phone", OLD."phone_hours", OLD."postcodes", OLD."public_name", OLD."shape", OLD."social", OLD."state"); RETURN NULL;',
                    hash="0d9085a276bae4b5d81b9d868fafd5b1abca2ee8",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_version_d6260",
                    table="merchants_chapter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="chapter",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_beginning",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('pghistory.context_metadata', true) <> '')",
                    func='INSERT INTO "merchants_chapterversion" ("address", "colour", "email", "lat", "lng", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hours", "postcodes", "public_name", "shape", "social", "state") VALUES (NEW."address", NEW."colour", NEW."email", NEW."lat", NEW."lng", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'added\', NEW."id", NEW."phone", NEW."phone_hours", NEW."postcodes", NEW."public_name", NEW."shape", NEW."social", NEW."state"); RETURN NULL;',
                    hash="1f8cbeb62cfec4c76f8a8e6f21a547e04b7e7431",
                    operation="INSERT",
                    pgid="pgtrigger_keep_beginning_9b1b0",
                    table="merchants_chapter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="chapter",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_last_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "merchants_chapterversion" ("address", "colour", "email", "lat", "lng", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hours", "postcodes", "public_name", "shape", "social", "state") VALUES (OLD."address", OLD."colour", OLD."email", OLD."lat", OLD."lng", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'taken away\', OLD."id", OLD."phone", OLD."phone_hours", OLD."postcodes", OLD."public_name", OLD."shape", OLD."social", OLD."state"); RETURN NULL;',
                    hash="4a151b4b3df05dead9865e8208c2d54a579aba4b",
                    operation="DELETE",
                    pgid="pgtrigger_keep_last_version_296bd",
                    table="merchants_chapter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."icon" IS DISTINCT FROM (NEW."icon") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."name_nl" IS DISTINCT FROM (NEW."name_nl") OR OLD."osm_tag" IS DISTINCT FROM (NEW."osm_tag") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."question_en" IS DISTINCT FROM (NEW."question_en") OR OLD."question_fr" IS DISTINCT FROM (NEW."question_fr") OR OLD."question_nl" IS DISTINCT FROM (NEW."question_nl"))',
                    func='INSERT INTO "merchants_serviceversion" ("icon", "name", "name_en", "name_fr", "name_nl", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "question_en", "question_fr", "question_nl") VALUES (OLD."icon", OLD."name", OLD."name_en", OLD."name_fr", OLD."name_nl", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."position", OLD."question", OLD."question_en", OLD."question_fr", OLD."question_nl"); RETURN NULL;',
                    hash="ff0a46bafb0574e2927dc1572bb0c391022c5910",
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
                    func='INSERT INTO "merchants_serviceversion" ("icon", "name", "name_en", "name_fr", "name_nl", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "question_en", "question_fr", "question_nl") VALUES (NEW."icon", NEW."name", NEW."name_en", NEW."name_fr", NEW."name_nl", NEW."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'added\', NEW."id", NEW."position", NEW."question", NEW."question_en", NEW."question_fr", NEW."question_nl"); RETURN NULL;',
                    hash="e746b470c122ed23d21c36237263b23c205c5af9",
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
                    func='INSERT INTO "merchants_serviceversion" ("icon", "name", "name_en", "name_fr", "name_nl", "osm_tag", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "question_en", "question_fr", "question_nl") VALUES (OLD."icon", OLD."name", OLD."name_en", OLD."name_fr", OLD."name_nl", OLD."osm_tag", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'taken away\', OLD."id", OLD."position", OLD."question", OLD."question_en", OLD."question_fr", OLD."question_nl"); RETURN NULL;',
                    hash="0b5cdf85a5b1d87a2dc54e2d5239b4f87a82e432",
                    operation="DELETE",
                    pgid="pgtrigger_keep_last_version_3d218",
                    table="merchants_service",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serviceoffer",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_its_service",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        NEW.service_id = coalesce((SELECT merged_into_id FROM merchants_service WHERE id = NEW.service_id FOR KEY SHARE), NEW.service_id);\n        RETURN NEW;\n    ",
                    hash="1798795e80d83a376edb57c6a9e9004edcf0ddda",
                    operation="INSERT",
                    pgid="pgtrigger_follows_its_service_b007d",
                    table="merchants_serviceoffer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamrole",
            trigger=pgtrigger.compiler.Trigger(
                name="fall_to_hq",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.role = 'coordinator')",
                    func="\n    PERFORM FROM merchants_chapter WHERE id = OLD.chapter_id FOR NO KEY UPDATE;\n    UPDATE merchants_chapter SET hq_since = current_date WHERE id = OLD.chapter_id AND hq_since IS NULL\n    AND NOT EXISTS (SELECT FROM merchants_teamrole WHERE chapter_id = OLD.chapter_id AND role = 'coordinator');\n    RETURN NULL;\n",
                    hash="90284c113baaf36afa9c14731a14175edd70efcd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_fall_to_hq_bba9d",
                    table="merchants_teamrole",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamrole",
            trigger=pgtrigger.compiler.Trigger(
                name="back_with_its_team",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.role = 'coordinator')",
                    func="\n    PERFORM FROM merchants_chapter WHERE id = NEW.chapter_id FOR NO KEY UPDATE;\n    UPDATE merchants_chapter SET hq_since = NULL WHERE id = NEW.chapter_id AND hq_since IS NOT NULL;\n    RETURN NULL;\n",
                    hash="056452aa914240b94766a6989e621f3216a1d407",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_back_with_its_team_73e7d",
                    table="merchants_teamrole",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"),
                name="service_becomes_another",
            ),
        ),
        migrations.AddField(
            model_name="chapterversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="name_public_name_state_email_phone_phone_hours_address_social_colour_postcodes_lat_lng_shape_events",
                to="merchants.chapter",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="chapter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="merchants.chapter", verbose_name="city"
            ),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="name_name_nl_name_fr_name_en_question_question_nl_question_fr_question_en_icon_osm_tag_position_events",
                to="merchants.service",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                models.F("chapter"), models.F("of"), models.F("name"), condition=models.Q(("state", "waiting")), name="proposed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_on", None), ("became", ""), ("state", "waiting")),
                    models.Q(("answered_on__isnull", False), ("became", ""), ("state", "declined")),
                    models.Q(
                        ("answered_on__isnull", False), ("state__in", ["accepted", "merged"]), models.Q(("became", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="proposal_answer_is_whole",
            ),
        ),
        migrations.RunPython(tag, migrations.RunPython.noop),
    ]
