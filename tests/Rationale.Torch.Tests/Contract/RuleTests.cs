using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

// What the rules warn of is done here on purpose.
#pragma warning disable RAT0123, RAT0124

namespace Rationale.Torch.Tests.Contract;

/// <summary>What the pages of the rules say of TorchSharp and libtorch, held against them.</summary>
public sealed class RuleTests
{
    [TorchFact]
    public void RAT0104_a_value_that_a_derivative_needs_must_not_change()
    {
        Fails((f, x) => f.call(x).sigmoid(), h => h.mul_(2));
        Fails((f, x) => f.call(x).tanh(), h => h.mul_(2));
        Fails((f, x) => f.call(x).exp(), h => h.mul_(2));
        Fails((f, x) => f.call(x).sqrt(), h => h.mul_(2));
        Fails((f, x) => f.call(x).rsqrt(), h => h.mul_(2));
        Fails((f, x) => f.call(x).reciprocal(), h => h.mul_(2));
        Fails((f, x) => f.call(x).softmax(1), h => h.mul_(2));
        Fails((f, x) => f.call(x).log_softmax(1), h => h.mul_(2));
        Fails((f, x) => f.call(x).relu(), h => h.add_(1));
    }

    [TorchFact]
    public void RAT0104_nor_what_went_into_a_product_or_a_layer()
    {
        FailsBehind(h => h * h);
        FailsBehind(h => h.matmul(h));
        FailsBehind(h => h.pow(2));
        FailsBehind(h => h.log());
        FailsBehind(h => h.sin());
        FailsBehind(Linear(4, 4).call);
        FailsBehind(h => functional.max_pool2d(h.reshape(1, 1, 4, 4), 2));
    }

    [TorchFact]
    public void RAT0104_what_no_derivative_needs_may()
    {
        using var scope = NewDisposeScope();
        var layer = Linear(4, 4);
        var hidden = layer.call(ones(4, 4).requires_grad_());
        hidden.relu_();
        hidden.sum().backward();
        Assert.NotNull(layer.weight!.grad);
    }

    [TorchFact]
    public void RAT0106_fused_attention_has_no_second_gradient()
    {
        using var scope = NewDisposeScope();
        var x = rand(2, 2, 8, 16).requires_grad_();
        var mixed = functional.scaled_dot_product_attention(x, x, x);
        var gradient = autograd.grad([mixed.sum()], [x], create_graph: true, retain_graph: true)[0];
        var error = Record.Exception(() => gradient.square().sum().backward());
        Assert.Contains("derivative", Assert.IsAssignableFrom<Exception>(error).Message);
    }

    [TorchFact]
    public void RAT0120_the_graph_is_freed_unless_it_is_retained()
    {
        using var scope = NewDisposeScope();
        Assert.NotNull(Record.Exception(() => SecondGradient(retain: false)));
        Assert.Null(Record.Exception(() => SecondGradient(retain: true)));
    }

    [TorchFact]
    public void RAT0122_a_move_makes_new_parameters()
    {
        using var scope = NewDisposeScope();
        var layer = Linear(2, 2);
        var before = layer.weight!;
        layer.to(float64);
        Assert.NotSame(before, layer.weight);
    }

    [TorchFact]
    public void RAT0123_and_RAT0124_names_of_hidden_fields_and_modules_that_nobody_knows()
    {
        using var net = new Careless();
        Assert.Equal(["<Hidden>k__BackingField.bias", "<Hidden>k__BackingField.weight"], net.state_dict().Keys.Order());
        Assert.Equal(2, net.parameters().Count());
    }

    private static void Fails(Func<Linear, Tensor, Tensor> make, Action<Tensor> overwrite)
    {
        using var scope = NewDisposeScope();
        var value = make(Linear(4, 4), rand(4, 4).requires_grad_());
        overwrite(value);
        Assert.Contains("inplace operation", Assert.IsAssignableFrom<Exception>(Record.Exception(() => value.sum().backward())).Message);
    }

    private static void FailsBehind(Func<Tensor, Tensor> use)
    {
        using var scope = NewDisposeScope();
        var hidden = rand(4, 4).requires_grad_() + 1;
        var used = use(hidden);
        hidden.add_(1);
        Assert.Contains("inplace operation", Assert.IsAssignableFrom<Exception>(Record.Exception(() => used.sum().backward())).Message);
    }

    private static void SecondGradient(bool retain)
    {
        var x = rand(3).requires_grad_();
        var gradient = autograd.grad([x.exp().sum()], [x], null, retain, true)[0];
        gradient.square().sum().backward();
    }

    private sealed class Careless : Module<Tensor, Tensor>
    {
        private readonly List<Linear> layers = [Linear(2, 2)];

        public Careless()
            : base("careless") => RegisterComponents();

        public Linear Hidden { get; } = Linear(2, 2);

        public override Tensor forward(Tensor input) => layers.Aggregate(Hidden.call(input), (x, layer) => layer.call(x));
    }
}
