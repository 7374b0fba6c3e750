using Rationale.Data;
using Rationale.Tests.Models;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>A training with dropout has the same bits again, as long as nobody else draws from TorchSharp's generator, which a process has once.</summary>
[Collection(nameof(AutogradReproducibilityTests))]
[CollectionDefinition(nameof(AutogradReproducibilityTests), DisableParallelization = true)]
public sealed class AutogradReproducibilityTests
{
    [TorchFact]
    public async Task A_training_goes_on_from_its_checkpoint_with_the_same_bits()
    {
        var folder = Directory.CreateTempSubdirectory("rationale");
        try
        {
            var token = TestContext.Current.CancellationToken;
            using var whole = Images();
            using var parts = Images();
            using var resumed = Images();
            var data = Small.Blobs(48, 32);
            data = data.WithAnnotationMask(FeatureMatrix.Repeat(new float[32], 48));
            await whole.TrainAsync(data, Twins.Options with { Epochs = 4 }, null, token);
            await parts.TrainAsync(data, Twins.Options with { Epochs = 2, CheckpointFolder = folder.FullName }, null, token);
            manual_seed(1);
            await resumed.TrainAsync(data, Twins.Options with { Epochs = 4, CheckpointFolder = folder.FullName, Resume = true }, null, token);
            Assert.Equal(whole.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());
            Assert.NotEqual(whole.Parameters.Values.ToArray(), parts.Parameters.Values.ToArray());

            // Running statistics have moved, and are part of the checkpoint.
            Assert.NotEqual(new float[3], whole.state_dict()["norm.running_mean"].data<float>().ToArray());
            Assert.Equal(whole.state_dict()["norm.running_var"].data<float>().ToArray(), resumed.state_dict()["norm.running_var"].data<float>().ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static OpaqueImages Images()
        {
            var module = new OpaqueImages();
            module.Initialize(3);
            return module;
        }
    }
}
