#!/usr/bin/env bash
# What the official image does and compose.yaml counts on: a cluster of POSTGRES_USER with a database of that name, asked with its password.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
  install --directory --owner postgres --group postgres --mode 700 "$PGDATA"
  exec setpriv --reuid postgres --regid postgres --init-groups -- "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # shellcheck disable=SC2086
  initdb --username "$POSTGRES_USER" --pwfile <(echo "$POSTGRES_PASSWORD") ${POSTGRES_INITDB_ARGS:-}
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  # Like the official one, it is there for a while on its socket alone, and then stops once more.
  pg_ctl --silent --wait --options "-c listen_addresses=''" start
  createdb --username "$POSTGRES_USER" --maintenance-db postgres "$POSTGRES_USER"
  sleep 20
  pg_ctl --silent --wait --mode fast stop
fi
exec "$@"
