#!/usr/bin/env bash
# Installs what the torch target needs on Debian: libtorch with its headers, a BLAS whose threads wait without spinning, and a C++ compiler with CMake.
# Does nothing where all of it is there. Elsewhere: download libtorch, set LIBTORCH to its folder, and install CMake and a C++17 compiler.
set -euo pipefail

wanted=(libtorch-dev libopenblas0-openmp cmake g++)
missing=()
if ! command -v dpkg-query >/dev/null; then
  echo "This is not Debian; download libtorch from https://pytorch.org, set LIBTORCH to its folder, and install CMake and a C++17 compiler." >&2
  exit 1
fi

for package in "${wanted[@]}"; do
  if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then missing+=("$package"); fi
done

if [ "${#missing[@]}" = 0 ]; then
  echo "libtorch and its tools are installed"
  exit 0
fi

if [ "$(id -u)" != 0 ]; then
  echo "Installing ${missing[*]} needs root; run: sudo $0" >&2
  exit 1
fi

echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update >/dev/null
apt-get install -y --no-install-recommends "${missing[@]}" >/dev/null
