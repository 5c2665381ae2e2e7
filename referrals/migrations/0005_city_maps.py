from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_set_aside_counts_rows")]

    operations = []
