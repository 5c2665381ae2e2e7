from django.db import migrations

# Places that somebody looked after before. Those who begin meanwhile have theirs by the trigger, which holds the table no longer by now.
FOR_THE_OTHERS = """
    INSERT INTO vouchers_counterlink (merchant_id, token, made_on)
    SELECT DISTINCT ON (merchant_id) merchant_id, replace(gen_random_uuid()::text, '-', ''), (now() AT TIME ZONE 'Europe/Brussels')::date
    FROM merchants_merchantperson person
    WHERE NOT EXISTS (SELECT FROM vouchers_counterlink link WHERE link.merchant_id = person.merchant_id AND revoked_on IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0016_a_counter_for_each_place")]

    operations = [migrations.RunSQL(FOR_THE_OTHERS, migrations.RunSQL.noop)]
