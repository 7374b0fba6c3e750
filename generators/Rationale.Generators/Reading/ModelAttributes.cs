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

    /// <summary>Learning-rate schedules in source order; a model has at most one.</summary>
    public List<AttributeUse> Schedules { get; } = [];

    /// <summary>[Train], [WarmUp], [Smoothed], [SelfExplaining] and the attributes of <see cref="ObjectiveTable"/>, by class name.</summary>
    public Dictionary<string, AttributeUse> Settings { get; } = [];

    /// <summary>[Counterfactual] in source order: one for each translator.</summary>
    public List<AttributeUse> Translators { get; } = [];

    /// <summary>[Block], or the part of a model that the class is; null if it is marked as neither.</summary>
    public AttributeUse? Block { get; private set; }

    /// <summary>Whether the compiler rejects one of the attributes, and so says itself what is wrong.</summary>
    public bool DoNotCompile { get; private set; }

    /// <summary>Whether a type carries any attribute that makes it a model, and is not marked as a block.</summary>
    public static bool MarkAsModel(INamedTypeSymbol type)
    {
        var families = type.GetAttributes().Select(data => FamilyOf(data.AttributeClass)).Where(family => family is not null).ToList();
        return families.Count > 0 && !families.Contains(Family.Block);
    }

    /// <summary>Gathers the attributes of a type; <see langword="null"/> if it is neither a model nor a block.</summary>
    public static ModelAttributes? Read(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        ModelAttributes? found = null;
        foreach (var data in type.GetAttributes())
        {
            if (FamilyOf(data.AttributeClass) is { } family)
            {
                found ??= new ModelAttributes();
                found.Add(family, data, type.Locations[0], cancellationToken);
            }
        }

        // The compiler lists attributes by position already, but does not promise it. Positions in different files say nothing, and such layers are rejected.
        // Metadata has no positions, and keeps the order in which the compiler wrote it.
        if (found?.Layers.All(layer => layer.Syntax is not null) == true)
        {
            found.Layers.Sort((left, right) => left.Syntax!.SpanStart.CompareTo(right.Syntax!.SpanStart));
        }

        return found;
    }

    private static Family? FamilyOf(INamedTypeSymbol? attribute)
    {
        if (attribute?.IsRationale() == true && (attribute.Name is nameof(TrainAttribute) or nameof(WarmUpAttribute) or nameof(SmoothedAttribute) or nameof(SelfExplainingAttribute) || ObjectiveTable.Knows(attribute.Name)))
        {
            return Family.Setting;
        }

        if (attribute?.IsRationale() == true && attribute.Name is nameof(CounterfactualAttribute))
        {
            return Family.Translator;
        }

        if (attribute?.IsRationale() == true && attribute.Name is nameof(BlockAttribute) or nameof(ConceptEncoderAttribute) or nameof(ConceptDecoderAttribute) or nameof(RelevanceAttribute) or nameof(AggregationAttribute) or nameof(PriorNetworkAttribute)
            or nameof(TranslatorGeneratorAttribute) or nameof(TranslatorDiscriminatorAttribute))
        {
            return Family.Block;
        }

        for (var ancestor = attribute?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsRationale() && ancestor.Name is nameof(TaskAttribute) or nameof(LayerAttribute) or nameof(LearningRateScheduleAttribute))
            {
                return ancestor.Name switch
                {
                    nameof(TaskAttribute) => Family.Task,
                    nameof(LayerAttribute) => Family.Layer,
                    _ => Family.Schedule,
                };
            }
        }

        return null;
    }

    private void Add(Family family, AttributeData data, Location typeLocation, CancellationToken cancellationToken)
    {
        if (data.AttributeConstructor is null
            || data.ConstructorArguments.Any(IsWrong)
            || data.NamedArguments.Any(argument => IsWrong(argument.Value)))
        {
            DoNotCompile = true;
            return;
        }

        var use = new AttributeUse(data, data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax, typeLocation);
        switch (family)
        {
            case Family.Task: Tasks.Add(use); break;
            case Family.Layer: Layers.Add(use); break;
            case Family.Schedule: Schedules.Add(use); break;
            case Family.Translator: Translators.Add(use); break;
            case Family.Block: Block = use; break;
            default: Settings[use.ClassName] = use; break;
        }
    }

    private static bool IsWrong(TypedConstant constant) => constant.Kind == TypedConstantKind.Error
        || constant is { Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: TypeKind.Error } }
        || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsWrong));

    private enum Family
    {
        Task,
        Layer,
        Schedule,
        Setting,
        Translator,
        Block,
    }
}
