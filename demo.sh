#!/usr/bin/env bash
# Decoy MNIST: a network that is right for the wrong reasons, and the same network made right for the right ones.
# Arguments go to the sample: ./demo.sh --help
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$root/eng/sdk.sh"
require_sdk

echo "Building samples/DecoyDigits (Release)"
dotnet build "$root/samples/DecoyDigits" -c Release -v quiet --nologo -clp:NoSummary
exec dotnet run -c Release --no-build --project "$root/samples/DecoyDigits" -- "$@"
