#!/usr/bin/env bash
# Builds everything in Release and runs every test project, two at a time. The last line is "N passed, N failed, N skipped".
# What analyzers say of the code, style included, is asked by eng/check-style.sh.
# Arguments go to every test project, for example: ./test.sh -class "*Gemm*"
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$root/eng/sdk.sh"
require_sdk

# Builds and tests end before code that was measured while it ran would have earned that back: a quarter of their processor time.
export DOTNET_TieredPGO=0

# Each project has a log, and a file with its exit code and seconds: real, user, system.
logs="$(mktemp -d)"
start_compiler_server
trap 'stop_compiler_server; rm -rf "$logs"' EXIT

# No network is needed where the packages are in the cache already: all versions are exact.
TIMEFORMAT="  %R s"
echo "Restoring"
dotnet restore "$root/Toolkit.sln" -v quiet
echo "Building (Release)"
# Each project is built once those that it refers to are (-graph): without it all of them are read, and then built, by the first of two processes.
time dotnet build "$root/Toolkit.sln" -graph -c Release --no-restore -v quiet --nologo -clp:NoSummary -p:RunAnalyzers=false
export root logs

run_project() {
  local name="$1" code=0
  shift
  if [ "$name" != Rationale.Packages.Tests ]; then export DOTNET_PROCESSOR_COUNT=1 OMP_NUM_THREADS=1 DOTNET_gcConcurrent=0; fi
  # An emulated device has a thread for each thread of a block, up to 256, which wait for each other all the time: where they are spread over cores that another project uses, they take twice as long.
  local pin=()
  if [ "$name" = Rationale.Gpu.Tests ] && command -v taskset >/dev/null; then pin=(taskset -c 0); fi
  TIMEFORMAT="%R %U %S"
  { time "${pin[@]}" dotnet "$root/tests/$name/bin/Release"/*/"$name.dll" -noColor -noLogo "$@" >"$logs/$name.log" 2>&1; } 2>"$logs/$name.seconds" || code=$?
  echo "$code" >"$logs/$name.code"
}
export -f run_project

# Those that take longest start first, so that none of them is left alone at the end. Two run at a time, each on one core: with workers for every core, .NET's and libtorch's, threads of both would wait for each other, spinning,
# and take up to three times as long. Tests that are about several workers ask for them. Packages are built by other processes, which use what the tests leave.
echo "Testing"
names() {
  local first="Rationale.Packages.Tests Rationale.Gpu.Tests Rationale.Generators.Tests Rationale.Tests Rationale.Torch.Tests Rationale.Samples.Tests Rationale.Documentation.Tests" project name
  for name in $first; do echo "$name"; done
  for project in "$root"/tests/*/*.*proj; do
    name="$(basename "${project%.*}")"
    case " $first " in *" $name "*) ;; *) echo "$name" ;; esac
  done
}
names | xargs -P 2 -I '{}' bash -c 'run_project "$@"' _ '{}' "$@" || true

passed=0 failed=0 skipped=0
for name in $(names); do
  log="$logs/$name.log"
  if [ ! -f "$log" ]; then echo "$name was not run." >"$log"; fi
  code="$(cat "$logs/$name.code" 2>/dev/null || echo 1)"
  # xunit's summary: "NAME  Total: 56, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.5s"
  summary="$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -n 1 || true)"
  field() { echo "$summary" | sed -E "s/.*$1: ([0-9]+).*/\1/"; }
  if [ -z "$summary" ]; then
    # A run that ended before its summary is a failure, whatever it printed; so is a project whose tests are gone. A filter may leave one empty.
    if [ "$code" = 0 ] && grep -q 'Total: 0$' "$log"; then
      if [ "$#" -gt 0 ]; then continue; fi
      echo "$name has no tests." >"$log"
    fi
    cat "$log"
    failed=$((failed + 1))
    continue
  fi
  bad=$(($(field Failed) + $(field Errors)))
  passed=$((passed + $(field Total) - $(field Failed) - $(field Skipped) - $(field "Not Run")))
  skipped=$((skipped + $(field Skipped) + $(field "Not Run")))
  if [ "$bad" = 0 ] && [ "$code" != 0 ]; then bad=1; fi
  failed=$((failed + bad))
  if [ "$bad" = 0 ]; then
    echo "$summary" | sed -E "s/^ +/  /; s/\$/, of the processors: $(awk '{ print $2 + $3 }' "$logs/$name.seconds")s/"
  else
    cat "$log"
  fi
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
