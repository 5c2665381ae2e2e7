import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merchants", "0016_closing_words")]

    operations = [
        migrations.CreateModel(
            name="VerificationRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="begun on")),
                ("due_on", models.DateField(verbose_name="runs until")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
            ],
            options={
                "verbose_name": "round of checking",
                "verbose_name_plural": "rounds of checking",
                "ordering": ["-begun_on", "-id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="verification",
            name="answer_has_its_day",
        ),
        migrations.AddField(
            model_name="verification",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "not answered"),
                    ("link", "by the link in the letter"),
                    ("own", "on its own pages"),
                    ("phone", "by phone"),
                    ("visit", "on a visit"),
                    ("team", "the team looked itself"),
                ],
                default="",
                max_length=5,
                verbose_name="how it answered",
            ),
        ),
        migrations.AddField(
            model_name="verification",
            name="is_written_to",
            field=models.BooleanField(default=True, verbose_name="by a letter"),
        ),
        migrations.AddField(
            model_name="verification",
            name="reminded_on",
            field=models.DateField(blank=True, null=True, verbose_name="reminded on"),
        ),
        migrations.AddField(
            model_name="verification",
            name="reminders",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="reminders"),
        ),
        migrations.AddField(
            model_name="verificationround",
            name="chapter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="merchants.chapter", verbose_name="city"
            ),
        ),
        migrations.AddField(
            model_name="verification",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="merchants.verificationround",
                verbose_name="round of checking",
            ),
        ),
        # Until now there was one way to answer.
        migrations.RunSQL("UPDATE merchants_verification SET channel = 'link' WHERE answer <> ''", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.UniqueConstraint(fields=("round", "merchant"), name="asked_once_in_a_round"),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on", None), ("channel", "")),
                    models.Q(
                        models.Q(("answer", ""), _negated=True), models.Q(("channel", ""), _negated=True), ("answered_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="answer_has_its_day_and_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reminded_on", None), ("reminders", 0)),
                    models.Q(("is_written_to", True), ("reminded_on__isnull", False), ("reminders__range", (1, 2))),
                    _connector="OR",
                ),
                name="reminded_twice_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationround",
            constraint=models.UniqueConstraint(condition=models.Q(("ended_on", None)), fields=("chapter",), name="one_round_at_a_time"),
        ),
        migrations.AddConstraint(
            model_name="verificationround",
            constraint=models.CheckConstraint(condition=models.Q(("due_on__gt", models.F("begun_on"))), name="round_runs_for_a_while"),
        ),
        migrations.AddConstraint(
            model_name="verificationround",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("begun_on")), _connector="OR"),
                name="round_ends_after_it_began",
            ),
        ),
    ]
