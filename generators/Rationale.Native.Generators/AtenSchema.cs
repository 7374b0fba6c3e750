using Rationale.Graph;

namespace Rationale.Native.Generators;

/// <summary>An operator's schema in ATen's notation: <c>aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor</c>.</summary>
/// <param name="Name">Name with namespace.</param>
/// <param name="Overload">Overload; empty for the plain operator.</param>
/// <param name="Arguments">Arguments in order, those behind the star too.</param>
internal sealed record AtenSchema(string Name, string Overload, EquatableArray<AtenArgument> Arguments)
{
    /// <summary>Reads a schema; null where the text is none.</summary>
    public static AtenSchema? Parse(string text)
    {
        var open = text.IndexOf('(');
        var close = text.LastIndexOf(") ->", StringComparison.Ordinal);
        if (open < 0 || close < open)
        {
            return null;
        }

        var name = text.Substring(0, open).Trim();
        var dot = name.IndexOf('.');
        var arguments = Parts(text.Substring(open + 1, close - open - 1)).Where(part => part != "*").Select(Argument);
        return new AtenSchema(dot < 0 ? name : name.Substring(0, dot), dot < 0 ? "" : name.Substring(dot + 1), new EquatableArray<AtenArgument>(arguments));
    }

    /// <summary>Splits at commas that are inside no brackets.</summary>
    private static IEnumerable<string> Parts(string list)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] is '(' or '[' ? 1 : list[i] is ')' or ']' ? -1 : 0;
            if (list[i] == ',' && depth == 0)
            {
                yield return list.Substring(start, i - start).Trim();
                start = i + 1;
            }
        }

        var last = list.Substring(start).Trim();
        if (last.Length > 0)
        {
            yield return last;
        }
    }

    /// <summary>Reads <c>Tensor(a!)[]? name=default</c>.</summary>
    private static AtenArgument Argument(string part)
    {
        var equals = part.IndexOf('=');
        var declaration = equals < 0 ? part : part.Substring(0, equals);
        var space = declaration.LastIndexOf(' ');
        return new AtenArgument(declaration.Substring(space + 1), declaration.Substring(0, space).EndsWith("?", StringComparison.Ordinal), equals < 0 ? null : part.Substring(equals + 1));
    }
}
