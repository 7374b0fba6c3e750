using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Emission;

/// <summary>Makes identifiers out of the names that values have in mathematics: <c>∂L/∂(∂s/∂x)</c> becomes <c>dL_dds_dx</c>.</summary>
internal static class Identifiers
{
    /// <summary>An identifier for a label; equal for labels that differ only in what identifiers cannot hold.</summary>
    public static string FromLabel(string label)
    {
        var name = new StringBuilder(Spelling.Of(label, SyntaxFacts.IsIdentifierPartCharacter));
        if (name.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(name[0]))
        {
            name.Insert(0, '_');
        }

        var identifier = name.ToString();
        return SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None ? identifier : "@" + identifier;
    }
}
