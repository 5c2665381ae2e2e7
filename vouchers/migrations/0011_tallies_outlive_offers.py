from django.db import migrations, models

# A tally of an offer is one of its place and its service.
MOVE = """
    UPDATE vouchers_servicetally tally SET merchant_id = offer.merchant_id, service_id = offer.service_id
    FROM merchants_serviceoffer offer WHERE offer.id = tally.offer_id;
"""


def to(model, related_name="tallies", **options):
    return models.ForeignKey(model, models.CASCADE, related_name=related_name, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("merchants", "0014_more_versions"),
        ("vouchers", "0010_seller_versions"),
    ]

    operations = [
        migrations.AddField("servicetally", "merchant", to("merchants.merchant", db_index=False, null=True, verbose_name="place")),
        migrations.AddField("servicetally", "service", to("merchants.service", null=True, verbose_name="service")),
        migrations.RunSQL(MOVE),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.AlterField("servicetally", "merchant", to("merchants.merchant", db_index=False, verbose_name="place")),
        migrations.AlterField("servicetally", "service", to("merchants.service", verbose_name="service")),
        migrations.RemoveConstraint("servicetally", "one_tally_a_day"),
        migrations.RemoveField("servicetally", "offer"),
        migrations.AddConstraint("servicetally", models.UniqueConstraint(fields=["merchant", "service", "day"], name="one_tally_a_day")),
    ]
