# The two commands are `make run` and `make test`; the rest are parts of them.
# Needs Python 3.11 or newer with its venv module; everything else comes into .venv by itself.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready .env
ROOMS := enchante encounters referrals vouchers merchants
AS_INSTALLED := DEBUG=false ALLOWED_HOSTS=example.org DATABASE_URL=postgres://nobody@nowhere/nothing
export PORT
# Compiled once, also where a machine says not to: tests start Python again and again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test quick check bench chaos previous words sbom audit clean
.DEFAULT_GOAL := run

run: $(READY)
	@exec $(BIN)/python -m enchante.run

# Everything; the last line of each part says what was skipped and why. Two browsers at a time; what kills has the machine to itself.
test: check
	@$(BIN)/python -m tests.chromium
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 -m 'not browser and not alone'
	@$(BIN)/pytest --numprocesses auto --maxprocesses 2 --dist worksteal -m 'browser and not alone'
	@$(BIN)/pytest -m alone

# The daily run, about a minute: rules, actions and words, without what opens a browser, asks for pages or is slow by nature; up to the first failure.
quick: $(READY)
	@$(BIN)/pytest --quiet --exitfirst --numprocesses auto --maxprocesses 4 -m 'not browser and not page and not slow'

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive $(ROOMS) manage.py gunicorn.conf.py
	@$(BIN)/pytest --quiet --no-summary tests/test_secrets.py
	@$(BIN)/djlint --lint --quiet templates
	@if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile; else echo "hadolint is not made for this machine: the Dockerfile was not looked at."; fi
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py words --check
	@$(AS_INSTALLED) $(BIN)/python manage.py check --deploy --fail-level WARNING

# Speed, as ratios within one run; takes some minutes. ROWS=hand-outs measures only these.
bench: $(READY)
	@$(BIN)/python -m tests.bench $(ROWS)

# What is left of what was acknowledged, after everything was killed under load; some ten minutes. ON=two-machines loses a whole machine.
chaos: $(READY)
	@$(BIN)/python -m tests.chaos $(ON)

# The tests and code of an earlier release on the tables of this one; some minutes. FROM=v1.2 says which (a tag or a commit), else the last tag.
previous: $(READY)
	@tests/previous.sh $(FROM)

# What a server runs on, piece by piece, as CycloneDX in var/sbom.json. The tool comes along for the occasion.
sbom: $(READY)
	@mkdir -p var
	@$(BIN)/uv tool run --quiet --from 'cyclonedx-bom==7.5.0' cyclonedx-py requirements --output-reproducible --of JSON -o var/sbom.json requirements.server.lock

# Whether a piece of it is known to be unsafe. Where nobody can be asked it says so, instead of saying that all is well.
audit: $(READY)
	@mkdir -p var
	@$(BIN)/uv tool run --quiet --from 'pip-audit==2.10.1' pip-audit --strict --disable-pip --require-hashes -r requirements.server.lock >var/audit.txt 2>&1 \
	  && cat var/audit.txt \
	  || { cat var/audit.txt; ! grep -q '^Found ' var/audit.txt && echo 'Not audited: the list of what is known to be unsafe was not reached.'; }

# Gathers what people read into locale/, to be translated there.
words: $(READY)
	@$(BIN)/python manage.py words

.venv/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo 'Please install Python 3.11 or newer (Debian: apt-get install python3), then try again; a second one is named with PYTHON=python3.12.'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo 'Please install the venv module of Python (Debian: apt-get install python3-venv), then try again.'; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo 'Making .venv ...'; $(PYTHON) -m venv --clear .venv; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)"
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	@touch $@

# Settings for trying things out; never on a server that others use. What the environment says wins over this file.
.env:
	@(umask 077; $(PYTHON) -c 'import secrets; print(f"DEBUG=true\nSECRET_KEY={secrets.token_urlsafe(50)}")' >$@)

# What can be made again. The data stays: var/postgres, var/mail and .env.
clean:
	@rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis var/static var/bench-postgres* var/*-of-tests-* var/*-for-tests* locale/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
