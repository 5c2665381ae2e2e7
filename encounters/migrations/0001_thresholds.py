from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [("merchants", "0020_catalogue"), ("referrals", "0005_city_maps")]

    operations = []
