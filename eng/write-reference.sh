#!/usr/bin/env bash
# Writes docs/reference.md, the index of public types, from the documentation in the code.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Rationale.Documentation.Tests -c Release -v quiet --nologo -clp:NoSummary -p:UseSharedCompilation=false
WRITE_REFERENCE=1 dotnet tests/Rationale.Documentation.Tests/bin/Release/*/Rationale.Documentation.Tests.dll -noLogo -class "*ReferencePageTests"
