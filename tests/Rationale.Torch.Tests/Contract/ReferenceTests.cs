using System.Text.Json;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Contract;

/// <summary>TorchSharp against PyTorch: names, states, outputs, gradients of gradients, optimizers.</summary>
public sealed class ReferenceTests
{
    private static readonly JsonElement Data = ReferenceData.Read("torchsharp.json");

    public static TheoryData<string> Optimizers => ["sgd", "adam", "adamw"];

    [TorchFact]
    public void Parts_have_the_names_that_PyTorch_gives_them()
    {
        using var net = new Net();
        Assert.Equal(Data.GetProperty("names").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal), net.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [TorchFact]
    public void A_state_that_Python_wrote_is_read_and_gives_the_outputs()
    {
        using var scope = NewDisposeScope();
        using var net = Loaded();
        net.eval();
        Near("outputs", Data.GetProperty("outputs"), net.call(Of("x")));
    }

    [TorchFact]
    public void A_state_that_is_written_is_read_again()
    {
        using var net = Loaded();
        using var other = new Net();
        using var stream = new MemoryStream();
        net.save(stream);

        // Saving closes the stream.
        var written = stream.ToArray();
        Assert.Equal(Convert.FromBase64String(Data.GetProperty("file").GetString()!).Length, written.Length);
        using var again = new MemoryStream(written);
        other.load(again);
        Assert.All(net.state_dict(), part => Assert.True(allclose(part.Value, other.state_dict()[part.Key], 0, 0)));
    }

    [TorchFact]
    public void Gradients_of_a_loss_with_a_gradient_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        using var net = Loaded();
        net.eval();
        var loss = net.Penalized(Of("x"), Labels(), Of("mask"));
        loss.backward();
        Assert.Equal(Data.GetProperty("loss").GetDouble(), loss.item<double>(), 1e-10);
        foreach (var (name, parameter) in net.named_parameters())
        {
            Near(name, Data.GetProperty("gradients").GetProperty(name), parameter.grad!);
        }
    }

    [TorchTheory]
    [MemberData(nameof(Optimizers))]
    public void Steps_of_an_optimizer_are_those_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using var net = Loaded();
        using optim.Optimizer optimizer = name switch
        {
            "sgd" => optim.SGD(net.parameters(), 0.01, momentum: 0.9, weight_decay: 0.01, nesterov: true),
            "adam" => optim.Adam(net.parameters(), 0.01, weight_decay: 0.01, amsgrad: true),
            _ => optim.AdamW(net.parameters(), 0.01, weight_decay: 0.1),
        };
        var expected = Data.GetProperty("optimizers").GetProperty(name);
        foreach (var loss in expected.GetProperty("losses").EnumerateArray())
        {
            optimizer.zero_grad();
            var own = net.Penalized(Of("x"), Labels(), Of("mask"));
            own.backward();
            optimizer.step();
            Assert.Equal(loss.GetDouble(), own.item<double>(), 1e-8);
        }

        foreach (var part in expected.GetProperty("state").EnumerateObject())
        {
            Near(part.Name, part.Value, net.state_dict()[part.Name]);
        }
    }

    [TorchTheory]
    [InlineData("to a norm", 0.5, 2)]
    [InlineData("to a greater norm", 1e6, 2)]
    [InlineData("to a sum", 2, 1)]
    [InlineData("to a maximum", 0.1, double.PositiveInfinity)]
    [InlineData("each element", 0.05, 0)]
    public void Clipped_gradients_are_those_of_PyTorch(string name, double bound, double order)
    {
        using var scope = NewDisposeScope();
        using var net = Loaded();
        net.eval();
        net.Penalized(Of("x"), Labels(), Of("mask")).backward();
        var expected = Data.GetProperty("clipped").GetProperty(name);
        if (order == 0)
        {
            nn.utils.clip_grad_value_(net.parameters(), bound);
        }
        else
        {
            Assert.Equal(expected.GetProperty("norm").GetDouble(), nn.utils.clip_grad_norm_(net.parameters(), bound, order), 1e-8);
        }

        foreach (var (part, parameter) in net.named_parameters())
        {
            Near(part, expected.GetProperty("gradients").GetProperty(part), parameter.grad!);
        }
    }

    [TorchFact]
    public void Schedules_of_rates_are_those_of_PyTorch()
    {
        var makers = new Dictionary<string, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>>
        {
            ["StepLR"] = optimizer => optim.lr_scheduler.StepLR(optimizer, 3, gamma: 0.5),
            ["MultiStepLR"] = optimizer => optim.lr_scheduler.MultiStepLR(optimizer, [2, 5], gamma: 0.2),
            ["ExponentialLR"] = optimizer => optim.lr_scheduler.ExponentialLR(optimizer, 0.9),
            ["CosineAnnealingLR"] = optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, 6, eta_min: 0.1),
            ["LinearLR"] = optimizer => optim.lr_scheduler.LinearLR(optimizer, start_factor: 0.25, end_factor: 0.75, total_iters: 4),
            ["ConstantLR"] = optimizer => optim.lr_scheduler.ConstantLR(optimizer, factor: 0.5, total_iters: 3),
            ["LambdaLR"] = optimizer => optim.lr_scheduler.LambdaLR(optimizer, epoch => 1.0 / (1 + epoch)),
        };
        Assert.Equal(Data.GetProperty("rates").EnumerateObject().Select(schedule => schedule.Name), makers.Keys);
        foreach (var expected in Data.GetProperty("rates").EnumerateObject())
        {
            using var parameter = new TorchSharp.Modules.Parameter(zeros(1));
            using var optimizer = optim.SGD([parameter], 0.8);
            var schedule = makers[expected.Name](optimizer);
            foreach (var rate in expected.Value.EnumerateArray())
            {
                Assert.Equal(rate.GetDouble(), schedule.get_last_lr().Single(), 1e-12);
                schedule.step();
            }
        }
    }

    [TorchFact]
    public void A_scheduled_rate_is_the_one_of_the_next_step()
    {
        using var scope = NewDisposeScope();
        using var parameter = new TorchSharp.Modules.Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], 1);
        var schedule = optim.lr_scheduler.ExponentialLR(optimizer, 0.5);
        foreach (var expected in new[] { -1f, -1.5f, -1.75f })
        {
            optimizer.zero_grad();
            parameter.sum().backward();
            optimizer.step();
            schedule.step();
            Assert.Equal(expected, parameter.item<float>());
        }
    }

    private static Net Loaded()
    {
        var net = new Net();
        using var stream = new MemoryStream(Convert.FromBase64String(Data.GetProperty("file").GetString()!));
        net.load(stream);
        return net;
    }

    private static Tensor Of(string name) => ReferenceData.Tensor(Data.GetProperty(name));

    private static Tensor Labels() => tensor([.. Data.GetProperty("labels").EnumerateArray().Select(label => label.GetInt64())], dtype: int64);

    private static void Near(string what, JsonElement expected, Tensor actual)
    {
        double[] numbers = [.. expected.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        using var plain = actual.detach();
        var own = plain.data<double>().ToArray();
        Assert.Equal(numbers.Length, own.Length);
        var scale = numbers.Select(Math.Abs).Append(1e-3).Max();
        for (var i = 0; i < own.Length; i++)
        {
            Assert.True(Math.Abs(numbers[i] - own[i]) <= 1e-8 * scale, $"{what}[{i}]: expected {numbers[i]}, found {own[i]}");
        }
    }
}
