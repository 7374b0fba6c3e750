namespace Rationale.Graph.Tensors;

/// <summary>Reads what is needed of a program's text: its functions and their parameters.</summary>
internal static class ScriptLines
{
    /// <summary>The text without the blanks that all of its lines begin with, and without empty lines around it.</summary>
    public static string Unindented(string text)
    {
        var lines = text.Replace("\r\n", "\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(line => line.Length > indent ? line.Substring(indent) : "")).Trim('\n') + "\n";
    }

    /// <summary>The functions of a text, with the names of their parameters.</summary>
    public static IReadOnlyList<TensorFunction> Functions(string text)
    {
        const string Start = "def ";
        var functions = new List<TensorFunction>();
        for (var at = text.StartsWith(Start, StringComparison.Ordinal) ? 0 : -1; at >= 0; at = Next(at))
        {
            var (open, close) = (text.IndexOf('(', at), text.IndexOf(')', at));
            var name = text.Substring(at + Start.Length, open - at - Start.Length);
            var parameters = text.Substring(open + 1, close - open - 1).Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            functions.Add(new TensorFunction(name, TensorFunction.StageOf(name), new(parameters)));
        }

        return functions;

        int Next(int from) => text.IndexOf("\n" + Start, from, StringComparison.Ordinal) is var next && next >= 0 ? next + 1 : -1;
    }
}
