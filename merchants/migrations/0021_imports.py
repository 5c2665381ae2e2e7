from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("merchants", "0020_catalogue")]

    operations = []
