#!/usr/bin/env bash
# Builds the image without a daemon and without a registry, and lets it answer: buildah, on a base that debootstrap makes. As root, on Debian.
# Says why it is skipped where a part is missing. Takes some minutes and two gigabytes in a folder of its own, which it removes.
set -euo pipefail
cd "$(dirname "$0")/.."
for program in buildah debootstrap; do
  command -v "$program" >/dev/null || { echo "Skipped: $program is not here (Debian: apt-get install buildah debootstrap)."; exit 0; }
done
[ "$(id -u)" = 0 ] || { echo "Skipped: debootstrap needs root."; exit 0; }

work=$(mktemp -d /var/tmp/enchante-image-XXXX)
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
b() { buildah --root "$work/storage" --runroot "$work/run" "$@"; }
trap 'b umount --all >/dev/null 2>&1 || true; b rm --all >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

base=${BASE_FOLDER:-$work/base}
[ -e "$base/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$base"
container=$(b from scratch)
b add --quiet "$container" "$base" / >/dev/null
# What this machine trusts beside Debian's own certificates goes into that base, so that its registries are trusted there too.
[ -d /usr/local/share/ca-certificates ] && b add --quiet "$container" /usr/local/share/ca-certificates /usr/local/share/ca-certificates >/dev/null
printf 'native-tls = true\n' >"$work/uv.toml" && b add --quiet "$container" "$work/uv.toml" /etc/uv/uv.toml >/dev/null
b commit --quiet "$container" localhost/bookworm-slim >/dev/null
b rm "$container" >/dev/null

b build --quiet --format docker --pull-never --network host --build-arg BASE=localhost/bookworm-slim --tag enchante .

container=$(b from --pull-never enchante)
root=$(b mount "$container")
echo "The image is built: $(du -sm "$root" | cut -f1) MB."
b config --env SECRET_KEY="$(head -c 48 /dev/urandom | base64 -w 0)" --env ALLOWED_HOSTS=127.0.0.1 \
  --env DATABASE_URL=postgres://nobody@127.0.0.1:1/nothing --env PORT=8899 "$container"
[ "$(b run "$container" id -u)" = 10001 ] || { echo "It does not run as nobody."; exit 1; }
b run "$container" pg_dump --version
timeout 60 buildah --root "$work/storage" --runroot "$work/run" run --network host "$container" \
  gunicorn --config gunicorn.conf.py enchante.wsgi >"$work/log" 2>&1 &
for _ in $(seq 40); do
  sleep 1
  answer=$(python3 -c "import urllib.request as ask; print(ask.urlopen('http://127.0.0.1:8899/healthz', timeout=3).read().decode())" 2>/dev/null || true)
  [ "$answer" = ok ] && { echo "It answers: ok."; kill %1; exit 0; }
done
cat "$work/log"
echo "It does not answer."
exit 1
