import django.db.models.deletion
import django.utils.timezone
import merchants.osm_tags
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
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"),
                name="service_becomes_another",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="chapter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="merchants.chapter", verbose_name="city"
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
