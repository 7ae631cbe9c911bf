#!/usr/bin/env bash
# Starts InventorySync on its own database with the demo shop: ./run.sh [--no-demo] [--urls http://localhost:5080]
set -euo pipefail
cd "$(dirname "$0")"
dotnet build InventorySync.Web -c Release -v q --nologo -clp:NoSummary
exec dotnet InventorySync.Web/bin/Release/net10.0/InventorySync.Web.dll "$@"
