using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with momentum, as PyTorch computes it.</summary>
public sealed class SGD : optim.Optimizer
{
    private readonly double _momentum;
    private readonly double _dampening;
    private readonly double _decay;
    private readonly bool _nesterov;
    private readonly bool _maximize;
    private readonly Dictionary<int, Tensor> _velocities = [];

    internal SGD(IEnumerable<Parameter> parameters, double rate, double momentum, double dampening, double decay, bool nesterov, bool maximize)
        : base(parameters, rate) => (_momentum, _dampening, _decay, _nesterov, _maximize) = (momentum, dampening, decay, nesterov, maximize);

    private protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        var direction = _maximize ? gradient.neg() : gradient;
        direction = _decay == 0 ? direction : direction.add(parameter, _decay);
        if (_momentum != 0)
        {
            if (!_velocities.TryGetValue(index, out var velocity))
            {
                _velocities.Add(index, velocity = direction.clone().DetachFromDisposeScope());
            }
            else
            {
                velocity.mul_(_momentum).add_(direction, 1 - _dampening);
            }

            direction = _nesterov ? direction.add(velocity, _momentum) : velocity;
        }

        parameter.add_(direction, -Rate);
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var velocity in _velocities.Values)
        {
            velocity.Dispose();
        }
    }
}
