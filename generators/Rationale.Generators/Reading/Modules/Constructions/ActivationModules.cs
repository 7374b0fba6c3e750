using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Activations and dropout as modules.</summary>
internal static class ActivationModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["ReLU"] = static site => Create(site, ActivationCalls.Relu),
        ["LeakyReLU"] = static site => Create(site, ActivationCalls.LeakyRelu),
        ["ELU"] = static site => Create(site, ActivationCalls.Elu),
        ["GELU"] = static site => Create(site, ActivationCalls.Gelu),
        ["SiLU"] = static site => Create(site, ActivationCalls.Silu),
        ["Tanh"] = static site => Create(site, ActivationCalls.Tanh),
        ["Sigmoid"] = static site => Create(site, ActivationCalls.Sigmoid),
        ["Softplus"] = Softplus,
        ["ReLU6"] = static site => Create(site, ActivationCalls.Relu6),
        ["Hardtanh"] = static site => Create(site, ActivationCalls.HardTanh),
        ["Hardsigmoid"] = static site => Create(site, static (input, _) => ActivationCalls.HardSigmoid(input)),
        ["Hardswish"] = static site => Create(site, ActivationCalls.HardSwish),
        ["Mish"] = static site => Create(site, ActivationCalls.Mish),
        ["SELU"] = static site => Create(site, static (input, _) => ActivationCalls.Selu(input)),
        ["CELU"] = Celu,
        ["LogSigmoid"] = static site => Create(site, static (input, _) => ActivationCalls.LogSigmoid(input)),
        ["Softsign"] = static site => Create(site, ActivationCalls.Softsign),
        ["PReLU"] = Prelu,
        ["Softmax"] = static site => OverLast(site, ActivationCalls.Softmax),
        ["LogSoftmax"] = static site => OverLast(site, ActivationCalls.LogSoftmax),
        ["Dropout"] = Dropout,
        ["Dropout1d"] = DropoutOfChannels,
        ["Dropout2d"] = DropoutOfChannels,
    };

    private static ModuleValue Create(CallSite site, Func<CallSite, Layer> read)
    {
        var (layer, inPlace) = (read(site), site.Flag("inplace", false));
        return ModuleTable.Plain((input, at) => InPlace.Result(input, input.Then(layer), inPlace, at), takesAnyBatch: true);
    }

    private static ModuleValue Create(CallSite site, Func<TensorValue, IOperation, TensorValue> apply)
    {
        var inPlace = site.Flag("inplace", false);
        return ModuleTable.Plain((input, at) => InPlace.Result(input, apply(input, at), inPlace, at), takesAnyBatch: true);
    }

    private static ModuleValue Celu(CallSite site)
    {
        var map = ActivationCalls.Celu(site);
        return Create(site, (input, _) => map(input));
    }

    /// <summary>x above zero, w · x below, with one trained w or one a channel: max(x, 0) + w · min(x, 0), so that the slope at zero is w, as PyTorch has it.</summary>
    private static ModuleValue Prelu(CallSite site)
    {
        DataTypes.Check(site);
        var count = site.Count("num_parameters");
        var weight = new TensorField(EquatableArray.Create(count), trained: true, (InitializerKind.Constant, site.Number("init", 0.25)));
        return new CompositeModule([("weight", weight)], arguments =>
        {
            var (x, at) = (arguments.Tensor(0), arguments.At);
            if (count > 1 && (x.BatchAxis != 0 || x.Shape.Count == 0 || x.Shape[0] != count))
            {
                throw arguments.Refuse(RuleIds.ModuleShapesDoNotFit, $"has a slope for each of {count} channels but gets examples of shape {ShapeException.Format(x.Shape)}");
            }

            var slopes = weight.Read(arguments.Reader, at.Syntax);
            slopes = count == 1 ? slopes : ShapeCalls.Reshaped(slopes, [count, .. Enumerable.Repeat(1, x.Shape.Count - 1)]);
            var above = x.Then(new ReluLayer());
            var below = ArithmeticCalls.Combine(CombinationKind.Difference, x, above, at);
            return ArithmeticCalls.Combine(CombinationKind.Sum, above, ArithmeticCalls.Combine(CombinationKind.Product, below, slopes, at), at);
        });
    }

    private static ModuleValue Softplus(CallSite site)
    {
        var map = ActivationCalls.Softplus(site);
        return ModuleTable.Plain((input, _) => map(input), takesAnyBatch: true);
    }

    private static ModuleValue OverLast(CallSite site, Func<TensorValue, CallSite, TensorValue> map)
    {
        _ = site.Integer("dim");
        return ModuleTable.Plain((input, _) => map(input, site), takesAnyBatch: true);
    }

    private static ModuleValue Dropout(CallSite site)
    {
        var (rate, inPlace) = (site.Number("p", 0.5), site.Flag("inplace", false));
        site.Require("p", rate >= 0 && rate < 1, "is not in [0, 1)");
        return new LayerModule((input, at, call) => InPlace.Result(input, input.Then(new DropoutLayer(rate), call), inPlace, at)) { Draws = true, TakesAnyBatch = true };
    }

    private static ModuleValue DropoutOfChannels(CallSite site)
    {
        var (rate, inPlace) = (site.Number("p", 0.5), site.Flag("inplace", false));
        var module = OfChannels(site, rate);
        return new LayerModule((input, at, call) => InPlace.Result(input, module(input, at, call), inPlace, at)) { Draws = true };
    }

    /// <summary>Whole channels are dropped: one draw for each, which all its positions are multiplied with.</summary>
    public static LayerOfModule OfChannels(CallSite site, double rate)
    {
        site.Require("p", rate >= 0 && rate < 1, "is not in [0, 1)");
        return (input, at, call) => input.Shape.Count < 2
            ? throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"drops channels, but gets examples of shape {ShapeException.Format(input.Shape)}")
            : ArithmeticCalls.Combine(
                CombinationKind.Product,
                input,
                TensorValue.Constant(1, new EquatableArray<int>(input.Shape.Select((extent, axis) => axis == 0 ? extent : 1)), 0).Then(new DropoutLayer(rate), call),
                at);
    }
}
