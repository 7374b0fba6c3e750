#!/usr/bin/env bash
# Our training steps against eager PyTorch, paired in one run: benchmarks/run.sh [--filter X] [--json FILE]
# With DOTNET_EnableAVX512=0 both sides use AVX2 only.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/../eng/sdk.sh"

python=/usr/bin/python3
[ -x "$python" ] || python=python3
packages="python3-torch libopenblas0-openmp"

has_peer() { "$python" -c 'import torch' >/dev/null 2>&1; }
has_blas() { ! command -v dpkg >/dev/null || dpkg -s libopenblas0-openmp >/dev/null 2>&1; }

if ! has_peer || ! has_blas; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing the peer: $packages"
    apt-get update -q=2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q=2 --no-install-recommends $packages >/dev/null
    python=/usr/bin/python3
  elif ! has_peer; then
    echo "The peer needs PyTorch: install $packages as root (Debian), or torch for python3 elsewhere, and run this again." >&2
    exit 1
  else
    echo "Note: libopenblas0-openmp is not installed, so PyTorch may not be at its best." >&2
  fi
fi
has_peer || { echo "PyTorch was installed, but $python cannot import it." >&2; exit 1; }

# Two cores are enough to be at one's best only if waiting threads sleep.
export OMP_WAIT_POLICY=passive
require_sdk
project="$here/Rationale.Benchmarks"
echo "Building the benchmarks"
dotnet build "$project" -c Release -v quiet --nologo -clp:NoSummary
exec dotnet run --project "$project" -c Release --no-build -- --python "$python" "$@"
