#!/usr/bin/env bash
# Prints the texts of the screens that a language lacks, or has and no longer needs: build/texts.sh
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build InventorySync.Tests -v q --nologo -clp:NoSummary
report=$(mktemp -d)
trap 'rm -rf "$report"' EXIT
dotnet test InventorySync.Tests --no-build --nologo --filter "FullyQualifiedName~Languages.TextsTests" > "$report/out" 2>&1 && { echo "Every text is translated."; exit 0; }
grep -E '^ *[0-9]+ (missing|unused|wrong) in |^[a-z]{2}: ' "$report/out" || cat "$report/out"
exit 1
