#!/bin/sh
# Proves that a backup can be restored: into a scratch database, counted again, compared, dropped.
# Usage: DATABASE_URL=… deploy/restore-drill.sh BACKUP   (a folder that backup.sh made)
# DATABASE_URL names the server to restore on; its own database is not touched.
set -eu
: "${DATABASE_URL:?set DATABASE_URL to the server to restore on}"
here=$(cd "$(dirname "$0")" && pwd)
backup=${1:?name the folder of one backup}
scratch=kapok_drill_$$
url=$(printf %s "$DATABASE_URL" | sed -E "s#^(postgres(ql)?://[^/]*/)[^?]*#\1$scratch#")
found=$(mktemp)
on() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$1" "$2" "$3"; }
clean() {
  rm -f "$found"
  on "$DATABASE_URL" -c "DROP DATABASE IF EXISTS $scratch WITH (FORCE)"
}
trap clean EXIT

(cd "$backup" && sha256sum --check --quiet SHA256SUMS)
tar -tzf "$backup/media.tar.gz" >/dev/null
on "$DATABASE_URL" -c "CREATE DATABASE $scratch TEMPLATE template0"
pg_restore --exit-on-error --no-owner --jobs=2 --dbname="$url" "$backup/database.dump"
on "$url" -f "$here/counts.sql" >"$found"
if ! diff "$backup/manifest.tsv" "$found"; then
  echo "The restored database differs from the manifest: this backup is not good." >&2
  exit 1
fi
echo "Restored and compared: $(wc -l <"$found") lines agree, $(tail -n 1 "$found")"
