from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("encounters", "0008_activity_asides")]

    operations = []
