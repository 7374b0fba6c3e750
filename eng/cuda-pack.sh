#!/usr/bin/env bash
# Packs what a machine with an NVIDIA GPU needs to check the torch target without .NET and without a network: the tests, self-contained, and the source of the
# native layer. Writes artifacts/cuda-pack.tar.gz; unpack it there and run ./cuda-check.sh.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/eng/sdk.sh"
require_sdk

pack="$root/artifacts/cuda-pack"
rm -rf "$pack"
mkdir -p "$pack"
echo "Publishing the tests, self-contained"
dotnet publish "$root/tests/Rationale.Torch.Tests" -c Release -r linux-x64 --self-contained -o "$pack/tests" -v quiet --nologo -clp:NoSummary -p:DebugType=none -p:SatelliteResourceLanguages=en
# The native layer is built there, against that machine's torch.
rm -f "$pack/tests/librationale_native.so"
cp -r "$root/src/Rationale.Native/native" "$pack/native"
cp "$root/eng/cuda-check.sh" "$pack/cuda-check.sh"

tar -C "$root/artifacts" -czf "$root/artifacts/cuda-pack.tar.gz" cuda-pack
size=$(stat -c %s "$root/artifacts/cuda-pack.tar.gz")
echo "artifacts/cuda-pack.tar.gz: $((size / 1048576)) MiB"
if [ "$size" -gt $((60 * 1048576)) ]; then
  echo "The pack is larger than 60 MiB; look for what was published and is not needed." >&2
  exit 1
fi
