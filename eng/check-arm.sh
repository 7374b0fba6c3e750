#!/usr/bin/env bash
# Runs the tests of the kernels on ARM64: on such a machine as they are, on another one under emulation, so that the NEON paths are run wherever one works.
# On Debian, as root, it installs the emulator by itself and keeps the ARM libraries in a folder of its own (artifacts/arm64).
# Arguments go to the tests; without any it runs those of the kernels.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/eng/sdk.sh"
require_sdk
if [ "$#" = 0 ]; then set -- -namespace Rationale.Tests.Kernels; fi

folder="$root/artifacts/arm64"
libraries="$folder/libraries"
mkdir -p "$folder"

run=()
if [ "$(uname -m)" != aarch64 ]; then
  if ! command -v qemu-aarch64 >/dev/null; then
    echo "Installing qemu-user"
    apt-get install -y --no-install-recommends qemu-user >/dev/null
  fi

  if [ ! -e "$libraries/lib/ld-linux-aarch64.so.1" ]; then
    echo "Fetching the C libraries of ARM64 into artifacts/arm64"
    packages="$(mktemp -d)"
    trap 'rm -rf "$packages"' EXIT
    # The packages are only unpacked: nothing of ARM64 is installed on this machine. A list of its own leaves the machine's architectures alone.
    apt=(-o APT::Architectures::=arm64 -o Dir::State::lists="$packages/lists" -o Dir::Cache="$packages/cache")
    mkdir -p "$packages/lists/partial" "$packages/cache/archives/partial"
    apt-get "${apt[@]}" update >/dev/null 2>&1
    (cd "$packages" && apt-get "${apt[@]}" download libc6:arm64 libgcc-s1:arm64 libstdc++6:arm64 zlib1g:arm64 libssl3:arm64 2>/dev/null >&2)
    for package in "$packages"/*.deb; do dpkg -x "$package" "$libraries.new"; done
    mv "$libraries.new" "$libraries"
  fi

  # The emulator does not see that code was written through another mapping of its memory, so the runtime must write where it runs.
  export DOTNET_EnableWriteXorExecute=0
  run=(qemu-aarch64 -L "$libraries")
fi

echo "Publishing Rationale.Tests for linux-arm64"
dotnet publish "$root/tests/Rationale.Tests" -c Release -r linux-arm64 --self-contained -p:InvariantGlobalization=true -p:ValidateExecutableReferencesMatchSelfContained=false -o "$folder/tests" -v quiet --nologo -clp:NoSummary

# The tests of narrower vectors start this program again, which an emulated one cannot do; ARM has one width.
"${run[@]}" "$folder/tests/Rationale.Tests" -noLogo -noColor -class- Rationale.Tests.Kernels.WidthTests "$@"
