using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads classes marked with [Block]. Each is read once for all the places that name it while one class is read.</summary>
/// <param name="cancellationToken">Checked between blocks.</param>
internal sealed class BlockReader(CancellationToken cancellationToken)
{
    private readonly Dictionary<ISymbol, ModelAttributes?> _attributes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, (EquatableArray<Layer> Layers, IReadOnlyList<Problem> Problems)> _blocks = new(SymbolEqualityComparer.Default);

    /// <summary>Why a type can be no block whatever attributes it has; null if it can.</summary>
    public static string? WhyUnsupported(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named)
        {
            return "it is not a class";
        }

        for (var outer = named; outer is not null; outer = outer.ContainingType)
        {
            if (outer.TypeParameters.Length > 0)
            {
                return outer.Equals(named, SymbolEqualityComparer.Default) ? "it is generic" : $"it stands inside the generic type '{outer.Name}'";
            }
        }

        return null;
    }

    /// <summary>The attributes of a class; null if it has none of ours.</summary>
    public ModelAttributes? Attributes(INamedTypeSymbol type)
    {
        if (!_attributes.TryGetValue(type, out var attributes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _attributes[type] = attributes = ModelAttributes.Read(type, cancellationToken);
        }

        return attributes;
    }

    /// <summary>The problems of a block, with locations where it is declared.</summary>
    public IReadOnlyList<Problem> Read(INamedTypeSymbol block) => Block(block).Problems;

    /// <summary>The layers of a block; they mean something only if it has no problems.</summary>
    public EquatableArray<Layer> Layers(INamedTypeSymbol block) => Block(block).Layers;

    /// <summary>The blocks from one to another through what each names, both included; null if none leads there.</summary>
    public IReadOnlyList<INamedTypeSymbol>? PathTo(INamedTypeSymbol end, INamedTypeSymbol start)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var path = new List<INamedTypeSymbol>();
        return Search(start) ? path : null;

        bool Search(INamedTypeSymbol block)
        {
            path.Add(block);
            if (block.Equals(end, SymbolEqualityComparer.Default) || Named(block).Any(next => seen.Add(next) && Search(next)))
            {
                return true;
            }

            path.RemoveAt(path.Count - 1);
            return false;
        }
    }

    private IEnumerable<INamedTypeSymbol> Named(INamedTypeSymbol block) => Attributes(block)?.Layers
        .Where(layer => layer.ClassName == nameof(ResidualAttribute))
        .Select(layer => layer.Type("block"))
        .OfType<INamedTypeSymbol>() ?? [];

    private (EquatableArray<Layer> Layers, IReadOnlyList<Problem> Problems) Block(INamedTypeSymbol type)
    {
        if (!_blocks.TryGetValue(type, out var block))
        {
            var context = new ReadingContext(type.Name, type.Locations[0], new BlockScope(type, this));
            _blocks[type] = block = (ReadLayers(type, Attributes(type)!, context), context.Problems.All);
        }

        return block;
    }

    private static EquatableArray<Layer> ReadLayers(INamedTypeSymbol type, ModelAttributes attributes, ReadingContext context)
    {
        if (WhyUnsupported(type) is { } reason)
        {
            context.Problems.Block(RuleIds.UnsupportedBlock, context.TypeLocation, context.ModelName, reason);
        }

        var inputs = attributes.Layers.Where(layer => InputReader.IsInput(layer) || LayerStack.IsJoin(layer)).ToList();
        foreach (var stray in attributes.Tasks.Concat(inputs).Concat(attributes.Schedules).Concat(attributes.Settings.Values))
        {
            context.Problems.Block(RuleIds.AttributeOfModelOnBlock, stray.Location, stray.Name, context.ModelName);
        }

        if (attributes.Layers.Count == inputs.Count)
        {
            context.Problems.Block(RuleIds.BlockWithoutLayers, context.TypeLocation, context.ModelName);
        }

        return LayerStack.ReadBlock([.. attributes.Layers.Except(inputs)], context);
    }
}
