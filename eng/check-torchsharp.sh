#!/usr/bin/env bash
# Compiles the torch target and a sample with TensorRuntime=TorchSharp: against an assembly with all public members of TorchSharp 0.107.0 that throws when it is
# run, or with --package against the package itself, where the registry has it. Nothing outside artifacts/torchsharp is written.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/eng/sdk.sh"
require_sdk

folder="$root/artifacts/torchsharp"
settings=(-c Release -v quiet --nologo -clp:NoSummary -p:TensorRuntime=TorchSharp --artifacts-path "$folder/build")
if [ "${1:-}" != --package ]; then
  version="$(sed -n 's/.*Include="TorchSharp" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")"
  surface="$folder/surface"
  mkdir -p "$surface" "$folder/feed"
  for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' > "$surface/$file"; done
  cat > "$surface/TorchSharp.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <!-- Members hide others and operators come without Equals where the list is all there is to know. -->
    <NoWarn>$(NoWarn);CS0108;CS0114;CS0169;CS0649;CS0660;CS0661;CS8981</NoWarn>
  </PropertyGroup>
</Project>
PROJECT
  python3 "$root/eng/torchsharp-surface.py" "$root/tests/TorchSharp.LibTorch.Tests/Api/TorchSharp-$version.txt" "$surface/TorchSharp.cs"
  dotnet pack "$surface/TorchSharp.csproj" -c Release -v quiet --nologo -p:Version="$version" -o "$folder/feed"

  # A package of this name must never get among the user's own: it goes into a folder that is made anew, and the user's packages are only read.
  rm -rf "$folder/packages"
  settings+=(-p:RestoreAdditionalProjectSources="$folder/feed" -p:RestorePackagesPath="$folder/packages" -p:RestoreFallbackFolders="${NUGET_PACKAGES:-$HOME/.nuget/packages}")
fi

for project in src/Rationale.Torch samples/TorchSharpModule; do
  dotnet build "$root/$project" "${settings[@]}"
  echo "$project compiles with TensorRuntime=TorchSharp"
done
