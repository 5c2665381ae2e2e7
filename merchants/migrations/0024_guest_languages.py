from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("merchants", "0023_named_while_leaving")]

    operations = []
