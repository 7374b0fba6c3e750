#!/usr/bin/env bash
# Builds everything anew with all analyzers, those of style included, whose warnings are errors. The build server runs it before the tests; test.sh then finds everything built.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/eng/sdk.sh"
require_sdk
export DOTNET_TieredPGO=0
start_compiler_server
trap stop_compiler_server EXIT
dotnet restore "$root/Toolkit.sln" -v quiet
dotnet build "$root/Toolkit.sln" -graph --no-incremental -c Release --no-restore -v quiet --nologo -clp:NoSummary
