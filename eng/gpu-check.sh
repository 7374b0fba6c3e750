#!/usr/bin/env bash
# On a machine with NVIDIA's driver: the tests of the GPU target on the card, then the rows gpu-..., each in a process of its own, then the peers that are there, and one table. It asks nothing, and what fails or takes too
# long does not end the rest.
# gpu-check.sh [--device cuda|opencl|emulated] [--skip-tests] [--filter TEXT] [--seconds N]
# A run takes half an hour at most, or N seconds: a third of them for the tests, at least a third for the peers. With --device emulated the cores play the card, so that all of it can be tried without one; its times mean nothing.
# Ends with 1 where a test fails, with 4 where a row has no number, with 3 and a sentence where there is no card, and with 2 for arguments that it does not know.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

# Row, microseconds and ratio to the best peer that are asked for.
rows="gpu-rrr-2-50-30-2:25:.14 gpu-rrr-30-64-64-2:30:.17 gpu-rrr-784-50-30-10:110:.50 gpu-rrr-784-512-256-10:160:.50 gpu-rrr-784-512-256-10-tf32:105:.50 gpu-rrr-784-4096-4096-10:20000:.97"
rows="$rows gpu-rrr-784-4096-4096-10-tf32:3700:.97 gpu-rrr-conv:400:.35 gpu-rrr-resnet-small:2500:.15 gpu-rrr-transformer:1000:.60 gpu-epoch-784-50-30-10:26000: gpu-first-step-resnet-small:3000000:"
tests=1 filter="" seconds=1800 device=cuda
while [ $# -gt 0 ]; do
  case "$1" in
    --device) device="${2-}"; shift ;;
    --skip-tests) tests=0 ;;
    --filter) filter="${2-}"; shift ;;
    --seconds) seconds="${2-}"; shift ;;
    *) echo "unknown argument $1; there are --device cuda|opencl|emulated, --skip-tests, --filter TEXT and --seconds N" >&2; exit 2 ;;
  esac
  shift
done
case "$device" in cuda | opencl | emulated) ;; *) echo "--device '$device' is no device; choose cuda, opencl or emulated" >&2; exit 2 ;; esac
case "$seconds" in '' | *[!0-9]*) echo "--seconds '$seconds' is no number of seconds" >&2; exit 2 ;; esac

export DOTNET_ROOT="$here/dotnet" DOTNET_CLI_TELEMETRY_OPTOUT=1 RATIONALE_GPU="$device" XLA_PYTHON_CLIENT_PREALLOCATE=false
chmod +x "$here/dotnet/dotnet"
out="${OUT:-$here}"
report="$out/gpu-check.txt"
: > "$report"
status=0
end=$((SECONDS + seconds))

# Tests, rows and peers are left their parts of the time, however long the others take.
test_seconds=$((seconds / 3)) until=$((SECONDS + (seconds * 2 / 3)))

benchmarks() { "$@" "$here/dotnet/dotnet" "$here/Rationale.Benchmarks/Rationale.Benchmarks.dll" --gpu "$device" --filter "$row"; }

# limited SECONDS COMMAND...: no longer than that, nor than what is left.
limited() {
  local limit=$1 left=$((until - SECONDS))
  shift
  if [ "$left" -lt "$limit" ]; then limit=$left; fi
  if [ "$limit" -lt 1 ]; then return 124; fi
  timeout -k 5 "$limit" "$@" < /dev/null
}

# why CODE SECONDS: what an exit status means.
why() { case "$1" in 124 | 137) echo "took longer than $2 s, or no time was left" ;; *) echo "the process ended with $1" ;; esac; }

row=gpu-none
if ! benchmarks limited 60 > /dev/null 2> "$out/gpu-check.err"; then
  echo "Nothing was checked: $(grep -m1 -i "$device" "$out/gpu-check.err" || head -1 "$out/gpu-check.err")" | tee -a "$report" >&2
  exit 3
fi

