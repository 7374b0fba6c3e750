# Sourced by the scripts: the .NET SDK that they need, and its quiet settings.

# Debian images often lack ICU, without which the command line does not start; everything here is culture-invariant anyway.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1

# Ends the script with one sentence where the SDK is missing or too old.
require_sdk() {
  local wanted=10 page="https://dotnet.microsoft.com/download/dotnet/10.0" newest
  if ! command -v dotnet >/dev/null; then
    echo "The .NET SDK $wanted was not found; install it from $page and run this again." >&2
    exit 1
  fi
  newest="$(dotnet --list-sdks | sed -E 's/^([0-9]+)\..*/\1/' | sort -n | tail -n 1)"
  if [ "${newest:-0}" -lt "$wanted" ]; then
    echo "The newest .NET SDK here is ${newest:-none} but $wanted is needed; install it from $page and run this again." >&2
    exit 1
  fi
}

# One compiler for all projects of this script: each would otherwise start one of its own, whose analyzers and generators are compiled before they run, which takes longer than their work. It has a name of its own, so that it
# meets no other checkout, whose generator may differ, and it ends with the script.
start_compiler_server() {
  export UseSharedCompilation=true SharedCompilationId="rationale-$$-$RANDOM"
}

stop_compiler_server() {
  local sdk
  sdk="$(dotnet --list-sdks | sed -nE "s/^$(dotnet --version) \[(.*)\]$/\1/p")/$(dotnet --version)"
  dotnet "$sdk/Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$SharedCompilationId" || true
}
