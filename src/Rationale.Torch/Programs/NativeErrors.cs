using System.Runtime.InteropServices;

namespace Rationale.Torch.Programs;

/// <summary>Errors of libtorch in words.</summary>
internal static class NativeErrors
{
    /// <summary>What went wrong in libtorch's own words, without its stack.</summary>
    public static string Sentence(ExternalException error)
    {
        const string Start = "RuntimeError: ";
        var lines = error.Message.Split('\n');
        return (lines.FirstOrDefault(line => line.StartsWith(Start, StringComparison.Ordinal))?[Start.Length..] ?? lines[0]).Trim();
    }
}
