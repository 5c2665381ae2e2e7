from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0012_set_aside_moved_only")]

    operations = []
