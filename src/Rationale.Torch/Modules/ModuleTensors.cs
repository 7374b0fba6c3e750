using Rationale.Graph;
using Rationale.Graph.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rationale.Torch.Modules;

/// <summary>Parameters and buffers of a module as those of a model.</summary>
internal static class ModuleTensors
{
    /// <summary>Parameters and buffers by their names.</summary>
    /// <exception cref="ObjectDisposedException">The module has been disposed.</exception>
    public static Dictionary<string, Tensor> ByName(nn.Module module)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, tensor) in module.named_parameters().Select(part => (part.name, (Tensor)part.parameter)).Concat(module.named_buffers()))
        {
            ObjectDisposedException.ThrowIf(tensor.IsInvalid, module);
            tensors[name] = tensor;
        }

        return tensors;
    }

    /// <summary>
    /// What a model of the module keeps: each tensor of real numbers once, under the first of its names. Those that are trained come first, in the order of the module. Counters stay the module's own.
    /// </summary>
    public static IReadOnlyList<ModuleTensor> Find(nn.Module module)
    {
        var (found, known) = (new List<ModuleTensor>(), new HashSet<Tensor>(ReferenceEqualityComparer.Instance));
        var tensors = ByName(module);
        var embeddings = module.named_modules().Where(part => part.module is Embedding).Select(part => part.name + ".weight").ToHashSet();
        foreach (var (name, tensor) in tensors)
        {
            if (tensor.is_floating_point() && known.Add(tensor))
            {
                found.Add(new ModuleTensor(name, new EquatableArray<int>(tensor.shape.Select(extent => checked((int)extent))), tensor.requires_grad, Start(name, tensor, tensors, embeddings)));
            }
        }

        return [.. found.Where(tensor => tensor.Trained), .. found.Where(tensor => !tensor.Trained)];
    }

    /// <summary>Whether a buffer of this name is a running statistic of a normalization.</summary>
    public static bool IsStatistic(string name) => name[(name.LastIndexOf('.') + 1)..] is "running_mean" or "running_var";

    /// <summary>The distribution that the layers of PyTorch start from: by shape and name, as the layers themselves do not tell.</summary>
    private static Initializer Start(string name, Tensor tensor, Dictionary<string, Tensor> tensors, HashSet<string> embeddings)
    {
        var (layer, role) = name.LastIndexOf('.') is var dot and >= 0 ? (name[..(dot + 1)], name[(dot + 1)..]) : ("", name);
        var weight = tensors.GetValueOrDefault(layer + role.Replace("bias", "weight", StringComparison.Ordinal));
        return embeddings.Contains(name) ? new Initializer(InitializerKind.Normal, 1)
            : weight is { ndim: >= 2 } ? Initializer.ForWeight(Initialization.PyTorchDefault, (int)weight.shape[1..].Aggregate(1L, (product, extent) => product * extent), 1)
            : new Initializer(InitializerKind.Constant, role is "weight" or "running_var" ? 1 : 0);
    }
}
