using Rationale.Graph;

namespace Rationale.Generators.Emission;

/// <summary>How one file names types: by short names that it imports, or in full where the short name means something else.</summary>
/// <param name="hidden">Short names that are taken.</param>
/// <param name="importsOpenTypes">
/// Whether whole namespaces may be imported. Inside a namespace they come before anything outside it; in the global one they would meet the
/// user's global usings as equals.
/// </param>
internal sealed class TypeNames(EquatableArray<string> hidden, bool importsOpenTypes)
{
    private readonly SortedSet<string> _directives = new(StringComparer.Ordinal);

    /// <summary>The name by which the file calls a type; open generic types without their arguments.</summary>
    public string this[string name]
    {
        get
        {
            if (hidden.Contains(name) || (KnownTypes.IsOpen(name) && !importsOpenTypes))
            {
                return KnownTypes.FullName(name);
            }

            _directives.Add(KnownTypes.IsOpen(name) ? $"using global::{KnownTypes.NamespaceOf(name)};" : $"using {name} = {KnownTypes.FullName(name)};");
            return name;
        }
    }

    /// <summary>What must be imported for the names that were asked for.</summary>
    public IEnumerable<string> Directives => _directives.OrderBy(directive => directive.Contains("=") ? 1 : 0).ThenBy(directive => directive, StringComparer.Ordinal);
}
