using static TorchSharp.torch;

namespace Rationale.Benchmarks.Eager;

/// <summary>Adam as PyTorch has it with <c>fused=True</c>: one operator of libtorch moves all parameters. TorchSharp 0.107 has none, so a program of TorchScript calls it.</summary>
internal sealed class FusedAdam : IDisposable
{
    private readonly jit.CompilationUnit _program;
    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly List<Tensor> _state;
    private readonly object[] _arguments;

    /// <summary>Takes memory for the moments.</summary>
    /// <param name="parameters">What is moved.</param>
    /// <param name="learningRate">The learning rate.</param>
    public FusedAdam(IReadOnlyList<Tensor> parameters, double learningRate)
    {
        _parameters = parameters;
        var numbers = Enumerable.Range(0, parameters.Count).ToList();
        string Names(string prefix) => string.Join(", ", numbers.Select(number => FormattableString.Invariant($"{prefix}{number}")));
        _program = jit.compile(FormattableString.Invariant($"""
            def step({Names("p")}, {Names("m")}, {Names("v")}, {Names("n")}, {Names("g")}) -> None:
                counts = [{Names("n")}]
                torch._foreach_add_(counts, 1)
                torch._fused_adam_([{Names("p")}], [{Names("g")}], [{Names("m")}], [{Names("v")}], [], counts,
                    lr={learningRate}, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False)

            """));
        _state = [.. parameters.Concat(parameters).Select(parameter => zeros_like(parameter)), .. parameters.Select(_ => zeros(1))];
        _arguments = [.. parameters, .. _state, .. parameters];
    }

    /// <summary>Moves the parameters.</summary>
    /// <param name="gradients">A gradient for each of them.</param>
    public void Step(IList<Tensor> gradients)
    {
        for (var i = 0; i < gradients.Count; i++)
        {
            _arguments[^(_parameters.Count - i)] = gradients[i];
        }

        using var without = no_grad();
        _program.invoke("step", _arguments);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state.ForEach(state => state.Dispose());
        _program.Dispose();
    }
}
