"""Help lines get columns for the languages that guests read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_askers")]

    operations = [
        migrations.AddField(
            model_name="helpline",
            name="name_ar",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_bg",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_de",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_es",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_fa",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_pl",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_pt",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_ro",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_tr",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="name_uk",
            field=models.CharField(max_length=80, null=True, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_ar",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_bg",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_de",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_es",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_fa",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_pl",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_pt",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_ro",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_tr",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
        migrations.AddField(
            model_name="helpline",
            name="words_uk",
            field=models.CharField(max_length=200, null=True, verbose_name="what for, and when"),
        ),
    ]
