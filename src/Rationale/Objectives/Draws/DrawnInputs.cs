using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Randomness;

namespace Rationale.Objectives;

/// <summary>
/// A batch with the inputs that no data give: references out of a background, and places on the way from them. What an example gets depends on seed, step and its place in the batch
/// alone: not on workers, tiles, or how often it is asked for. Within a step the background is gone through without repetition, and begun again where it is too small for the batch;
/// the references of one example are always different ones. Nothing is stored but the background, and nothing is allocated.
/// </summary>
internal sealed class DrawnInputs : IBatch<float>
{
    private readonly InputDraw?[] _draws;
    private readonly FeatureMatrix _background;
    private readonly int _references;
    private readonly ulong _seed;
    private IBatch<float>? _rows;
    private KeyedPermutation _order;
    private ulong _places;

    private DrawnInputs(InputDraw?[] draws, FeatureMatrix background, int references, ulong seed)
    {
        (_draws, _background, _references) = (draws, background, references);
        _seed = SplitMix64.Mix(seed ^ 0x7265666572656E63);
    }

    /// <inheritdoc/>
    public int Examples => _rows!.Examples;

    /// <summary>The draws of a program; null where it reads none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layout">The layout of a program of its.</param>
    /// <param name="background">The features of the background.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static DrawnInputs? Create(ModelSpecification model, ProgramLayout layout, FeatureMatrix background, ulong seed)
    {
        var known = model.Objectives.SelectMany(term => term.Inputs(model)).Where(input => input.Draw is not null).DistinctBy(input => input.Name).ToDictionary(input => input.Name, input => input.Draw);
        InputDraw?[] draws = [.. layout.Inputs.Select(column => known.GetValueOrDefault(column.Name))];
        return draws.All(draw => draw is null) ? null : new DrawnInputs(draws, background, Math.Max(1, Background.References(model.Objectives.SelectMany(term => term.Inputs(model)))), seed);
    }

    /// <summary>A batch of data with the draws of a program, as an evaluation sees it: those of the first step.</summary>
    public static IBatch<float> Over(IBatch<float> rows, ModelSpecification model, ProgramLayout layout, FeatureMatrix background) =>
        Create(model, layout, background, seed: 0)?.Over(rows, step: 0) ?? rows;

    /// <summary>Points at the rows of a step.</summary>
    public DrawnInputs Over(IBatch<float> rows, long step)
    {
        var key = SplitMix64.Mix(_seed + (ulong)step);
        (_rows, _order, _places) = (rows, new KeyedPermutation(_background.Count, key), SplitMix64.Mix(key));
        return this;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Labels(int firstRow, int rows, Memory<int> buffer) => _rows!.Labels(firstRow, rows, buffer);

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Input(int column, int firstRow, int rows, Memory<float> buffer)
    {
        switch (_draws[column])
        {
            case null:
                return _rows!.Input(column, firstRow, rows, buffer);
            case { Kind: InputDrawKind.Reference } draw:
                for (var i = 0; i < rows; i++)
                {
                    var place = (((long)(firstRow + i) * _references) + draw.Number - 1) % _background.Count;
                    _background.CopyRows(_order[(int)place], 1, buffer.Span.Slice(i * _background.Width, _background.Width));
                }

                return buffer;
            case { Number: var number }:
                for (var i = 0; i < rows; i++)
                {
                    var bits = SplitMix64.Mix(_places + (((ulong)number << 32) | (uint)(firstRow + i)));
                    buffer.Span[i] = (bits >> 40) * (1.0f / (1U << 24));
                }

                return buffer;
        }
    }
}
