from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("merchants", "0027_near_who_speaks"),
    ]

    operations = [
        migrations.AddField(
            model_name="importedrow",
            name="asked",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
