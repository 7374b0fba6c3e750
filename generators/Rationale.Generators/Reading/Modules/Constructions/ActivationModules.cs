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
        ["Softmax"] = static site => OverLast(site, ActivationCalls.Softmax),
        ["LogSoftmax"] = static site => OverLast(site, ActivationCalls.LogSoftmax),
        ["Dropout"] = Dropout,
    };

    private static ModuleValue Create(CallSite site, Func<CallSite, Layer> read)
    {
        var (layer, inPlace) = (read(site), site.Flag("inplace", false));
        return ModuleTable.Plain((input, at) => InPlace.Result(input, input.Then(layer), inPlace, at), takesAnyBatch: true);
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
}
