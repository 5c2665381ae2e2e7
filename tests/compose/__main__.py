"""The story, step by step; each tells what was seen. What is not as it should be ends it."""

import os
import re
import signal
import time
from types import SimpleNamespace

from tests import headers
from tests.compose.browser import SITE, Browser, ready
from tests.compose.machine import (
    HERE,
    LINES,
    SENDER,
    WORK,
    ask,
    compose,
    container,
    did,
    inside,
    manage,
    open_mailbox,
    run,
    state,
    to_mend,
    until,
)

PAGES = ["/", "/fr/", "/plekken/", "/hulp/", "/privacy/", "/accounts/login/", "/beheer/", "/nergens/", "/plekken.geojson", "/readyz"]
ROWS = "[each.objects.count() for each in (User, Letter, PlaceName, Service)]"
FOR_EVER = "max-age=315360000, public, immutable"


def one_command_starts_it():
    compose("up", "--detach", "--build")
    until(ready)
    begun, first, site, work = state("begin"), state("database")["StartedAt"], state("site")["StartedAt"], state("work")["StartedAt"]
    assert (begun["Status"], begun["ExitCode"], container("begin")["RestartCount"]) == ("exited", 0, 0), compose("logs", "begin")
    assert first < begun["StartedAt"] < begun["FinishedAt"] < min(site, work)
    until(lambda: state("site")["Health"]["Status"] == "healthy")


def it_comes_by_https_with_every_header():
    anybody = Browser()
    status, told, _page = anybody.ask("http://localhost/plekken/?bij=Gent")
    assert (status, told["Location"]) == (308, f"{SITE}/plekken/?bij=Gent")
    for path in PAGES:
        status, told, _page = anybody.ask(path)
        expected = {"/beheer/": 302, "/nergens/": 404}.get(path, 200)
        assert (status, headers.lacking(SimpleNamespace(headers=told))) == (expected, set()), (path, told.items())
    files = set(re.findall(r'/static/[^"\s)]+', anybody.ask("/")[2] + anybody.ask("/plekken/")[2]))
    for file in files:
        status, told, _page = anybody.ask(file)
        assert (status, told["Cache-Control"]) == (200, FOR_EVER), (file, status, told.items())
    return f"{len(PAGES)} pages, {len(files)} files"


def ours_run_as_nobody_on_a_disk_they_only_read():
    for service in ("site", "work"):
        said, _code = inside(service, "sh", "-c", "id -u; touch /app/x /venv/x /etc/x; touch /tmp/x && echo made", how=run)
        lines = sorted(said.splitlines())
        assert (lines[0], lines[1]) == ("10001", "made") and said.count("Read-only file system") == 3, said


def doctor_says_what_lacks_and_no_more():
    found = to_mend()
    starts = ["The mail server does not let us in", "Nobody is of HQ", "BACKUP_RECIPIENT is not set"]
    assert [sentence[: len(start)] for sentence, start in zip(found, starts, strict=True)] == starts, found


def a_letter_waits_for_the_mail_server_and_then_goes():
    manage("invite_hq", SENDER, service="site")
    assert ask("Letter.objects.waiting().count()") == "1"
    open_mailbox()
    _none, seconds = until(lambda: ask("Letter.objects.waiting().count()") == "0", 400)
    assert f"To: {SENDER}" in did("docker", "logs", "mail")
    return f"It went {seconds:.0f} seconds after there was one."


def somebody_of_hq_comes_in_and_is_asked_for_a_second_lock():
    person = Browser()
    _status, told, _page = person.send("/accounts/login/", login=SENDER)
    code, _seconds = until(lambda: re.search(r"\b(\d{4}-?\d{4}) ", did("docker", "logs", "mail")))
    status, told, page = person.send(told["Location"], code=code[1])
    assert status == 302, page
    assert person.cookies and all(cookie.secure for cookie in person.cookies)
    status, told, _page = person.ask("/beheer/")
    assert status == 302 and "/accounts/2fa/" in told["Location"], (status, told.items())


def the_backup_of_the_night_is_written_and_opens():
    said = manage("backup", "--new-key")
    LINES["BACKUP_RECIPIENT"], secret = re.search(r"(age1\w+)", said)[1], re.search(r"AGE-SECRET-KEY-1\w+", said)[0]
    compose("up", "--detach", "--build")
    until(ready)
    # As the timetable does it, at another hour.
    manage("shell", "-c", "from enchante.tasks import run_command; run_command.defer(timestamp=0, command='backup')")
    until(lambda: ".dump.age" in inside("work", "ls", "/backups"))
    did("docker", "cp", f"{container('work')['Id']}:/backups", str(WORK / "kept"))
    (WORK / "kept" / "secret").write_text(secret)
    return did(".venv/bin/python", "manage.py", "restore", str(newest()), "--key", str(WORK / "kept" / "secret"), "--drill")


