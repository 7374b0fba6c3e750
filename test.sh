#!/usr/bin/env bash
# Builds everything in Release and runs every test project. The last line is "N passed, N failed, N skipped".
# Arguments go to every test project, for example: ./test.sh -class "*Gemm*"
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$root/eng/sdk.sh"
require_sdk

# The torch target is tested where there is a libtorch, which Debian has in its packages. Its tests are skipped elsewhere, and say why.
if command -v dpkg-query >/dev/null && [ "$(id -u)" = 0 ]; then
  if ! "$root/eng/setup-torch.sh"; then
    echo "libtorch could not be installed; the tests of the torch target would be skipped" >&2
    # On a build server that must not go unseen.
    if [ "${CI:-}" = true ]; then exit 1; fi
  fi
fi

# No network is needed where the packages are in the cache already: all versions are exact.
echo "Restoring"
dotnet restore "$root/Toolkit.sln" -v quiet
echo "Building (Release)"
dotnet build "$root/Toolkit.sln" -c Release --no-restore -v quiet --nologo -clp:NoSummary

passed=0 failed=0 skipped=0
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
for project in "$root"/tests/*/*.*proj; do
  name="$(basename "${project%.*}")"
  echo "Testing $name"
  code=0
  dotnet "$root/tests/$name/bin/Release"/*/"$name.dll" -noColor -noLogo "$@" >"$log" 2>&1 || code=$?
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
  if [ "$bad" = 0 ]; then echo "$summary" | sed -E 's/^ +/  /'; else cat "$log"; fi
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
