using Microsoft.CodeAnalysis;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Checks what a TorchSharp module may be and carry.</summary>
internal static class ModuleChecks
{
    /// <summary>What is made for the shape of an example, so that nothing of it is left where none is given.</summary>
    private static readonly string[] NeedsInput =
    [
        nameof(SmoothedAttribute), nameof(SelfExplainingAttribute),
        nameof(AttributionPriorAttribute), nameof(SmoothAttributionsAttribute), nameof(GraphAttributionsAttribute), nameof(SparseAttributionsAttribute),
    ];

    /// <summary>Reports a second input, a missing one where it is needed, a translator, and modules of another form.</summary>
    public static void Check(INamedTypeSymbol type, ModelAttributes attributes, ReadingContext context)
    {
        if (!TorchTypes.IsModuleOfOneTensor(type))
        {
            context.Problems.Block(RuleIds.ModuleNotOfOneTensor, context.TypeLocation, context.ModelName, type.BaseType!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        foreach (var translator in attributes.Translators)
        {
            context.Problems.Block(RuleIds.TranslatorOfModule, translator.Location, context.ModelName);
        }

        var inputs = attributes.Layers.Where(InputReader.IsInput).ToList();
        if (inputs.Count == 0 && NeedsInput.Any(attributes.Settings.ContainsKey))
        {
            context.Problems.Block(RuleIds.MissingInput, context.TypeLocation, context.ModelName);
        }

        foreach (var repeated in inputs.Skip(1))
        {
            context.Problems.Block(RuleIds.InputRepeated, repeated.Location, context.ModelName, "but the forward of a module takes one tensor; keep the first and remove this one");
        }

        foreach (var named in inputs.Where(input => InputReader.ReadName(input) != ModelInput.Features))
        {
            context.Problems.Block(
                RuleIds.InputNameUnusable, named.LocationOf(nameof(InputAttribute.Name)), context.ModelName, InputReader.ReadName(named), $"but data sets call what a module takes '{ModelInput.Features}'; leave the name out");
        }
    }
}
