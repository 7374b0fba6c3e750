using System.Globalization;
using Rationale.Torch.Programs;
using Rationale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Modules;

/// <summary>
/// How many batches each batch normalization of a module has been trained with: PyTorch's <c>num_batches_tracked</c>, which has no say in any number. Compiled steps count in the memory of those buffers; a forward pass
/// that autograd differentiates counts by itself. Checkpoints keep the numbers in either case.
/// </summary>
/// <param name="module">The module.</param>
/// <param name="counts">Whether steps are counted here.</param>
internal sealed class BatchCounters(nn.Module module, bool counts) : IStatefulCallback
{
    private const string Name = "num_batches_tracked";

    private long[] _counted = [];
    private Tensor[]? _bound;

    /// <inheritdoc/>
    public string StateName => Name;

    /// <summary>Whether the steps of the training in progress leave the counting to this, as compiled ones do.</summary>
    public bool CountsSteps { get; set; } = true;

    /// <summary>Whether a tensor of this name is such a number.</summary>
    public static bool IsCounter(string name) => name == Name || name.EndsWith("." + Name, StringComparison.Ordinal);

    /// <summary>Makes the counters of a module views of what steps count in, which take over their values.</summary>
    /// <param name="tensors">All tensors of the module, by name.</param>
    public void Bind(IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (!counts || (_bound is not null && _bound.All(bound => !bound.IsInvalid && tensors.Values.Any(tensor => ReferenceEquals(tensor, bound)))))
        {
            return;
        }

        Tensor[] counters = [.. tensors.Where(tensor => IsCounter(tensor.Key) && tensor.Value is { dtype: ScalarType.Int64, device_type: DeviceType.CPU } && tensor.Value.numel() == 1).Select(tensor => tensor.Value)];
        var counted = new long[counters.Length];
        using var all = DeviceTensors.Over(counted.AsMemory(), ScalarType.Int64);
        using var without = no_grad();
        for (var i = 0; i < counters.Length; i++)
        {
            using var view = DeviceTensors.View(all, counters[i].shape, [.. counters[i].shape.Select(_ => 1L)], i);
            view.copy_(counters[i]);
            counters[i].set_(view);
        }

        (_counted, _bound) = (counted, counters);
    }

    /// <inheritdoc/>
    public void OnStepEnd(TrainingContext training)
    {
        foreach (ref var count in CountsSteps ? _counted.AsSpan() : [])
        {
            count++;
        }
    }

    /// <inheritdoc/>
    public string SaveState() => string.Join('\n', Counters().Select(counter => string.Create(CultureInfo.InvariantCulture, $"{counter.Key}={Value(counter.Value)}")));

    /// <inheritdoc/>
    public void RestoreState(string state)
    {
        var values = state.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));
        using var without = no_grad();
        foreach (var (name, counter) in Counters())
        {
            if (values.TryGetValue(name, out var value))
            {
                using var given = tensor(value);
                counter.copy_(given.reshape(counter.shape));
            }
        }
    }

    private static long Value(Tensor counter)
    {
        using var here = counter.cpu();
        return here.item<long>();
    }

    private IEnumerable<KeyValuePair<string, Tensor>> Counters() => ModuleTensors.ByName(module).Where(tensor => IsCounter(tensor.Key) && tensor.Value.dtype == ScalarType.Int64 && tensor.Value.numel() == 1);
}
