from django.db import migrations

# The places of before. Those that come in meanwhile have theirs by the trigger, which holds the table no longer by now.
FOR_THE_OTHERS = """
    INSERT INTO vouchers_counterlink (merchant_id, token, made_on)
    SELECT id, replace(gen_random_uuid()::text, '-', ''), (now() AT TIME ZONE 'Europe/Brussels')::date FROM merchants_merchant place
    WHERE state = 'active' AND NOT EXISTS (SELECT FROM vouchers_counterlink WHERE merchant_id = place.id AND revoked_on IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0016_a_counter_for_each_place")]

    operations = [migrations.RunSQL(FOR_THE_OTHERS, migrations.RunSQL.noop)]
