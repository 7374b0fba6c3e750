using Rationale.Data;
using Rationale.Randomness;
using Rationale.Storage;
using Rationale.Tests.Data;

namespace Rationale.Tests.Storage;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Checkpoint Make(float weight = .1f) => new()
    {
        Architecture = "2-50-30-2 relu",
        Parameters = [NamedTensor.FromSingle("hidden.weight", [2, 2], [weight, float.NaN, -0f, 1e-45f]), NamedTensor.FromSingle("hidden.bias", [1], [3])],
        OptimizerState = [NamedTensor.FromSingle("m", [2], [1, 2]), NamedTensor.FromDouble("v", [2], [Math.PI, 4])],
        OptimizerStep = 12_345_678_901,
        Epoch = 17,
        StepInEpoch = 5,
        RandomStates = new Dictionary<string, RandomState> { ["dropout"] = new RandomSource(1).State, ["order"] = new(ulong.MaxValue, 0, 0, 1) },
        Order = new BatchOrderState(ulong.MaxValue, 60_000, 256, true, false, 17, 5),
        BestMetric = 1.0 / 3,
        BestEpoch = 11,
        HistoryLength = 17,
        States = new Dictionary<string, string> { ["mine"] = "0.1 NaN", ["state.other"] = "" },
        Hyperparameters = new Dictionary<string, string> { ["learning_rate"] = "0.001", ["note"] = "line\nbreak" },
        Manifest = new Dictionary<string, string> { ["classNames"] = "[\"a\"]", ["decisionThreshold"] = "0.3" },
    };

    [Fact]
    public void Everything_comes_back_bit_for_bit()
    {
        var saved = Make();
        saved.Save(_folder["c"]);
        var loaded = Checkpoint.Load(_folder["c"], saved.Architecture);
        Same(saved.Parameters, loaded.Parameters);
        Same(saved.OptimizerState, loaded.OptimizerState);
        Assert.Equal(saved.RandomStates.OrderBy(pair => pair.Key), loaded.RandomStates.OrderBy(pair => pair.Key));
        Assert.Equal(saved.States.OrderBy(pair => pair.Key), loaded.States.OrderBy(pair => pair.Key));
        Assert.Equal(saved.Hyperparameters.OrderBy(pair => pair.Key), loaded.Hyperparameters.OrderBy(pair => pair.Key));
        Assert.Equal(saved.Manifest.OrderBy(pair => pair.Key), loaded.Manifest.OrderBy(pair => pair.Key));
        // The remaining fields compare as a record once the collections are the same objects.
        Assert.Equal(saved, loaded with
        {
            Parameters = saved.Parameters,
            OptimizerState = saved.OptimizerState,
            RandomStates = saved.RandomStates,
            States = saved.States,
            Hyperparameters = saved.Hyperparameters,
            Manifest = saved.Manifest,
        });

        static void Same(IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> found)
        {
            Assert.Equal(expected.Select(tensor => tensor.Name).Order(), found.Select(tensor => tensor.Name).Order());
            foreach (var tensor in expected)
            {
                var other = found.Single(other => other.Name == tensor.Name);
                Assert.Equal(tensor.Type, other.Type);
                Assert.Equal(tensor.Shape, other.Shape);
                Assert.Equal(tensor.Bytes, other.Bytes);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(5e-324)]
    public void Any_best_metric_and_a_missing_order_come_back(double best)
    {
        (Make() with { BestMetric = best, BestEpoch = 0, Order = null }).Save(_folder["c"]);
        var loaded = Checkpoint.Load(_folder["c"]);
        Assert.Equal(best, loaded.BestMetric);
        Assert.Equal(0, loaded.BestEpoch);
        Assert.Null(loaded.Order);
    }

    [Fact]
    public void A_checkpoint_of_version_01_counts_epochs_from_0()
    {
        var (tensors, metadata) = CheckpointFormat.Encode(Make());
        metadata["format"] = "rationale-checkpoint-1";
        Safetensors.Write(_folder["c"], tensors, metadata);
        var loaded = Checkpoint.Load(_folder["c"]);
        Assert.Equal((18, 12, 18), (loaded.Epoch, loaded.BestEpoch, loaded.Order!.Value.Epoch));
        metadata["best_epoch"] = "-1";
        Safetensors.Write(_folder["c"], tensors, metadata);
        Assert.Equal(0, Checkpoint.Load(_folder["c"]).BestEpoch);
    }

    [Fact]
    public void Another_architecture_is_refused_and_both_are_named()
    {
        Make().Save(_folder["c"]);
        var error = Assert.Throws<ArchitectureMismatchException>(() => Checkpoint.Load(_folder["c"], "784-50-30-10 relu"));
        Assert.Contains("\"2-50-30-2 relu\"", error.Message);
        Assert.Contains("\"784-50-30-10 relu\"", error.Message);
    }

    [Fact]
    public void A_safetensors_file_of_something_else_is_no_checkpoint()
    {
        Safetensors.Write(_folder["c"], [NamedTensor.FromSingle("a", [], [1])]);
        Assert.Contains("is not a checkpoint", Assert.Throws<DataFormatException>(() => Checkpoint.Load(_folder["c"])).Message);
    }

    [Fact]
    public void Damaged_checkpoints_are_refused_with_a_sentence_or_read()
    {
        Make().Save(_folder["c"]);
        Damage.TryAll<DataFormatException>(File.ReadAllBytes(_folder["c"]), bytes =>
            CheckpointFormat.Decode(SafetensorsFile.Read(new MemoryStream(bytes), "c"), "c"), flips: 10_000);
    }

    [Fact]
    public void Last_and_best_live_side_by_side()
    {
        var folder = new CheckpointFolder(_folder["run"]);
        Assert.Null(folder.LoadLast());
        Assert.Null(folder.LoadBest());
        folder.SaveBest(Make(1));
        folder.SaveLast(Make(2));
        folder.SaveLast(Make(3));
        Assert.Equal(1, folder.LoadBest()!.Parameters.Single(tensor => tensor.Name == "hidden.weight").ToSingleArray()[0]);
        Assert.Equal(3, folder.LoadLast("2-50-30-2 relu")!.Parameters.Single(tensor => tensor.Name == "hidden.weight").ToSingleArray()[0]);
    }

    [Fact]
    public void A_save_that_breaks_off_leaves_the_last_good_checkpoint()
    {
        var folder = new CheckpointFolder(_folder["run"]);
        folder.SaveLast(Make(1));
        var good = File.ReadAllBytes(folder.LastPath);
        var (tensors, metadata) = CheckpointFormat.Encode(Make(2));
        // The same bytes in the same way, broken off after every count of bytes, as by a full disk.
        for (var capacity = 0; capacity < good.Length; capacity += 7)
        {
            Assert.Throws<IOException>(() => AtomicFile.Write(folder.LastPath, stream => Safetensors.Write(new ShortStream(stream, capacity), tensors, metadata)));
            Assert.Equal(good, File.ReadAllBytes(folder.LastPath));
        }

        Assert.Equal([folder.LastPath], Directory.EnumerateFiles(folder.FolderPath));
    }

    [Fact]
    public void A_temporary_file_that_a_killed_process_left_does_no_harm()
    {
        var folder = new CheckpointFolder(_folder["run"]);
        folder.SaveLast(Make(1));
        File.WriteAllBytes(Path.Combine(folder.FolderPath, ".last.safetensors.0123.tmp"), File.ReadAllBytes(folder.LastPath)[..50]);
        Assert.Equal(17, folder.LoadLast()!.Epoch);
        folder.SaveLast(Make(2));
        Assert.Equal(17, folder.LoadLast()!.Epoch);
    }

    /// <summary>A disk with room for so many bytes.</summary>
    private sealed class ShortStream(Stream inner, int capacity) : MemoryStream
    {
        private int _capacity = capacity;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fits = Math.Min(_capacity, buffer.Length);
            inner.Write(buffer[..fits]);
            _capacity -= fits;
            if (fits < buffer.Length)
            {
                throw new IOException("No space left on device");
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
