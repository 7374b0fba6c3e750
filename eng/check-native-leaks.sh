#!/usr/bin/env bash
# Looks for leaks in Rationale.Native: builds it and a small program (src/Rationale.Native/native/check) with address sanitizer, and uses its whole C ABI, failures and
# threads included, for N and for ten times N rounds. What libtorch allocates once and never gives back is in both; a leak of ours is in one ten times.
# Needs what eng/setup-torch.sh installs, or LIBTORCH, and no .NET. The first argument is N, 100 without one.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source="$root/src/Rationale.Native/native"
build="$root/artifacts/native-leaks"
rounds="${1:-100}"

# What needs a GPU is left out.
for function in $(grep -o 'rationale_[a-z_]*(' "$source/include/rationale.h" | tr -d '(' | grep -v rationale_cuda_ | sort -u); do
  grep -q "$function(" "$source/check/leaks.cpp" || { echo "$function is not used in check/leaks.cpp; add it, or its leaks stay hidden." >&2; exit 1; }
done

echo "Building rationale_native with address sanitizer"
prefix=()
if [ -n "${LIBTORCH:-}" ]; then prefix=("-DCMAKE_PREFIX_PATH=$LIBTORCH"); fi
mkdir -p "$build"
cmake -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Debug -DRATIONALE_LEAK_CHECK=ON "${prefix[@]}" >"$build/cmake.log" 2>&1 || { cat "$build/cmake.log" >&2; exit 1; }
cmake --build "$build" --parallel >"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }

# Vectors are shared with libtorch, which is built without the sanitizer and does not mark what is left free in them.
export ASAN_OPTIONS="detect_leaks=1:detect_container_overflow=0:exitcode=0" LSAN_OPTIONS="exitcode=0"

# Sets alive, grown and lost to what a number of rounds leaves.
run() {
  local log="$build/rounds-$1.log" line
  "$build/leaks" "$1" >"$log" 2>&1 || { cat "$log" >&2; echo "The program failed after its start with $1 rounds." >&2; exit 1; }
  if grep -q "ERROR: AddressSanitizer" "$log"; then cat "$log" >&2; exit 1; fi
  line="$(grep '^alive ' "$log")" || { cat "$log" >&2; exit 1; }
  read -r _ alive _ grown <<<"$line"
  lost="$(sed -n 's/^SUMMARY: AddressSanitizer: \([0-9]*\) byte(s) leaked.*/\1/p' "$log")"
  lost="${lost:-0}"
  echo "$1 rounds: $alive handles alive, $lost bytes lost, heap grown by $grown bytes in the last nine tenths"
}

run "$rounds"
first="$lost"
run "$((10 * rounds))"

# Buckets of tables that libtorch keeps may double once; a leak of one byte a round would be more than this.
if [ "$alive" != 0 ] || [ "$lost" -gt "$first" ] || [ "$grown" -gt "$((9 * rounds))" ]; then
  echo "Something leaks: see $build/rounds-$((10 * rounds)).log" >&2
  exit 1
fi

echo "Nothing leaks"
