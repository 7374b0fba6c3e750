using System.Reflection;

namespace Rationale.Packages.Tests;

/// <summary>What the build knew and the tests need.</summary>
internal static class Built
{
    /// <summary>The folder of the user into which packages are restored.</summary>
    public static string PackageCache => Value(nameof(PackageCache));

    public static string Configuration => Value(nameof(Configuration));

    /// <summary>Where the SDK has its compiler.</summary>
    public static string CompilerFolder => Value(nameof(CompilerFolder));

    /// <summary>The platform of the SDK, such as linux-x64.</summary>
    public static string RuntimeIdentifier => Value(nameof(RuntimeIdentifier));

    public static string Version => Value(nameof(Version));

    private static string Value(string name) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;
}
