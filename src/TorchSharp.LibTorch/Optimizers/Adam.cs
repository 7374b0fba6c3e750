using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam, as PyTorch computes it: weight decay is added to the gradient.</summary>
public sealed class Adam : optim.Optimizer
{
    private readonly AdamState _state;
    private readonly double _decay;

    internal Adam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double decay, bool amsgrad, bool maximize)
        : base(parameters, lr) => (_state, _decay) = (new AdamState(beta1, beta2, eps, amsgrad, maximize), decay);

    private protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        var direction = _state.Direction(gradient);
        _state.Move(index, parameter, _decay == 0 ? direction : direction.add(parameter, _decay), Rate);
    }

    protected override void Dispose(bool disposing) => _state.Dispose();
}

/// <summary>AdamW: weight decay shrinks the parameter itself.</summary>
public sealed class AdamW : optim.Optimizer
{
    private readonly AdamState _state;
    private readonly double _decay;

    internal AdamW(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double decay, bool amsgrad, bool maximize)
        : base(parameters, lr) => (_state, _decay) = (new AdamState(beta1, beta2, eps, amsgrad, maximize), decay);

    private protected override void Update(int index, Parameter parameter, Tensor gradient) =>
        _state.Move(index, (Parameter)parameter.mul_(1 - (Rate * _decay)), _state.Direction(gradient), Rate);

    protected override void Dispose(bool disposing) => _state.Dispose();
}

/// <summary>Running means of gradients and of their squares.</summary>
internal sealed class AdamState(double beta1, double beta2, double eps, bool amsgrad, bool maximize) : IDisposable
{
    private readonly Dictionary<int, (Tensor Mean, Tensor Square, Tensor? Largest, int Steps)> _of = [];

    public Tensor Direction(Tensor gradient) => maximize ? gradient.neg() : gradient;

    public void Move(int index, Parameter parameter, Tensor direction, double lr)
    {
        var (mean, square, largest, steps) = _of.TryGetValue(index, out var known) ? known : (Zero(parameter), Zero(parameter), amsgrad ? Zero(parameter) : null, 0);
        steps++;
        _of[index] = (mean, square, largest, steps);
        mean.mul_(beta1).add_(direction, 1 - beta1);
        square.mul_(beta2).add_(direction.square(), 1 - beta2);
        largest?.copy_(largest.maximum(square));
        var spread = (largest ?? square).sqrt().div(Math.Sqrt(1 - Math.Pow(beta2, steps))).add(eps);
        parameter.add_(mean.div(spread), -lr / (1 - Math.Pow(beta1, steps)));
    }

    public void Dispose()
    {
        foreach (var (mean, square, largest, _) in _of.Values)
        {
            mean.Dispose();
            square.Dispose();
            largest?.Dispose();
        }
    }

    private static Tensor Zero(Tensor like) => Operators.Call("zeros_like", like.Native).DetachFromDisposeScope();
}
