namespace Rationale.Graph.Tests.Scheduling;

/// <summary>Text compared with a committed file, which the build copies beside the tests; what differs is written there as <c>*.received.txt</c>.</summary>
internal static class Snapshot
{
    public static void Check(string name, string text)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Scheduling");
        var verified = Path.Combine(folder, name + ".verified.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected != text)
        {
            Directory.CreateDirectory(folder);
            var received = Path.Combine(folder, name + ".received.txt");
            File.WriteAllText(received, text);
            Assert.Fail($"'{name}' differs from what was verified; if {received} is better, copy it to tests/Rationale.Graph.Tests/Scheduling/{name}.verified.txt.");
        }
    }
}
