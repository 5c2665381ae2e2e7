#!/usr/bin/env bash
# The tests of an earlier release, with its own code, on the tables of this one: what both must live with while a new release comes in.
# Needs that release as a tag or commit; works in var/previous, which it makes anew. What follows goes to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
from=${1:-$(git describe --tags --abbrev=0 2>/dev/null || true)}
[ -n "$from" ] || { echo "Please say which release was before this one: make previous FROM=v1.2 (a tag or a commit)."; exit 1; }
from=$(git rev-parse --verify --quiet "$from^{commit}") || { echo "There is no release called $from here."; exit 1; }

here=$PWD before=$PWD/var/previous
rm -rf "$before" && mkdir -p "$before"
git archive "$from" | tar --extract --directory "$before"
for room in */migrations; do
  mkdir -p "$before/$room" && rm -f "$before/$room"/*.py && cp "$room"/*.py "$before/$room"
done
# Beside that folder as beside this one.
export ENCHANTE_SHARED_DATA=${ENCHANTE_SHARED_DATA:-$here/../shared/data}
cd "$before"
make --silent .venv/ready .env
shift || true
# Left out: what compares tables with models or looks migrations over, which is asked of the new release; and what needs the machine to itself.
left_out=(tests/test_migrations.py tests/enchante/test_doctor.py tests/test_project.py tests/test_chaos.py tests/test_second_machine.py)
.venv/bin/pytest --numprocesses auto --maxprocesses 4 -m 'not browser' "${left_out[@]/#/--ignore=}" "$@"
