"""Two machines: two sites behind one balancer, PgBouncer before PostgreSQL, and a second PostgreSQL that has all the first one promised.

A commit is acknowledged once both have it. When the first is lost the second is promoted, PgBouncer is led there, and a new second is made.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time

from .house import PROGRAMS, House, Postgres, free_port, kill_all_of, until_open

TOOLS = ["haproxy", "pgbouncer"]
BALANCER = """
defaults
    mode http
    timeout connect 2s
    timeout client 60s
    timeout server 60s
    retries 2
    option redispatch
frontend site
    bind 127.0.0.1:{port}
    default_backend machines
backend machines
    balance roundrobin
    option httpchk
    http-check send meth GET uri /healthz hdr Host 127.0.0.1
    default-server check inter 500ms fall 2 rise 1
    server one 127.0.0.1:{one}
    server two 127.0.0.1:{two}
"""
POOLER = """
[databases]
{name} = host={host} dbname={name} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 12
server_login_retry = 1
"""


def missing():
    """Which of them are not here."""
    return [tool for tool in TOOLS if not _find(tool)]


def _find(tool):
    return shutil.which(tool, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class TwoMachines(House):
    def __enter__(self):
        super().__enter__()
        self.standby, self.number, self.tools = None, 0, []
        self.doors, self.pool_port = [free_port(), free_port()], free_port()
        return self

    @property
    def database_url(self):
        return f"postgres://{self.postgres.address['USER']}@127.0.0.1:{self.pool_port}/{self.postgres.address['NAME']}"

    def open(self):
        self._make_standby()
        self._lead_there()
        self.pooler = self._tool("pgbouncer", self._as_server(self.folder / "pgbouncer.ini"))
        super().open()

    def serve_all(self):
        self._write("haproxy.cfg", BALANCER.format(port=self.port, one=self.doors[0], two=self.doors[1]))
        self.webs = [self.serve(door) for door in self.doors]
        for door in self.doors:
            until_open(door)
        self._tool("haproxy", ["-db", "-f", self.folder / "haproxy.cfg"])

    def environment(self, **more):
        return super().environment(**{"PGBOUNCER": "true", **more})

    def lose_machine(self, number):
        """All of one site at once."""
        kill_all_of(self.webs[number])

    def bring_machine_back(self, number):
        self.webs[number] = self.serve(self.doors[number])
        until_open(self.doors[number])

    def lose_database(self):
        self.postgres.kill()

    def fail_over(self):
        """What whoever keeps watch does, Patroni or a provider: promote, lead there, and make a second one anew."""
        self.standby.ask("SELECT pg_promote()")
        self.standby.ask("ALTER SYSTEM RESET synchronous_standby_names")
        self.standby.ask("SELECT pg_reload_conf()")
        lost, self.postgres = self.postgres, self.standby
        self._lead_there()
        self.pooler.send_signal(signal.SIGHUP)
        shutil.rmtree(lost.folder, ignore_errors=True)
        self._make_standby()

    def _make_standby(self):
        self.number += 1
        folder = self.postgres.folder.parent / f"standby-{self.number}"
        owner = pwd.getpwuid(self.postgres.folder.stat().st_uid)
        folder.mkdir(mode=0o700)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        source = ["-h", self.postgres.address["HOST"], "-U", self.postgres.address["USER"]]
        copy = [PROGRAMS / "pg_basebackup", *source, "-D", folder, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"]
        subprocess.run(copy, check=True, cwd="/", **run_as(owner))
        self.standby = self.stack.enter_context(Postgres(folder))
        self.postgres.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.postgres.ask("SELECT pg_reload_conf()")
        follows = "SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"
        while not self.postgres.ask(follows)[0][0]:
            time.sleep(0.1)

    def _lead_there(self):
        address = self.postgres.address
        where = {"name": address["NAME"], "user": address["USER"], "host": address["HOST"]}
        self._write("pgbouncer.ini", POOLER.format(port=self.pool_port, **where))

    def _as_server(self, file):
        """PgBouncer refuses to be root too."""
        return ["-u", pwd.getpwuid(self.postgres.folder.stat().st_uid).pw_name, file] if os.geteuid() == 0 else [file]

    def _write(self, name, words):
        file = self.folder / name
        file.write_text(words)
        file.chmod(0o644)

    def _tool(self, name, words):
        with (self.folder / "log").open("a") as log:
            tool = subprocess.Popen([_find(name), *words], cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.stack.callback(lambda: (tool.kill(), tool.wait()))
        return tool


def run_as(owner):
    """For subprocess: whoever the data belongs to, where we are root."""
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


def machine(storm):
    """One of two machines with the site is gone, and comes back after a while."""
    number = storm.house.number % 2
    before, waiting = storm.journal.failed, storm.journal.under_way
    storm.house.lose_machine(number)
    storm.until(lambda: storm.journal.failed > before, 10)
    storm.house.bring_machine_back(number)
    return waiting > 0 and storm.journal.failed > before


def database(storm):
    """The database that everybody writes to is gone for good, and the other takes over."""
    before, waiting = storm.journal.failed, storm.journal.under_way
    storm.house.lose_database()
    storm.until(lambda: storm.journal.failed > before, 20)
    storm.house.fail_over()
    # It comes back with the new address.
    kill_all_of(storm.house.worker)
    return waiting > 0 and storm.journal.failed > before


KINDS = {"one of two sites lost": machine, "main database lost": database}
