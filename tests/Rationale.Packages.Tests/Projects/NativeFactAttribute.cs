using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rationale.Packages.Tests.Projects;

/// <summary>A test that compiles ahead of time, which takes a linker for C: skipped, with the reason, where the machine has none.</summary>
public sealed class NativeFactAttribute : FactAttribute
{
    private static readonly string[] Linkers = ["clang", "gcc"];

    public NativeFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        // On Windows and macOS the SDK looks for the tools of Visual Studio and Xcode, and says so where they are missing.
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && !Linkers.Any(IsInstalled))
        {
            Skip = "Compiling ahead of time needs clang or gcc, and this machine has neither (Debian: apt-get install gcc zlib1g-dev).";
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
