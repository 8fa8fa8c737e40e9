#!/bin/sh
# Puts the site into service on this machine, as docs/hosting.md shows: sh docs/hosting/install.sh record.example.org
# Safe to repeat: settings that are there stay. With DESTDIR its files go below that folder.
set -eu
host=${1:?Name the host: sh docs/hosting/install.sh record.example.org}
here=$(dirname "$(realpath "$0")")
site=$(dirname "$(dirname "$here")")
user=record
etc=${DESTDIR:-}/etc

mkdir -p "$etc/systemd/system" "$etc/caddy" "$site/var"
if [ ! -e "$etc/record.env" ]; then
    key=$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')
    sed -e "s|record\.example\.org|$host|" -e "s|^SECRET_KEY=.*|SECRET_KEY=\"$key\"|" "$here/record.env" >"$etc/record.env"
fi
# It holds the key.
chown "root:$user" "$etc/record.env"
chmod 640 "$etc/record.env"
chown -R "$user:" "$site"
# It holds the accounts.
chmod 700 "$site/var"

for unit in record.service record-backup.service record-backup.timer record-links.service record-links.timer; do
    sed "s|/srv/record/site|$site|g" "$here/$unit" >"$etc/systemd/system/$unit"
done
sed "s|record\.example\.org|$host|" "$here/Caddyfile" >"$etc/caddy/Caddyfile"

set -a
. "$etc/record.env"
set +a
cd "$site"
runuser -u "$user" -- make setup
# Makes the tables, loads the content, and shows the first login, once.
runuser -u "$user" -- .venv/bin/python manage.py start --no-server

systemctl daemon-reload
systemctl enable --now record.service record-backup.timer record-links.timer
systemctl reload-or-restart caddy.service
