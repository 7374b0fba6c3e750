#!/usr/bin/env bash
# Checks the torch target on a machine with g++, CMake and a Python torch, best with an NVIDIA GPU: builds the native layer against that torch and runs the tests.
# Needs neither .NET nor a network. Part of what eng/cuda-pack.sh packs.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
python="${PYTHON:-python3}"

"$python" - <<'PY' || { echo "This check needs a Python with torch; set PYTHON to it." >&2; exit 1; }
import torch
print(f"torch {torch.__version__}, CUDA {torch.version.cuda or 'none'}, GPU {torch.cuda.get_device_name(0) if torch.cuda.is_available() else 'none'}")
PY
prefix="$("$python" -c 'import torch; print(torch.utils.cmake_prefix_path)')"
libraries="$("$python" -c 'import os, torch; print(os.path.join(os.path.dirname(torch.__file__), "lib"))')"

echo "Building rationale_native"
cmake -S "$here/native" -B "$here/build" -DCMAKE_BUILD_TYPE=Release "-DCMAKE_PREFIX_PATH=$prefix" >"$here/cmake.log" 2>&1 || { tail -n 20 "$here/cmake.log" >&2; exit 1; }
cmake --build "$here/build" --parallel >>"$here/cmake.log" 2>&1 || { tail -n 20 "$here/cmake.log" >&2; exit 1; }
cp "$here/build/librationale_native.so" "$here/tests/"

echo "Running the tests"
export LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
chmod +x "$here/tests/Rationale.Torch.Tests"
exec "$here/tests/Rationale.Torch.Tests" -noLogo -noColor "$@"