def newest():
    return max((WORK / "kept").glob("*.dump.age"))


def what_is_killed_comes_back():
    told = []
    for service in ("database", "site", "work", "caddy"):
        os.kill(state(service)["Pid"], signal.SIGKILL)
        time.sleep(1)
        _yes, seconds = until(lambda: ready() and all(state(each)["Running"] for each in ("database", "site", "work", "caddy")))
        told.append(f"{service} within {seconds + 1:.0f} seconds")
    compose("restart", "database")
    told.append(f"database after a restart within {until(ready)[1]:.0f}")
    until(lambda: not [sentence for sentence in to_mend() if sentence.startswith("Nothing runs by itself")])
    return ", ".join(told)


def a_kind_page_stands_where_the_site_does_not_answer():
    compose("stop", "site")
    for path, language in [("/", "nl"), ("/fr/plekken/", "fr"), ("/ar/", "ar")]:
        status, told, page = Browser().ask(path)
        assert (status, told["Retry-After"], f'lang="{language}"' in page) == (503, "60", True), (path, status, page[:300])
    compose("up", "--detach", "--build")
    until(ready)


def stopped_or_taken_down_it_keeps_its_data():
    before = ask(ROWS)
    compose("stop")
    compose("up", "--detach", "--build")
    until(ready)
    assert ask(ROWS) == before
    take_down()
    compose("up", "--detach", "--build")
    until(ready)
    open_mailbox()
    assert (ask(ROWS), ".dump.age" in inside("work", "ls", "/backups")) == (before, True)


def take_down(*more):
    did("docker", "rm", "--force", "mail")
    compose("down", *more)


def a_newer_version_brings_its_tables_up_to_date():
    before, image = ask(ROWS), container("site")["Image"]
    migrations = HERE / "merchants" / "migrations"
    (migrations / "9999_newer.py").write_text(NEWER.format(last=max(path.stem for path in migrations.glob("0*.py"))))
    compose("up", "--detach", "--build")
    until(ready)
    assert (container("site")["Image"] != image, ask(ROWS)) == (True, before)
    assert "[X] 9999_newer" in manage("showmigrations", "merchants")


NEWER = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("merchants", "{last}")]
    operations = [migrations.RunSQL("CREATE TABLE newer (a int)", "DROP TABLE newer")]
"""


def a_lost_machine_comes_back_from_its_backup():
    before = ask(ROWS)
    manage("backup")
    did("docker", "cp", f"{container('work')['Id']}:/backups/.", str(WORK / "kept"))
    take_down("--volumes")
    compose("up", "--detach", "database")
    until(lambda: state("database")["Health"]["Status"] == "healthy")
    asked = ["restore", f"/kept/{newest().name}", "--key", "/kept/secret"]
    told = compose("run", "-T", "--rm", "--no-deps", "--volume", f"{WORK / 'kept'}:/kept:ro", "work", "./manage.py", *asked)
    compose("up", "--detach", "--build")
    until(ready)
    open_mailbox()
    assert ask(ROWS) == before
    return told.splitlines()[-3:]


def doctor_is_content_but_for_that_lock():
    # The one of the lost machine did not come along.
    manage("backup")
    found, _seconds = until(lambda: (told := to_mend()) and len(told) == 1 and told)
    assert found[0].startswith("Nobody of HQ has a second lock yet"), found


STORY = [
    one_command_starts_it,
    it_comes_by_https_with_every_header,
    ours_run_as_nobody_on_a_disk_they_only_read,
    doctor_says_what_lacks_and_no_more,
    a_letter_waits_for_the_mail_server_and_then_goes,
    somebody_of_hq_comes_in_and_is_asked_for_a_second_lock,
    the_backup_of_the_night_is_written_and_opens,
    what_is_killed_comes_back,
    a_kind_page_stands_where_the_site_does_not_answer,
    stopped_or_taken_down_it_keeps_its_data,
    a_newer_version_brings_its_tables_up_to_date,
    a_lost_machine_comes_back_from_its_backup,
    doctor_is_content_but_for_that_lock,
]

if __name__ == "__main__":
    for step in STORY:
        began = time.monotonic()
        told = step()
        print(f"{step.__name__.replace('_', ' ').capitalize()} ({time.monotonic() - began:.0f} s). {told or ''}", flush=True)
