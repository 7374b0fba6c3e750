using Rationale.Generators.Tests;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>
/// Text compared with a committed file. A difference leaves <c>*.received.txt</c> beside it; after a look at it, <c>eng/accept-snapshots.sh</c> accepts it.
/// </summary>
internal static class Snapshot
{
    public static void Check(string name, string text)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Rationale.Graph.Tests", "Scheduling");
        var verified = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"'{name}' differs from what was verified; compare {received} with it, then eng/accept-snapshots.sh accepts it.");
    }
}
