using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Checks what a TorchSharp module may be and carry.</summary>
internal static class ModuleChecks
{
    /// <summary>What needs layers that can be applied again: a module's forward pass is its own.</summary>
    private static readonly string[] ConcernsOfDeclaredModels =
    [
        nameof(SmoothedAttribute), nameof(SelfExplainingAttribute),
        nameof(AttributionPriorAttribute), nameof(SmoothAttributionsAttribute), nameof(GraphAttributionsAttribute), nameof(SparseAttributionsAttribute),
    ];

    /// <summary>Reports layers beside the forward pass, concerns that modules do not have, and modules of another form.</summary>
    public static void Check(INamedTypeSymbol type, ModelAttributes attributes, ReadingContext context)
    {
        if (!TorchTypes.IsModuleOfOneTensor(type))
        {
            context.Problems.Block(RuleIds.ModuleNotOfOneTensor, context.TypeLocation, context.ModelName, type.BaseType!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        foreach (var concern in attributes.Translators.Concat(ConcernsOfDeclaredModels.Where(attributes.Settings.ContainsKey).Select(name => attributes.Settings[name])))
        {
            context.Problems.Block(RuleIds.ConcernNotForModules, concern.Location, concern.Name, context.ModelName);
        }

        foreach (var repeated in attributes.Layers.Where(layer => layer.ClassName == nameof(InputAttribute)).Skip(1))
        {
            context.Problems.Block(RuleIds.InputRepeated, repeated.Location, context.ModelName);
        }
    }
}
