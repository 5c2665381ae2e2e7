"""The table of the cache, as `createcachetable` would make it, but without a copy in the write-ahead log and so in no backup."""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE IF NOT EXISTS enchante_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS enchante_cache_expires ON enchante_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(MAKE, "DROP TABLE enchante_cache")]
