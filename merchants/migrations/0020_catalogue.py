from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("merchants", "0019_chapter_words")]

    operations = []
