#!/usr/bin/env bash
# Writes the lists of public members anew: src/*/PublicAPI.Shipped.txt of every project that has one, or of those that are named.
#   eng/accept-public-api.sh [PROJECT ...]     eng/accept-public-api.sh Rationale Rationale.Graph
set -euo pipefail
cd "$(dirname "$0")/.."
projects=("$@")
if [ $# -eq 0 ]; then
    for list in src/*/PublicAPI.Shipped.txt; do projects+=("$(basename "$(dirname "$list")")"); done
fi

for project in "${projects[@]}"; do
    folder=src/$project
    shipped=$folder/PublicAPI.Shipped.txt
    unshipped=$folder/PublicAPI.Unshipped.txt
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT

    # With an empty list every member is reported, in the very words that the list needs.
    printf '#nullable enable\n' > "$shipped"
    printf '#nullable enable\n' > "$unshipped"
    if ! dotnet build "$folder" -c Release -v q -clp:NoSummary -p:UseSharedCompilation=false -p:RunAnalyzers=true -p:TreatWarningsAsErrors=false > "$log" 2>&1; then
        grep -E ': error ' "$log" | sort -u >&2
        echo "$project does not build; its list is empty now, restore it with git" >&2
        exit 1
    fi

    # Projects that this one refers to are built along, and speak of their own lists.
    sed -n "s/^.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*\/$project\.csproj\]$/\1/p" "$log" | LC_ALL=C sort -u > "$log.names"
    { printf '#nullable enable\n'; cat "$log.names"; } > "$shipped"
    rm -f "$log.names"
    echo "$project: $(($(wc -l < "$shipped") - 1)) members"
done
