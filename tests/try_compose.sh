#!/usr/bin/env bash
# Starts compose.yaml as it stands, under a Docker of its own, and looks at what comes up: tests/compose/ tells the story.
# Where no registry of images is reached: tests/compose/ holds what stands in for postgres:15-bookworm and caddy:2, on a base that
# debootstrap makes. That Docker lives in a network of its own, so no port and no rule of this machine is touched. As root, on Debian, after
# `make`. Says why it is skipped where a part is missing. Takes twenty minutes on two busy cores and four gigabytes in a folder of its own, which it removes.
set -euo pipefail
cd "$(dirname "$0")/.."

# Docker in this folder; what follows goes to it.
dockerd_in() {
  unshare --mount dockerd --data-root "$1/docker" --exec-root "$1/run" --pidfile "$1/pid" --host "unix://$1/sock" --cgroup-parent enchante-try "${@:2}" >>"$1/log" 2>&1 &
  daemon=$!
  for _ in $(seq 30); do
    sleep 1
    docker info >/dev/null 2>&1 && return
  done
  cat "$1/log"
  echo "Docker does not start here."
  return 1
}

if [ "${1:-}" = inside ]; then
  ip link set lo up
  dockerd_in "$2"
  .venv/bin/python -m tests.compose "$2"
  exit
fi

for program in dockerd docker docker-compose debootstrap; do
  command -v "$program" >/dev/null || { echo "Skipped: $program is not here (Debian: apt-get install docker.io docker-compose debootstrap)."; exit 0; }
done
[ "$(id -u)" = 0 ] || { echo "Skipped: debootstrap and Docker need root."; exit 0; }
[ -e .venv/ready ] || { echo "Skipped: run make first."; exit 0; }

work=$(mktemp -d /var/tmp/enchante-compose-XXXX) daemon=
export DOCKER_HOST="unix://$work/sock" DOCKER_BUILDKIT=0
clean() {
  [ -z "$daemon" ] || { kill "$daemon" && wait "$daemon"; } 2>/dev/null || true
  rm -rf "$work"
  find /sys/fs/cgroup -depth -type d -path '*/enchante-try*' -delete 2>/dev/null || true
}
trap clean EXIT

base=${BASE_FOLDER:-$work/base}
[ -e "$base/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$base" >/dev/null
# What this machine trusts beside Debian's own certificates is trusted there too, so that its registries are.
mkdir -p "$work/trust/etc/uv" "$work/trust/usr/local/share/ca-certificates"
printf 'native-tls = true\n' >"$work/trust/etc/uv/uv.toml"
cp -r /usr/local/share/ca-certificates/. "$work/trust/usr/local/share/ca-certificates"

# Images are built with the network of the machine, by Docker itself; what follows goes to it.
build() {
  docker build --quiet --network host "$@" >>"$work/log" 2>&1 || { tail -30 "$work/log"; echo "An image could not be built."; return 1; }
}
dockerd_in "$work" --bridge none --iptables=false
tar --create --directory "$base" . | docker import - bare >/dev/null
printf 'FROM bare\nCOPY . /\n' >"$work/Dockerfile"
build --tag debian:bookworm-slim --file "$work/Dockerfile" "$work/trust"
for stand_in in postgres:15-bookworm caddy:2; do
  build --tag "$stand_in" "tests/compose/${stand_in%%:*}"
done
mkdir "$work/enchante"
git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from - | tar --extract --directory "$work/enchante"
build --tag enchante "$work/enchante"
docker image ls
kill "$daemon" && wait "$daemon" && daemon=

unshare --net --mount --pid --fork --kill-child --mount-proc "$0" inside "$work"
