using Rationale.Execution;
using Rationale.Torch.Programs;
using static TorchSharp.torch;

namespace Rationale.Torch.Autograd;

/// <content>Gradients of a step, and parameters that stay on a device over all steps of a training.</content>
internal sealed partial class AutogradExecutor
{
    private ResidentParameters<float>? _resident;
    private TorchSharp.torch.Device? _home;

    /// <inheritdoc/>
    public bool OnDevice => _program.IsTraining && (_device.Gpu is not null || _device.Mirrored);

    /// <inheritdoc/>
    public bool GradientsAreFinite => Resident.GradientsAreFinite;

    /// <inheritdoc/>
    public float SumOfSquares => Resident.SumOfSquares;

    private ResidentParameters<float> Resident => _resident ?? throw new InvalidOperationException("The parameters are on the host; let the executor take them over first.");

    private Tensor FlatGradients => _resident is { } resident ? resident.Tensors[Graph.Tensors.TensorRole.Gradients] : _hostGradients ??= DeviceTensors.Over(_gradients.Memory, TorchSharp.torch.ScalarType.Float32);

    private Tensor? _hostGradients;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A term of the objective has parameters of its own.</exception>
    public void Attach(IReadOnlyList<UpdateRange> ranges, AlignedBuffer<float> first, AlignedBuffer<float> second, int trained, IReadOnlyList<(int Start, int Length)> states, IReadOnlyList<(int Start, int Length)> leftOut)
    {
        if (ranges.Count > 1)
        {
            throw new NotSupportedException($"A term of the objective of '{_owner.Name}' has parameters of its own, which move with a learning rate of their own; train on the CPU.");
        }

        lock (_owner.Gate)
        {
            _resident = new ResidentParameters<float>(ranges, _parameters, first, second, trained, states, leftOut, _device, new Copies());
            _home = _owner.Place;
            _owner.IsOnDevice = true;
            if (_device.Gpu is not null)
            {
                _owner.Move(_device.Place);
            }

            Share(_resident.Tensors[Graph.Tensors.TensorRole.Parameters]);
        }
    }

    /// <inheritdoc/>
    public void Update(long step, double scale = 1, double rateFactor = 1)
    {
        lock (_owner.Gate)
        {
            Resident.Update(step, scale, rateFactor);
        }
    }

    /// <inheritdoc/>
    public void DownloadParameters()
    {
        lock (_owner.Gate)
        {
            _resident?.Settle();
        }
    }

    /// <inheritdoc/>
    public void UploadWritten()
    {
        lock (_owner.Gate)
        {
            _resident?.UploadWritten();
        }
    }

    /// <inheritdoc/>
    public void BringOptimizer()
    {
        lock (_owner.Gate)
        {
            Resident.BringOptimizer();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_owner.Gate)
        {
            if (_resident is not null)
            {
                _resident.Settle();
                Return();
                _resident.Dispose();
                _resident = null;
            }

            _hostGradients?.Dispose();
            _hostGradients = null;
            _inputs.Dispose();
            _gradients.Dispose();
        }
    }

    /// <summary>Brings the module back to where it was, over the flat parameters of the host. One that was disposed meanwhile has nothing to bring.</summary>
    private void Return()
    {
        try
        {
            if (_device.Gpu is not null)
            {
                _owner.Move(_home!);
            }

            using var flat = DeviceTensors.Over(_parameters.Memory, TorchSharp.torch.ScalarType.Float32);
            Share(flat);
        }
        catch (ObjectDisposedException)
        {
        }
        finally
        {
            _owner.IsOnDevice = false;
        }
    }

    /// <summary>Makes every tensor of the module a view of a flat vector with the same numbers.</summary>
    private void Share(Tensor flat)
    {
        using var without = no_grad();
        foreach (var (name, tensor) in _owner.Tensors)
        {
            if (Place(name) is { } place)
            {
                using var view = place.View(flat);
                tensor.set_(view);
            }
        }
    }

    private TensorPlace? Place(string name) => _owner.Places.FirstOrDefault(known => known.Key == name);

    private static void ClearGradients(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var without = no_grad();
        foreach (var tensor in tensors.Values)
        {
            tensor.grad?.zero_();
        }
    }

    /// <summary>Puts the gradients of the step where the optimizer looks for them; of what the loss does not depend on they are zero.</summary>
    private void TakeGradients(IReadOnlyDictionary<string, Tensor> tensors, List<(int Offset, Tensor Leaf)> leaves)
    {
        using var without = no_grad();
        var flat = FlatGradients;
        flat.zero_();
        foreach (var place in _owner.Places.Where(place => place.Trained))
        {
            var gradient = tensors.TryGetValue(place.Key, out var tensor) ? tensor.grad : leaves.FirstOrDefault(leaf => leaf.Offset == place.Offset).Leaf?.grad;
            if (gradient is { IsInvalid: false })
            {
                using var view = place.View(flat);
                view.copy_(gradient);
            }
        }

        foreach (var place in _owner.States)
        {
            using var view = place.View(flat);
            view.copy_(tensors[place.Key]);
        }

        _resident?.Check();
    }
}
