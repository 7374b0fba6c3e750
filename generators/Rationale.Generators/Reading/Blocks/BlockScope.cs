using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>
/// The blocks that one class may name. What is wrong with a block itself is reported where the block is declared, so that it is said once and in the file
/// that has to change; the class that names it only says that it cannot use it.
/// </summary>
/// <param name="owner">The class whose attributes are read.</param>
/// <param name="reader">Reads blocks, each once.</param>
internal sealed class BlockScope(INamedTypeSymbol owner, BlockReader reader)
{
    /// <summary>Reads blocks, each once.</summary>
    public BlockReader Reader => reader;

    /// <summary>The layers of the class nested in the owner that carries an attribute; none where there is no such class, or after reporting why it cannot be used.</summary>
    /// <param name="mark">Class name of the attribute.</param>
    /// <param name="attribute">The attribute of the owner that the class belongs to.</param>
    /// <param name="context">Where problems go.</param>
    /// <param name="belongs">Which of several such classes; null for the first.</param>
    public EquatableArray<Layer> Part(string mark, AttributeUse attribute, ReadingContext context, Func<AttributeUse, bool>? belongs = null)
    {
        foreach (var (nested, use) in Marked(mark))
        {
            if (belongs?.Invoke(use) ?? true)
            {
                if (reader.Read(nested).Any(problem => problem.Blocks))
                {
                    context.Problems.Block(RuleIds.BlockHasErrors, attribute.Location, nested.Name, context.ModelName);
                }

                return reader.Layers(nested);
            }
        }

        return new EquatableArray<Layer>([]);
    }

    /// <summary>The classes nested in the owner that carry an attribute, with it.</summary>
    /// <param name="mark">Class name of the attribute.</param>
    public IEnumerable<(INamedTypeSymbol Type, AttributeUse Mark)> Marked(string mark)
    {
        foreach (var nested in owner.GetTypeMembers())
        {
            if (reader.Attributes(nested)?.Block is { } use && use.ClassName == mark)
            {
                yield return (nested, use);
            }
        }
    }

    /// <summary>The layers of the block that a <c>typeof</c> names; none after reporting why it cannot be used.</summary>
    /// <param name="attribute">The attribute that names the block.</param>
    /// <param name="parameter">The parameter whose argument is the <c>typeof</c>.</param>
    /// <param name="context">Where problems go.</param>
    public EquatableArray<Layer> Layers(AttributeUse attribute, string parameter, ReadingContext context)
    {
        var location = attribute.LocationOf(parameter);
        var named = attribute.Type(parameter);
        if (BlockReader.WhyUnsupported(named) is { } reason)
        {
            var text = named?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";
            context.Problems.Block(RuleIds.UnsupportedBlock, location, text, reason);
            return default;
        }

        var block = (INamedTypeSymbol)named!;
        if (reader.Attributes(block) is not { } attributes || (attributes.Block is null && attributes.Layers.Count == 0))
        {
            context.Problems.Block(RuleIds.BlockWithoutLayers, location, block.Name);
        }
        else if (attributes.Block is null)
        {
            context.Problems.Block(RuleIds.BlockNotMarked, location, block.Name, context.ModelName);
        }
        else if (reader.PathTo(owner, block) is { } path)
        {
            context.Problems.Block(RuleIds.BlockContainsItself, location, owner.Name, string.Join(" → ", path.Prepend(owner).Select(step => step.Name)));
        }
        else if (reader.Read(block).Any(problem => problem.Blocks) || attributes.DoNotCompile)
        {
            context.Problems.Block(RuleIds.BlockHasErrors, location, block.Name, context.ModelName);
        }
        else
        {
            return reader.Layers(block);
        }

        return default;
    }
}
