#!/usr/bin/env bash
# Installs what the tests need and runs all of them: ./test.sh [--filter EXPRESSION]
set -uo pipefail
cd "$(dirname "$0")"

need() { # command, Debian package
  command -v "$1" >/dev/null 2>&1 && return
  [ -n "${updated:-}" ] || { $sudo apt-get update -qq; updated=yes; }
  $sudo apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}
sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
need chromium chromium || { echo "Chromium could not be installed; the browser tests need it."; exit 1; }
need pdftotext poppler-utils || { echo "poppler-utils could not be installed; the tests of printed documents need it."; exit 1; }
need qpdf qpdf || { echo "qpdf could not be installed; the tests of printed documents need it."; exit 1; }
need /usr/sbin/dovecot dovecot-pop3d || { echo "dovecot-pop3d could not be installed; the tests of the mailbox need it."; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet build InventorySync.sln -v q --nologo -clp:NoSummary || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
# a test that hangs is named and ends the run, instead of using up all the time there is
dotnet test InventorySync.Tests --no-build --nologo --blame-hang-timeout 8m --blame-hang-dump-type none --logger "console;verbosity=minimal" --logger "trx;LogFilePrefix=run" --results-directory "$results" "$@"
status=$?

count() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -oE "(^| )$1=\"[0-9]+\"" | grep -oE "[0-9]+" | awk '{ n += $1 } END { print n + 0 }'; }
total=$(count total); passed=$(count passed); failed=$(count failed)
[ "$total" -gt 0 ] || { failed=1; status=1; }
echo "$passed passed, $failed failed, $((total > passed + failed ? total - passed - failed : 0)) skipped"
exit $status
