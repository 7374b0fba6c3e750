using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Rationale.Generators.Emission;

/// <summary>Makes identifiers out of the names that values have in mathematics: <c>∂L/∂(∂s/∂x)</c> becomes <c>dL_dds_dx</c>.</summary>
internal static class Identifiers
{
    private static readonly Dictionary<char, string> Spelled = new()
    {
        ['∂'] = "d",
        ['Σ'] = "sum",
        ['θ'] = "theta",
        ['λ'] = "lambda",
        ['σ'] = "sigma",
        ['ρ'] = "rho",
        ['ξ'] = "xi",
        ['ᵀ'] = "T",
        ['₁'] = "1",
        ['₂'] = "2",
        ['₃'] = "3",
        ['/'] = "_",
        [' '] = "_",
        ['.'] = "_",
    };

    /// <summary>An identifier for a label; equal for labels that differ only in what identifiers cannot hold.</summary>
    public static string FromLabel(string label)
    {
        var name = new StringBuilder(label.Length);
        foreach (var character in label)
        {
            name.Append(Spelled.TryGetValue(character, out var spelled)
                ? spelled
                : SyntaxFacts.IsIdentifierPartCharacter(character) ? character.ToString() : "");
        }

        if (name.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(name[0]))
        {
            name.Insert(0, '_');
        }

        var identifier = name.ToString();
        return SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None ? identifier : "@" + identifier;
    }
}