if [ "$device" = emulated ]; then echo "CARD emulated by $(nproc) cores: the times mean nothing" | tee -a "$report"; fi
if [ "$device" = cuda ] && command -v nvidia-smi > /dev/null; then limited 20 nvidia-smi --query-gpu=name,driver_version --format=csv,noheader | sed 's/^/CARD /' | tee -a "$report"; fi
if [ "$tests" = 1 ]; then
  limited "$test_seconds" "$here/dotnet/dotnet" "$here/Rationale.Gpu.Tests/Rationale.Gpu.Tests.dll" -noColor > "$out/gpu-tests.txt" 2>&1
  code=$?
  tail -3 "$out/gpu-tests.txt" | tee -a "$report"
  if [ "$code" != 0 ]; then
    status=1
    { grep -F '[FAIL]' "$out/gpu-tests.txt"; echo "TESTS failed: $(why "$code" "$test_seconds")"; } | tee -a "$report"
  fi
fi

wanted=()
for one in $rows; do
  # The row that may round is measured with the one that may not.
  case "${one%%:*}" in *-tf32) ;; *"$filter"*) wanted+=("${one%%:*}") ;; esac
done

rows_left=${#wanted[@]}
for row in ${wanted[@]+"${wanted[@]}"}; do
  # Twice its part of what is left, so that one that does not end leaves time to the others.
  share=$((2 * (until - SECONDS) / rows_left)) rows_left=$((rows_left - 1))
  if [ "$share" -gt 150 ]; then share=150; fi
  benchmarks limited "$share" 2>&1 | tee -a "$report"
  code=${PIPESTATUS[0]}
  if [ "$code" != 0 ]; then echo "GPU $row: failed, $(why "$code" "$share")" | tee -a "$report"; fi
done

until=$end
peer=""
for python in python3 python; do
  for kind in torch jax; do
    if command -v "$python" > /dev/null && limited 60 "$python" "$here/gpu_peer.py" "$kind" --check > /dev/null 2>&1; then
      peer="$peer $kind"
      for precision in "" --tf32; do
        # shellcheck disable=SC2086 # Without an argument where there is none.
        (cd "$here" && limited 400 "$python" gpu_peer.py "$kind" --filter "$filter" $precision 2>&1) | grep '^PEER' | tee -a "$report"
      done
    fi
  done
  if [ -n "$peer" ]; then break; fi
done
if [ -z "$peer" ]; then echo "PEERS none: no Python here has torch or JAX with a GPU" | tee -a "$report"; fi

echo
# shellcheck disable=SC2016 # What stands there is a program of awk.
table='
  $1 == "GPU" && $3 ~ /^[0-9.]+$/ { name = $2; sub(/:$/, "", name); if ($2 ~ /:$/) ours[name] = $3 }
  $1 == "GPU" && $2 ~ /:$/ && $3 == "failed," { name = $2; sub(/:$/, "", name); text = $0; sub(/^.*: failed, /, "", text); failed[name] = text }
  $1 == "PEER" && $4 ~ /^[0-9.]+$/ { kind = $3; sub(/:$/, "", kind); if (kind !~ /eager/ && (!($2 in best) || $4 + 0 < best[$2])) { best[$2] = $4 + 0; who[$2] = kind } }
  END {
    printf "%-32s %12s %10s %12s %-12s %6s %6s\n", "row", "ours, us", "at most", "best peer", "", "ratio", "most"
    count = split(rows, all, / +/)
    for (i = 1; i <= count; i++) {
      split(all[i], part, ":")
      name = part[1]
      if (index(name, filter) == 0) continue
      if (name in ours) {
        text = sprintf("%-32s %12.1f %10d", name, ours[name], part[2])
        if (name in best) text = text sprintf(" %12.1f %-12s %6.2f %6s", best[name], who[name], ours[name] / best[name], part[3])
        missed = ours[name] > part[2] || (name in best && part[3] != "" && ours[name] / best[name] > part[3])
        print text (missed ? "  missed" : "")
      } else { print sprintf("%-32s ", name) "no number: " (name in failed ? failed[name] : "not measured"); without = 1 }
    }
    exit without ? 4 : 0
  }'
if ! awk -v rows="$rows" -v filter="$filter" "$table" "$report" > "$out/gpu-table.txt" && [ "$status" = 0 ]; then status=4; fi
tee -a "$report" < "$out/gpu-table.txt"
exit "$status"
