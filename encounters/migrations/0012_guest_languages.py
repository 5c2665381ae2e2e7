"""Activities and thresholds get columns for the languages that guests read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("encounters", "0011_planned")]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="about_ar",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_bg",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_de",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_es",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_fa",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_pl",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_pt",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_ro",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_tr",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="about_uk",
            field=models.CharField(
                blank=True,
                help_text="Short sentences: what happens, and what one need not bring.",
                max_length=600,
                null=True,
                verbose_name="what one may expect",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_ar",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_bg",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_de",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_es",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_fa",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_pl",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_pt",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_ro",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_tr",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="activity",
            name="title_uk",
            field=models.CharField(max_length=120, null=True, verbose_name="what it is called"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_ar",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_bg",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_de",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_es",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_fa",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_pl",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_pt",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_ro",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_tr",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="doing_uk",
            field=models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_ar",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_bg",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_de",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_es",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_fa",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_pl",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_pt",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_ro",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_tr",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
        migrations.AddField(
            model_name="threshold",
            name="short_uk",
            field=models.CharField(blank=True, max_length=120, null=True, verbose_name="in short"),
        ),
    ]
