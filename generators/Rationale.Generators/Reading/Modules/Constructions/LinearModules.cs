using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Linear and Embedding.</summary>
internal static class LinearModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["Linear"] = Linear,
        ["Embedding"] = Embedding,
        ["EmbeddingBag"] = EmbeddingBag,
    };

    private static ModuleValue Linear(CallSite site)
    {
        DataTypes.Check(site);
        return Linear(site.Count("inputSize"), site.Count("outputSize"), site.Flag("hasBias", true));
    }

    /// <summary>A product with a matrix along the last dimension, whatever stands before it.</summary>
    /// <param name="inputs">Extent of the last dimension.</param>
    /// <param name="units">Extent that it gets.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="weight">Name of the matrix.</param>
    /// <param name="shift">Name of the bias.</param>
    public static LayerModule Linear(int inputs, int units, bool bias, string weight = "weight", string shift = "bias") => new((input, at, call) => Multiply(input, inputs, units, bias, at, call))
    {
        TakesAnyBatch = true,
        Parameters =
        [
            new TensorParameter(weight, EquatableArray.Create(units, inputs), EquatableArray.Create(1, 0)),
            .. bias ? [TensorParameter.Vector(shift, units)] : Array.Empty<TensorParameter>(),
        ],
    };

    /// <summary>The product along the last dimension that a call stands for.</summary>
    public static TensorValue Multiply(TensorValue input, int inputs, int units, bool bias, IOperation at, LayerCall? call)
    {
        var rows = input.Plain();
        if (rows.Shape.Count > 0 && rows.BatchAxis == rows.Shape.Count)
        {
            throw new NotUnderstoodException(RuleIds.BatchMixed, at.Syntax, "multiplies along the last dimension, which is the batch here");
        }

        if (rows.Shape.Count == 0 || rows.Shape[rows.Shape.Count - 1] != inputs)
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"takes examples of {inputs} features but gets examples of shape {ShapeException.Format(rows.Shape)}");
        }

        return rows.Then(rows.Shape.Count == 1 ? new DenseLayer(units, bias, Initialization.PyTorchDefault) : new LastAxisDenseLayer(units, bias, Initialization.PyTorchDefault), call);
    }

    private static ModuleValue Embedding(CallSite site)
    {
        DataTypes.Check(site);
        site.RequireNone("max_norm");
        site.Require("scale_grad_by_freq", !site.Flag("scale_grad_by_freq", false), "is true, but a layer has no such setting");
        var (vocabulary, width) = (site.Count("num_embeddings"), site.Count("embedding_dims"));
        return Lookup(vocabulary, width, kept: Padding(site, vocabulary));
    }

    /// <summary>The token id whose vector has no gradient; null for none. Counted from the end where it is negative.</summary>
    private static int? Padding(CallSite site, int vocabulary)
    {
        if (site.Value("padding_idx") is null)
        {
            return null;
        }

        var index = site.Integer("padding_idx");
        site.Require("padding_idx", index >= -vocabulary && index < vocabulary, $"is {index}, but there are {vocabulary} vectors");
        return index < 0 ? index + vocabulary : index;
    }

    /// <summary>The vectors of all token ids of an example, joined to one: the layers are a lookup and a sum or a mean.</summary>
    private static ModuleValue EmbeddingBag(CallSite site)
    {
        DataTypes.Check(site);
        site.RequireNone("max_norm");
        site.Require("scale_grad_by_freq", !site.Flag("scale_grad_by_freq", false), "is true, but a layer has no such setting");
        site.Require("padding_index", site.Integer("padding_index", -1) < 0, "leaves a token id out, which no layer does");
        var mean = site.EnumName("mode") switch
        {
            null or "Mean" => true,
            "Sum" => false,
            var other => throw site.Refuse(RuleIds.ArgumentNotUnderstood, "mode", $"is {other}, but layers know Sum and Mean"),
        };
        var lookup = Lookup(site.Count("num_embeddings"), site.Count("embedding_dims"), mean ? BagKind.Mean : BagKind.Sum);
        return new CompositeModule([("", lookup)], arguments =>
        {
            arguments.RequireNone(1, "offsets");
            arguments.RequireNone(2, "perSampleWeights");
            var input = arguments.Tensor(0);
            if (input.Shape.Count != 1)
            {
                throw arguments.Refuse(RuleIds.ModuleShapesDoNotFit, $"takes token ids of each example, but gets examples of shape {ShapeException.Format(input.Shape)}");
            }

            var joined = lookup.Call(input, arguments.At, arguments.Reader).Then(new ReduceLayer(EquatableArray.Create(0), mean));
            return ShapeCalls.Reshaped(joined, [joined.Shape[1]]);
        });
    }

    private static LayerModule Lookup(int vocabulary, int width, BagKind bag = BagKind.None, int? kept = null) => new((input, at, call) => input is { BatchAxis: > 0, Example: not null }
        ? throw new NotUnderstoodException(RuleIds.BatchMixed, at.Syntax, "looks up token ids whose batch is not the first dimension; look them up first, and turn their vectors, by transpose(0, 1) behind it")
        : input.Example is { } tokens ? CallSite.Fit(at, () => tokens.Then(new EmbeddingLayer(vocabulary, width), call))
        : throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "looks up what was computed; only the token ids of the input themselves have vectors"))
    {
        LooksUp = true,
        TakesAnyBatch = true,
        Bag = bag,
        Parameters = [new TensorParameter("weight", EquatableArray.Create(vocabulary, width), EquatableArray.Create(0, 1)) { PaddingIndex = kept }],
    };
}
