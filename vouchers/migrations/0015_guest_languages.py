from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0014_erasures")]

    operations = []
