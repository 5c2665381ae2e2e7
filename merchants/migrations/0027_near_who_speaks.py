import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Places near somebody where they speak a language that few speak."""

    atomic = False

    dependencies = [
        ("merchants", "0026_letter_language"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="merchant",
            index=django.contrib.postgres.indexes.GistIndex(
                condition=models.Q(("state", "active"), models.Q(("languages__contained_by", ["nl", "fr", "en"]), _negated=True)),
                fields=["point"],
                name="merchant_near_speaks",
            ),
        ),
    ]
