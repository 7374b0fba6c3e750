#!/usr/bin/env bash
# Makes every received snapshot the verified one: eng/accept-snapshots.sh
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
count=0
while IFS= read -r -d '' received; do
  mv "$received" "${received/.received./.verified.}"
  echo "Accepted ${received#"$root"/}"
  count=$((count + 1))
done < <(find "$root/tests" -name '*.received.*' -not -path '*/bin/*' -not -path '*/obj/*' -print0)
echo "$count accepted"
