import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("encounters", "0001_thresholds"),
        ("merchants", "0020_catalogue"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(editable=False, max_length=140, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft: only the team sees it"), ("published", "in the calendar, for everybody")],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("training", "training"),
                            ("walk", "walk past warm places"),
                            ("shop", "visit to a shop"),
                            ("circle", "peer circle"),
                            ("meal", "meal"),
                            ("thanks", "thank-you gathering"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="what it is called")),
                ("title_nl", models.CharField(max_length=120, null=True, verbose_name="what it is called")),
                ("title_fr", models.CharField(max_length=120, null=True, verbose_name="what it is called")),
                ("title_en", models.CharField(max_length=120, null=True, verbose_name="what it is called")),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        help_text="Short sentences: what happens, and what one need not bring.",
                        max_length=600,
                        verbose_name="what one may expect",
                    ),
                ),
                (
                    "about_nl",
                    models.CharField(
                        blank=True,
                        help_text="Short sentences: what happens, and what one need not bring.",
                        max_length=600,
                        null=True,
                        verbose_name="what one may expect",
                    ),
                ),
                (
                    "about_fr",
                    models.CharField(
                        blank=True,
                        help_text="Short sentences: what happens, and what one need not bring.",
                        max_length=600,
                        null=True,
                        verbose_name="what one may expect",
                    ),
                ),
                (
                    "about_en",
                    models.CharField(
                        blank=True,
                        help_text="Short sentences: what happens, and what one need not bring.",
                        max_length=600,
                        null=True,
                        verbose_name="what one may expect",
                    ),
                ),
                (
                    "elsewhere",
                    models.CharField(
                        blank=True,
                        help_text="Name and address, where it is not at a place of the network.",
                        max_length=200,
                        verbose_name="or somewhere else",
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), blank=True, default=list, size=None, verbose_name="languages spoken"
                    ),
                ),
                (
                    "wheelchair",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "easy with a wheelchair"),
                            ("limited", "possible with a wheelchair, with some help"),
                            ("no", "not possible with a wheelchair"),
                            ("", "we do not know yet"),
                        ],
                        default="",
                        max_length=7,
                        verbose_name="wheelchair",
                    ),
                ),
                ("is_quiet", models.BooleanField(default=False, verbose_name="it is quiet there")),
                (
                    "hosts",
                    models.CharField(
                        blank=True,
                        help_text="As they like to be called: “Fatma and Jo”. No phone numbers.",
                        max_length=120,
                        verbose_name="who welcomes people",
                    ),
                ),
                (
                    "takes_signs",
                    models.BooleanField(
                        default=True,
                        help_text="Under a colour and an animal, never under a name. Walking in is always fine.",
                        verbose_name="one may say that one comes",
                    ),
                ),
                ("series", models.UUIDField(blank=True, editable=False, null=True)),
                ("cancelled_on", models.DateField(blank=True, editable=False, null=True, verbose_name="cancelled on")),
                (
                    "why_cancelled",
                    models.CharField(
                        blank=True,
                        help_text="Whoever wanted to come reads this. Name nobody, please.",
                        max_length=300,
                        verbose_name="a kind word about it",
                    ),
                ),
                (
                    "headcount",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="About how many people came, hosts included. Nobody needs their names.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(999)],
                        verbose_name="chairs taken",
                    ),
                ),
                ("counted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="counted on")),
                ("sequence", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_on", models.DateField(default=django.utils.timezone.localdate, editable=False)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="merchants.chapter", verbose_name="city"
                    ),
                ),
                (
                    "merchant",
                    models.ForeignKey(
                        blank=True,
                        help_text="A place of the network.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="merchants.merchant",
                        verbose_name="place",
                    ),
                ),
                (
                    "team_hosts",
                    models.ManyToManyField(
                        blank=True,
                        help_text="They get a letter when it moves or is cancelled.",
                        related_name="hosted",
                        to="merchants.teamrole",
                        verbose_name="of the team",
                    ),
                ),
                (
                    "thresholds",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What people say makes it hard, and this does something about.",
                        related_name="activities",
                        to="encounters.threshold",
                        verbose_name="what it answers",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": ["begins_at", "key"],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        choices=[("red", "red"), ("yellow", "yellow"), ("green", "green"), ("blue", "blue")],
                        max_length=6,
                        verbose_name="colour",
                    ),
                ),
                (
                    "animal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cat", "cat"),
                            ("dog", "dog"),
                            ("bird", "bird"),
                            ("fish", "fish"),
                            ("rabbit", "rabbit"),
                            ("snail", "snail"),
                            ("turtle", "turtle"),
                        ],
                        max_length=6,
                        verbose_name="animal",
                    ),
                ),
                ("word", models.CharField(blank=True, max_length=20, verbose_name="a word of one's own")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="how many")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ups",
                        to="encounters.activity",
                        verbose_name="activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign",
                "verbose_name_plural": "signs",
                "ordering": ["word", "animal", "colour"],
            },
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["chapter", "begins_at"], name="activity_of_chapter"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["merchant", "begins_at"], name="activity_at_place"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(condition=models.Q(("series__isnull", False)), fields=["series", "begins_at"], name="activity_of_series"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(fields=("chapter", "slug"), name="activity_address_once"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="activity_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ends_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("begins_at"), "+", models.Value(datetime.timedelta(seconds=43200))
                        ),
                    )
                ),
                name="activity_twelve_hours_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counted_on__isnull", True), ("headcount__isnull", True)),
                    models.Q(("counted_on__isnull", False), ("headcount__isnull", False), ("headcount__lte", 999)),
                    _connector="OR",
                ),
                name="activity_counted_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_on__isnull", True), models.Q(("cancelled_on__isnull", False), ("headcount__isnull", True)), _connector="OR"
                ),
                name="activity_cancelled_is_not_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancelled_on__isnull", False), ("why_cancelled", ""), _connector="OR"),
                name="activity_word_only_when_cancelled",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="counted_afterwards",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.headcount IS NOT NULL AND NEW.ends_at > clock_timestamp())",
                    func="RAISE EXCEPTION 'Chairs are counted afterwards' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_counted_afterwards';",
                    hash="a349250e3e303d038919279c14d91a41b47e9771",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_counted_afterwards_d3cb1",
                    table="encounters_activity",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("word", ""), models.Q(("colour", ""), _negated=True), models.Q(("animal", ""), _negated=True)),
                    models.Q(models.Q(("word", ""), _negated=True), ("animal", ""), ("colour", "")),
                    _connector="OR",
                ),
                name="sign_or_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(condition=models.Q(("number__range", (1, 4))), name="sign_up_one_to_four"),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("word", "")), fields=("activity", "colour", "animal"), name="sign_once_per_activity"
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                models.F("activity"),
                django.db.models.functions.text.Lower("word"),
                condition=models.Q(("word", ""), _negated=True),
                name="word_once_per_activity",
            ),
        ),
    ]
