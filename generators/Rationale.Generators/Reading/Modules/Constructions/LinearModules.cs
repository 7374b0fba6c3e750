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
    public static LayerModule Linear(int inputs, int units, bool bias, string weight = "weight", string shift = "bias") => new((input, at, call) =>
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
    })
    {
        TakesAnyBatch = true,
        Parameters =
        [
            new TensorParameter(weight, EquatableArray.Create(units, inputs), EquatableArray.Create(1, 0)),
            .. bias ? [TensorParameter.Vector(shift, units)] : Array.Empty<TensorParameter>(),
        ],
    };

    private static ModuleValue Embedding(CallSite site)
    {
        DataTypes.Check(site);
        site.RequireNone("padding_idx");
        site.RequireNone("max_norm");
        site.Require("scale_grad_by_freq", !site.Flag("scale_grad_by_freq", false), "is true, but a layer has no such setting");
        var (vocabulary, width) = (site.Count("num_embeddings"), site.Count("embedding_dims"));
        return new LayerModule((input, at, call) => input.Source is null
            ? CallSite.Fit(at, () => input.Then(new EmbeddingLayer(vocabulary, width), call))
            : throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "looks up what was computed; only the token ids of the input themselves have vectors"))
        {
            LooksUp = true,
            Parameters = [new TensorParameter("weight", EquatableArray.Create(vocabulary, width), EquatableArray.Create(0, 1))],
        };
    }
}
