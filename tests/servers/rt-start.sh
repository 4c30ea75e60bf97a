#!/bin/bash
# rt-start.sh DIR PORT: a real Request Tracker 5 on loopback with SQLite. The token lands in DIR/token, the
# process id in DIR/pid. Exit 77: it is not installed and cannot be (needs root and Debian).
set -euo pipefail; D=$(realpath -m "$1"); PORT=$2; RT=/usr/share/request-tracker5
if [ ! -x $RT/libexec/rt-server ]; then
  { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; } || { echo "Request Tracker is not installed, and only root on Debian can"; exit 77; }
  export DEBIAN_FRONTEND=noninteractive
  echo 'request-tracker5 request-tracker5/install-cronjobs boolean false' | debconf-set-selections
  { apt-get update -q && apt-get install -y -q --no-install-recommends \
    request-tracker5 rt5-standalone rt5-db-sqlite msmtp-mta dbconfig-no-thanks; } >&2 || { echo "Request Tracker could not be installed"; exit 77; }
fi
mkdir -p "$D/conf.d" "$D/mason"; umask 077
# Must read its input: /bin/true gives a transaction of its own for each mail that could not be written.
printf '#!/bin/sh\nexec cat >/dev/null\n' >"$D/nomail"; chmod 700 "$D/nomail"
cat >"$D/RT_SiteConfig.pm" <<X
Set(\$rtname,'desk.test'); Set(\$Organization,'desk.test'); Set(\$Timezone,'UTC'); Set(\$WebPath,'');
Set(\$WebDomain,'127.0.0.1'); Set(\$WebPort,$PORT); Set(\$WebBaseURL,'http://127.0.0.1:$PORT');
Set(\$DatabaseType,'SQLite'); Set(\$DatabaseName,'$D/rt.db'); Set(\$DatabaseHost,''); Set(\$DatabaseUser,''); Set(\$DatabasePassword,'');
Set(\$SendmailPath,'$D/nomail'); Set(\$LogToSyslog,undef); Set(\$LogToSTDERR,'error'); Set(\$WebSessionClass,'Apache::Session::File');
\$RT::MasonDataDir='$D/mason'; \$RT::MasonSessionDir='$D/mason';
1;
X
export RT_SITE_CONFIG="$D/RT_SiteConfig.pm" RT_SITE_CONFIG_DIR="$D/conf.d"
if [ ! -s "$D/token" ]; then
  echo local-test-only >"$D/rootpw"
  rt-setup-database-5 --action init --skip-create --root-password-file "$D/rootpw" >"$D/setup.log" 2>&1
  TOKEN_FILE="$D/token" rt-setup-database-5 --action insert --skip-create --datafile "$(dirname "$0")/rt-data.pl" >>"$D/setup.log" 2>&1
fi
setsid perl $RT/libexec/rt-server --host 127.0.0.1 --port "$PORT" --max-workers 3 >"$D/server.log" 2>&1 </dev/null & echo $! >"$D/pid"
for _ in $(seq 240); do
  curl -sf -o /dev/null -H "Authorization: token $(cat "$D/token")" "http://127.0.0.1:$PORT/REST/2.0/rt" && exit 0; sleep .5
done
echo "Request Tracker did not start"; exit 1
