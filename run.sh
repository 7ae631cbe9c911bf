#!/usr/bin/env bash
# Starts InventorySync: ./run.sh opens the demo shop, ./run.sh --no-demo your own one. What else is given goes to the app, such as --urls http://localhost:6080
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cd "$here"

shop=demo
arguments=()
for argument in "$@"; do
  case "$argument" in
    --no-demo) shop=own ;;
    --demo) shop=demo ;;
    *) arguments+=("$argument") ;;
  esac
done

need() { # command, what it is, where to get it
  command -v "$1" >/dev/null 2>&1 || { echo "InventorySync needs $2 to be built, and $1 is not on this machine. $3" >&2; exit 1; }
}

# A build takes a while even when there is nothing to do, so it is left out when no source is newer than the last one.
app=InventorySync.Web/bin/Release/net10.0/InventorySync.Web.dll
built=InventorySync.Web/obj/built-by-run
changed() {
  [ ! -f "$app" ] || [ ! -f "$built" ] || [ -n "$(find InventorySync.Domain InventorySync.Data InventorySync.Integrations InventorySync.Web build ./*.props appsettings.json \
    \( -name bin -o -name obj -o -name node_modules -o -path '*/wwwroot/lib' -o -path '*/wwwroot/_framework' \) -prune -o -newer "$built" -print -quit)" ]
}
if changed; then
  need dotnet "the .NET 10 SDK" "Install it from https://dotnet.microsoft.com/download and start again."
  need npm "Node.js 20 or newer" "Install it from https://nodejs.org and start again."
  echo "Building InventorySync. The first time this takes a minute or two."
  dotnet build InventorySync.Web -c Release -v q --nologo -clp:ErrorsOnly
  touch "$built"
fi

# The demo and your own shop never share a folder: data/demo and data/shop.
settings=(--DataFolder data/demo --Demo true)
[ "$shop" = demo ] || settings=(--DataFolder data/shop)
exec dotnet "$app" "${settings[@]}" ${arguments[@]+"${arguments[@]}"}
