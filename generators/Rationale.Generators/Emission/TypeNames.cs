using Rationale.Graph;

namespace Rationale.Generators.Emission;

/// <summary>How one file names types: by short names that it imports, or in full where a short name means something else.</summary>
/// <param name="hidden">Short names that are taken.</param>
/// <param name="importsNamespaces">Whether namespaces may be imported as a whole.</param>
internal sealed class TypeNames(EquatableArray<string> hidden, bool importsNamespaces)
{
    private readonly HashSet<string> _imports = [];

    /// <summary>The name by which the file calls a type; generic types whose arguments differ come without them.</summary>
    public string this[string name]
    {
        get
        {
            if (hidden.Contains(name) || KnownTypes.Directive(name, importsNamespaces) is not { } directive)
            {
                return KnownTypes.FullName(name);
            }

            _imports.Add(directive);
            return name;
        }
    }

    /// <summary>A generic type with its argument: an alias stands for a type without any, so that the name is written in full where names are aliases.</summary>
    public string Generic(string name, string argument) => $"{(importsNamespaces ? this[name] : KnownTypes.FullName(name))}<{this[argument]}>";

    /// <summary>What must be imported for the names that were asked for: namespaces, then aliases.</summary>
    public IEnumerable<string> Directives => _imports
        .OrderBy(import => import.Contains("=") ? 1 : 0)
        .ThenBy(import => import, StringComparer.Ordinal)
        .Select(import => $"using {import};");
}
