using System.Text;
using System.Text.RegularExpressions;

namespace Rationale.Generators.Tests;

/// <summary>
/// Compares generated files with what was accepted before. A difference leaves <c>*.received.cs</c> beside the accepted file; after a look at it,
/// <c>eng/accept-snapshots.sh</c> accepts all of them.
/// </summary>
internal static partial class Snapshot
{
    /// <summary>Compares files under one name.</summary>
    /// <param name="name">Name of the snapshot.</param>
    /// <param name="files">Hint names and texts.</param>
    public static void Matches(string name, IEnumerable<KeyValuePair<string, string>> files)
    {
        var received = Join(files);
        var verifiedPath = Path.Combine(Repository.Snapshots, name + ".verified.cs");
        var receivedPath = Path.Combine(Repository.Snapshots, name + ".received.cs");
        var verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath) : "";
        if (verified == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"The generated code differs from {verifiedPath}: {FirstDifference(verified, received)} Compare it with the received file; eng/accept-snapshots.sh accepts it.");
    }

    private static string Join(IEnumerable<KeyValuePair<string, string>> files)
    {
        var text = new StringBuilder();
        foreach (var (hintName, content) in files)
        {
            text.Append("// ======== ").Append(hintName).Append('\n').Append(Version().Replace(content, "\"Rationale.Generators\", \"0.0.0\"")).Append('\n');
        }

        return text.ToString();
    }

    private static string FirstDifference(string verified, string received)
    {
        var (old, now) = (verified.Split('\n'), received.Split('\n'));
        for (var line = 0; line < Math.Min(old.Length, now.Length); line++)
        {
            if (old[line] != now[line])
            {
                return $"line {line + 1} was '{old[line].Trim()}' and is '{now[line].Trim()}'.";
            }
        }

        return $"there were {old.Length} lines and are {now.Length}.";
    }

    // A release must not change every snapshot.
    [GeneratedRegex("\"Rationale\\.Generators\", \"[0-9.]+\"")]
    private static partial Regex Version();
}
