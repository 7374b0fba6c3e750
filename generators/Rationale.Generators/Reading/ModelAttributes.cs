using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rationale.Generators.Reading;

/// <summary>The attributes of this library on one type, sorted by what they say.</summary>
internal sealed class ModelAttributes
{
    /// <summary>Tasks in source order; a model has exactly one.</summary>
    public List<AttributeUse> Tasks { get; } = [];

    /// <summary>Layers in source order, [Input] among them.</summary>
    public List<AttributeUse> Layers { get; } = [];

    /// <summary>[ExplainConstraint], [WeightPenalty] and [Train], by class name.</summary>
    public Dictionary<string, AttributeUse> Settings { get; } = [];

    /// <summary>Whether the compiler rejects one of the attributes, and so says itself what is wrong.</summary>
    public bool DoNotCompile { get; private set; }

    /// <summary>Whether a type carries any attribute that makes it a model.</summary>
    public static bool MarkAsModel(INamedTypeSymbol type) => type.GetAttributes().Any(data => FamilyOf(data.AttributeClass) is not null);

    /// <summary>Gathers the attributes of a type; <see langword="null"/> if it is not a model.</summary>
    public static ModelAttributes? Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        ModelAttributes? found = null;
        foreach (var data in type.GetAttributes())
        {
            if (FamilyOf(data.AttributeClass) is { } family)
            {
                found ??= new ModelAttributes();
                found.Add(family, data, cancellationToken);
            }
        }

        // The compiler lists attributes by position already, but does not promise it. Positions in different files say nothing, and such layers are rejected.
        found?.Layers.Sort((left, right) => left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart));
        return found;
    }

    private static Family? FamilyOf(INamedTypeSymbol? attribute)
    {
        if (attribute?.IsRationale() == true && attribute.Name is nameof(ExplainConstraintAttribute) or nameof(WeightPenaltyAttribute) or nameof(TrainAttribute))
        {
            return Family.Setting;
        }

        for (var ancestor = attribute?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsRationale() && ancestor.Name is nameof(TaskAttribute) or nameof(LayerAttribute))
            {
                return ancestor.Name == nameof(TaskAttribute) ? Family.Task : Family.Layer;
            }
        }

        return null;
    }

    private void Add(Family family, AttributeData data, CancellationToken cancellationToken)
    {
        if (data.AttributeConstructor is null
            || data.ConstructorArguments.Any(IsWrong)
            || data.NamedArguments.Any(argument => IsWrong(argument.Value))
            || data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
        {
            DoNotCompile = true;
            return;
        }

        var use = new AttributeUse(data, syntax);
        switch (family)
        {
            case Family.Task: Tasks.Add(use); break;
            case Family.Layer: Layers.Add(use); break;
            default: Settings[use.ClassName] = use; break;
        }
    }

    private static bool IsWrong(TypedConstant constant) => constant.Kind == TypedConstantKind.Error
        || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsWrong));

    private enum Family
    {
        Task,
        Layer,
        Setting,
    }
}
