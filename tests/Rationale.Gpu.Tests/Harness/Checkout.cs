namespace Rationale.Gpu.Tests;

/// <summary>Files of the repository that the tests were built from. On a machine with a card there is none, and tests that read them are skipped.</summary>
internal static class Checkout
{
    /// <summary>The full path of a file.</summary>
    public static string File(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        Assert.SkipWhen(folder is null, "There is no checkout of the repository here.");
        return Path.Combine(folder!, path);
    }
}
