#!/bin/sh
# One backup: the database in pg_dump's custom format, the uploaded files, and a manifest of counts
# taken in the very snapshot that was dumped. Usage: DATABASE_URL=… deploy/backup.sh FOLDER
# The field keys, the blind-index key and the seal are not in it: keep them apart from the data.
set -eu
: "${DATABASE_URL:?set DATABASE_URL to the database to back up}"
here=$(cd "$(dirname "$0")" && pwd)
target=${1:?name the folder for backups}/$(date -u +%Y%m%dT%H%M%SZ)
media=${KAPOK_VAR:-$here/../var}/media
umask 077
mkdir -p "$target.part"

export DATABASE_URL DUMP="$target.part/database.dump"
psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --set=counts="$here/counts.sql" \
  --dbname="$DATABASE_URL" >"$target.part/manifest.tsv" <<'SQL'
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot
\! pg_dump --format=custom --no-owner --snapshot="$SNAPSHOT" --file="$DUMP" --dbname="$DATABASE_URL"
\i :counts
COMMIT;
SQL
pg_restore --list "$DUMP" >/dev/null

if [ -d "$media" ]; then
  tar -C "$media" -czf "$target.part/media.tar.gz" .
else
  tar -czf "$target.part/media.tar.gz" -T /dev/null
fi
(cd "$target.part" && sha256sum database.dump media.tar.gz manifest.tsv >SHA256SUMS)
mv "$target.part" "$target"
echo "Backed up to $target"
