#!/usr/bin/env bash
# On a machine with NVIDIA's driver: the tests of the GPU target on the card, then the rows gpu-..., then the peers that are there, and one table. Runs unattended; ends with 1 where a test fails, and with 3 and a sentence where there is no card.
# gpu-check.sh [--skip-tests] [--filter TEXT]
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tests=1 filter=""
while [ $# -gt 0 ]; do
  case "$1" in
    --skip-tests) tests=0 ;;
    --filter) filter="$2"; shift ;;
    *) echo "unknown argument $1" >&2; exit 2 ;;
  esac
  shift
done

export DOTNET_ROOT="$here/dotnet" DOTNET_CLI_TELEMETRY_OPTOUT=1 RATIONALE_GPU=cuda
chmod +x "$here/dotnet/dotnet"
report="${OUT:-$here}/gpu-check.txt"
: > "$report"
status=0

if ! "$here/dotnet/dotnet" "$here/Rationale.Benchmarks/Rationale.Benchmarks.dll" --gpu cuda --filter gpu-none > /dev/null 2> "$here/gpu-check.err"; then
  echo "Nothing was checked: $(grep -m1 'CUDA' "$here/gpu-check.err" || head -1 "$here/gpu-check.err")" | tee -a "$report" >&2
  exit 3
fi

if command -v nvidia-smi > /dev/null; then nvidia-smi --query-gpu=name,driver_version --format=csv,noheader | sed 's/^/CARD /' | tee -a "$report"; fi
if [ "$tests" = 1 ]; then
  "$here/dotnet/dotnet" "$here/Rationale.Gpu.Tests/Rationale.Gpu.Tests.dll" -noColor 2>&1 | tee "${OUT:-$here}/gpu-tests.txt" | tail -3 | tee -a "$report"
  [ "${PIPESTATUS[0]}" = 0 ] || status=1
fi

"$here/dotnet/dotnet" "$here/Rationale.Benchmarks/Rationale.Benchmarks.dll" --gpu cuda --filter "$filter" 2>&1 | tee -a "$report"

# The first step of a process needs one of its own.
"$here/dotnet/dotnet" "$here/Rationale.Benchmarks/Rationale.Benchmarks.dll" --gpu cuda --filter gpu-first-step-resnet-small 2>&1 | tee -a "$report"
for python in python3 python; do
  if command -v "$python" > /dev/null && "$python" -c 'import torch; assert torch.cuda.is_available()' 2> /dev/null; then
    (cd "$here" && "$python" gpu_peer.py torch 2>&1) | tee -a "$report"
    if "$python" -c 'import jax, optax' 2> /dev/null; then (cd "$here" && XLA_PYTHON_CLIENT_PREALLOCATE=false "$python" gpu_peer.py jax 2>&1) | tee -a "$report"; fi
    break
  fi
done

echo
echo "row, ours in us, best peer in us (its name), ratio"
awk '
  /^GPU gpu-[^ ]*: [0-9]/ { name = $2; sub(/:$/, "", name); ours[name] = $3; order[++rows] = name }
  /^PEER .*: [0-9]/ { value = $(NF - 1); kind = $3; sub(/:$/, "", kind); if (kind !~ /eager/ && (!($2 in best) || value < best[$2])) { best[$2] = value; who[$2] = kind } }
  END { for (i = 1; i <= rows; i++) { name = order[i]; if (name in best) printf "%-28s %10.1f %10.1f (%s) %6.2f\n", name, ours[name], best[name], who[name], ours[name] / best[name]; else printf "%-28s %10.1f\n", name, ours[name] } }
' "$report" | tee -a "$report"
exit $status
