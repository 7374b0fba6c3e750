#!/usr/bin/env bash
# How long the generator takes: edits, deep and wide models, a project of 200 models. benchmarks/generator-time.sh [--part X] [--stages] [--json FILE]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/../eng/sdk.sh"
require_sdk
project="$here/GeneratorTime"
dotnet build "$project" -c Release -v quiet --nologo -clp:NoSummary
exec dotnet run --project "$project" -c Release --no-build -- "$@"
