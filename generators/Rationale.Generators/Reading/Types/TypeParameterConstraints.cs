using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading;

/// <summary>Writes the constraints of type parameters, which every partial declaration that states them must state alike.</summary>
internal static class TypeParameterConstraints
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The <c>where</c> clause of a type parameter; <see langword="null"/> if it is not constrained.</summary>
    public static string? Clause(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (Primary(parameter) is { } primary)
        {
            constraints.Add(primary);
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(Format)));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            constraints.Add("allows ref struct");
        }

        return constraints.Count == 0 ? null : $"where {TypePart.Escape(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    private static string? Primary(ITypeParameterSymbol parameter) => parameter switch
    {
        // An unmanaged type parameter also counts as a value type, so this comes first.
        { HasUnmanagedTypeConstraint: true } => "unmanaged",
        { HasValueTypeConstraint: true } => "struct",
        { HasReferenceTypeConstraint: true, ReferenceTypeConstraintNullableAnnotation: NullableAnnotation.Annotated } => "class?",
        { HasReferenceTypeConstraint: true } => "class",
        { HasNotNullConstraint: true } => "notnull",
        _ => null,
    };
}
