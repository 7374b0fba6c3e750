using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Brings the tensors of modules and the parameters of layers together.</summary>
internal static class ParameterBindings
{
    /// <summary>
    /// The bindings in the order of the parameters, state behind them. Both sides are in the order of the layers, so the names that layers give are taken from the graph
    /// instead of being said a second time; that the shapes agree is checked.
    /// </summary>
    public static EquatableArray<ParameterBinding> Create(string name, EquatableArray<int> inputShape, EquatableArray<Layer> layers, IReadOnlyList<LayerCall> calls, ModelTask task)
    {
        var tensors = calls.SelectMany(call => call.Module.Parameters, (call, parameter) => (Name: parameter.Name.Length == 0 ? call.Module.Path! : $"{call.Module.Path}.{parameter.Name}", Parameter: parameter)).ToList();
        var layout = ModelGraph.Build(new ModelSpecification(name, inputShape, layers, task, default, new TrainingDefaults()), training: false).Layout;
        var ordered = tensors.Where(tensor => tensor.Parameter.Trained).Concat(tensors.Where(tensor => !tensor.Parameter.Trained)).ToList();
        if (ordered.Count != layout.Count)
        {
            throw new InvalidOperationException($"the layers have {layout.Count} parameters but the modules have {ordered.Count}");
        }

        return new EquatableArray<ParameterBinding>(ordered.Zip(layout, (tensor, parameter) => Bind(tensor.Name, tensor.Parameter, parameter)));
    }

    private static ParameterBinding Bind(string name, TensorParameter tensor, ParameterSpecification parameter) =>
        tensor.Trained == parameter.Trained && parameter.Shape.Dimensions.SequenceEqual(tensor.Order.Select(axis => tensor.Shape[axis]))
            ? new ParameterBinding(name, parameter.Key, tensor.Shape, tensor.Order, tensor.Trained) { PaddingIndex = tensor.PaddingIndex }
            : throw new InvalidOperationException($"'{name}' of shape {ShapeException.Format(tensor.Shape)} does not fit '{parameter.Key}' of shape {parameter.Shape}");
}
