using Rationale.Tests.Models;
using Rationale.Training;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>What callbacks write to a module during a training, by TorchSharp or by the model, reaches a device that keeps the parameters.</summary>
public sealed class CallbackWriteTests
{
    [TorchTheory]
    [InlineData("clamp", true)]
    [InlineData("clamp", false)]
    [InlineData("zero", true)]
    [InlineData("state", true)]
    [InlineData("state", false)]
    [InlineData("parameters", true)]
    [InlineData("initialize", false)]
    public async Task Every_way_of_writing_gives_the_numbers_of_the_CPU(string way, bool atSteps)
    {
        using var other = new Perceptron();
        other.Initialize(77);
        var (untouched, cpu, device) = (await TrainAsync(Device.Cpu, false), await TrainAsync(Device.Cpu, true), await TrainAsync(TorchDevice.Cpu with { Mirrored = true }, true));
        Assert.NotEqual(untouched, cpu);
        Assert.All(cpu.Zip(device), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        async Task<float[]> TrainAsync(Device on, bool writes)
        {
            using var module = new Perceptron();
            module.Initialize(5);
            var options = new TrainingOptions
            {
                Epochs = 2,
                BatchSize = 16,
                Seed = 9,
                Optimizer = OptimizerKind.Sgd,
                LearningRate = 1e-3,
                Device = on,
                Callbacks = !writes ? [] : atSteps ? [new AfterSteps(() => Write(module))] : [new AfterEpochs(() => Write(module))],
            };
            await module.TrainAsync(Small.Blobs(48, 5).Marking(0), options, null, TestContext.Current.CancellationToken);
            return module.Parameters.Values.ToArray();
        }

        void Write(Perceptron module)
        {
            using var without = no_grad();
            switch (way)
            {
                case "clamp":
                    foreach (var parameter in module.parameters())
                    {
                        parameter.clamp_(-0.1, 0.1);
                    }

                    break;
                case "zero":
                    module.get_parameter("hidden.bias")!.zero_();
                    break;
                case "state":
                    module.load_state_dict(other.state_dict());
                    break;
                case "initialize":
                    module.Initialize(9);
                    break;
                default:
                    module.Parameters.Values[..5].Fill(0.5f);
                    break;
            }
        }
    }

    private sealed class AfterSteps(Action write) : ITrainingCallback
    {
        public void OnStepEnd(TrainingContext training)
        {
            // The steps of the last epoch must begin with what was written.
            if (training.Epoch == 1)
            {
                write();
            }
        }
    }

    private sealed class AfterEpochs(Action write) : ITrainingCallback
    {
        public ValueTask OnEpochEndAsync(TrainingContext training)
        {
            if (training.Epoch == 1)
            {
                write();
            }

            return default;
        }
    }
}
