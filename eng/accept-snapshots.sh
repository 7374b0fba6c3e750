#!/usr/bin/env bash
# Accepts what the generator wrote in the last test run: every *.received.* becomes *.verified.*. Look at `git diff` afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

accepted=0
while IFS= read -r -d '' received; do
  mv "$received" "${received/.received./.verified.}"
  echo "accepted ${received#./}"
  accepted=$((accepted + 1))
done < <(find ./tests -name '*.received.*' -not -path '*/obj/*' -not -path '*/bin/*' -print0)
echo "$accepted snapshots accepted."
