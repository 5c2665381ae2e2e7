from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("merchants", "0024_guest_languages")]

    operations = []
