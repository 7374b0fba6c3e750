#!/usr/bin/env bash
# Packs what checks the GPU target on another machine into artifacts/gpu-check.tar.gz: the tests, the benchmarks and a private .NET runtime, so that the machine needs NVIDIA's driver and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/sdk.sh
require_sdk

out=artifacts/gpu-check
rm -rf "$out"
mkdir -p "$out"
for project in tests/Rationale.Gpu.Tests benchmarks/Rationale.Benchmarks; do
  dotnet publish "$project" -c Release -v quiet --nologo -p:UseSharedCompilation=false --self-contained false -o "$out/$(basename "$project")"
done

# libtorch is for rows that are not run there. The documentation of the library itself is looked at by tests.
find "$out" \( -name '*.pdb' -o \( -name '*.xml' ! -name 'Rationale*.xml' \) -o -iname 'libtorch*' -o -iname 'libLibTorchSharp*' -o -iname 'libc10*' -o -iname 'libgomp*' -o -iname 'torch_*.dll' \) -delete
rm -rf "$out"/*/runtimes/win* "$out"/*/runtimes/osx*

# Coverage tools of the test platform, which nothing here asks for.
rm -rf "$out"/*/CodeCoverage "$out"/*/alpine "$out"/*/arm64 "$out"/*/macos "$out"/*/ubuntu

root="$(dirname "$(readlink -f "$(command -v dotnet)")")"
version="$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \(10[^ ]*\).*/\1/p' | tail -1)"
mkdir -p "$out/dotnet/shared/Microsoft.NETCore.App" "$out/dotnet/host/fxr"
cp "$root/dotnet" "$out/dotnet/"
cp -r "$root/shared/Microsoft.NETCore.App/$version" "$out/dotnet/shared/Microsoft.NETCore.App/"
cp -r "$root/host/fxr/$version" "$out/dotnet/host/fxr/"
cp eng/gpu-check.sh "$out/"
cp benchmarks/peer/*.py "$out/"

tar -czf artifacts/gpu-check.tar.gz -C artifacts gpu-check
size=$(stat -c %s artifacts/gpu-check.tar.gz)
echo "artifacts/gpu-check.tar.gz: $((size / 1048576)) MiB; on a machine with a GPU: tar xzf gpu-check.tar.gz && gpu-check/gpu-check.sh"
if [ "$size" -gt $((60 * 1048576)) ]; then
  echo "It is larger than 60 MiB." >&2
  exit 1
fi
