from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("encounters", "0011_planned")]

    operations = []
