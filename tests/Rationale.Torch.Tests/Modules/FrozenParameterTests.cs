using Rationale.Tests.Models;
using Rationale.Torch.Tests.Autograd;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>Parameters without <c>requires_grad</c> stay as they are in compiled steps, on every execution, and the others move as autograd moves them.</summary>
public sealed class FrozenParameterTests
{
    private static readonly string[] Hidden = ["hidden.weight"];
    private static readonly string[] Spread = ["hidden.weight", "output.bias"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, OptimizerKind> Executions => new MatrixTheoryData<string, OptimizerKind>(["one worker", "two workers", "libtorch", "libtorch keeps parameters"], [OptimizerKind.Sgd, OptimizerKind.AdamW]);

    [TorchTheory]
    [MemberData(nameof(Executions))]
    public async Task Compiled_steps_leave_them_and_move_the_others_as_autograd_does(string execution, OptimizerKind optimizer)
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            Freeze(opaque, Spread);
            Freeze(read, Spread);
            var (before, moved) = (Values(read, Spread), Values(read, ["hidden.bias", "output.weight"]));
            var options = Twins.Options with { Optimizer = optimizer, WeightDecay = 0.1, LearningRate = 0.01, Momentum = optimizer == OptimizerKind.Sgd ? 0.9 : 0, ClipNorm = 0 };
            await opaque.TrainAsync(Twins.Examples, options, null, Token);
            await read.TrainAsync(Twins.Examples, options with { Workers = execution == "two workers" ? 2 : 1, Device = DeviceOf(execution) }, null, Token);
            Assert.Equal(before, Values(read, Spread));
            Assert.All(moved.Zip(Values(read, ["hidden.bias", "output.weight"])), pair => Assert.NotEqual(pair.First, pair.Second));
            Twins.Equal(opaque, read, 1e-4f);
        }
    }

    [TorchTheory]
    [InlineData("one worker")]
    [InlineData("libtorch keeps parameters")]
    public async Task The_norm_of_the_gradient_is_that_of_what_moves(string execution)
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            Freeze(opaque, Hidden);
            Freeze(read, Hidden);
            var options = Twins.Options with { Optimizer = OptimizerKind.Sgd, ClipNorm = 0.05 };
            await opaque.TrainAsync(Twins.Examples, options, null, Token);
            await read.TrainAsync(Twins.Examples, options with { Device = DeviceOf(execution) }, null, Token);
            Twins.Equal(opaque, read, 1e-4f);
        }
    }

    [TorchFact]
    public async Task A_convolution_stays_while_the_layer_behind_it_learns_until_it_is_set_free()
    {
        using var module = new Images();
        module.Initialize(2);
        string[] frozen = [.. module.named_parameters().Select(part => part.name).SkipLast(1)];
        Freeze(module, frozen);
        var before = Values(module, frozen);
        var data = Small.Blobs(40, 72, classes: 4).Marking(0);
        await module.TrainAsync(data, Twins.Options, null, Token);
        Assert.Equal(before, Values(module, frozen));
        Assert.InRange(module.Evaluate(data).Accuracy, 0, 1);

        // Drawing parameters anew is for those that move.
        module.Initialize(3);
        Assert.Equal(before, Values(module, frozen));
        foreach (var parameter in module.parameters())
        {
            parameter.requires_grad = true;
        }

        await module.TrainAsync(data, Twins.Options, null, Token);
        Assert.NotEqual(before, Values(module, frozen));
    }

    [TorchFact]
    public async Task Nothing_to_train_is_said_by_the_training_and_by_nothing_else()
    {
        using var module = new ReadPerceptron();
        Freeze(module, [.. module.named_parameters().Select(part => part.name)]);
        Assert.Equal(3, module.Predict(new float[5]).Outputs.Count);
        Assert.Equal(
            "'ReadPerceptron' has no parameter to train: all of them are frozen; set requires_grad of those that should move.",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Twins.Examples, Twins.Options, null, Token))).Message);
        module.parameters().Last().requires_grad = true;
        Assert.Equal(15, (await module.TrainAsync(Twins.Examples, Twins.Options, null, Token)).Steps);
    }

    private static Device DeviceOf(string execution) => execution switch
    {
        "libtorch" => TorchDevice.Cpu,
        "libtorch keeps parameters" => TorchDevice.Cpu with { Mirrored = true },
        _ => Device.Cpu,
    };

    private static void Freeze(nn.Module module, string[] names)
    {
        foreach (var (name, parameter) in module.named_parameters())
        {
            parameter.requires_grad = !names.Contains(name);
        }
    }

    private static float[][] Values(nn.Module module, string[] names)
    {
        var state = module.state_dict();
        return [.. names.Select(name => state[name].detach().contiguous().data<float>().ToArray())];
    }
}
