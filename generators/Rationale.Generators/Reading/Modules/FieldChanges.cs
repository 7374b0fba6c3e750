using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Finds fields that get another module after the constructor ran.</summary>
internal static class FieldChanges
{
    /// <summary>Makes unknown what a field holds to which a method assigns.</summary>
    public static void Check(INamedTypeSymbol type, IEnumerable<IFieldSymbol> fields, HandWrittenModule module)
    {
        var changeable = fields.Where(field => !field.IsReadOnly).ToLookup(field => (field.AssociatedSymbol ?? field).Name);
        if (changeable.Count == 0)
        {
            return;
        }

        foreach (var declaration in type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Where(syntax => !GeneratedFiles.Contain(type, syntax)))
        {
            foreach (var assignment in declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(assignment => !InConstructor(assignment)))
            {
                foreach (var field in NameOf(assignment.Left) is { } name ? changeable[name] : [])
                {
                    module.Fail(field, new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, assignment, $"gives '{(field.AssociatedSymbol ?? field).Name}' another value after the constructor"));
                }
            }
        }
    }

    private static bool InConstructor(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax;

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}
