from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("merchants", "0016_closing_words")]

    operations = []
