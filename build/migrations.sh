#!/usr/bin/env bash
# Makes the first migration of both databases anew. Only until version 0.1 is released; afterwards `dotnet ef migrations add` adds one (docs/engineers/data.md).
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
rm -rf InventorySync.Data/Migrations
dotnet build build/Migrate -v q --nologo -clp:NoSummary
for provider in Postgres SqlServer; do
  dotnet ef migrations add Initial --no-build --project InventorySync.Data --startup-project build/Migrate \
    --context "${provider}InventoryDb" --output-dir "Migrations/$provider" | tail -1
done
echo "Migrations made."
