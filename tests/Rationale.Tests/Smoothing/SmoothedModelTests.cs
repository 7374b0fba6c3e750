using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Smoothing;
using Rationale.Storage;
using Rationale.Tests.Models;

namespace Rationale.Tests.Smoothing;

/// <summary>The same votes however they are asked for, saved with their seeds, and everything that is refused.</summary>
public sealed class SmoothedModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 1 << 26)]
    [InlineData(7, 1, 1 << 26)]
    [InlineData(64, 2, 1 << 26)]
    [InlineData(64, 3, 40_000)]
    [InlineData(64, 2, 1)]
    public void Votes_do_not_depend_on_batches_workers_or_memory(int batch, int workers, long memory)
    {
        using var reference = SmallVoter.Model();
        using var model = SmallVoter.Model();
        model.Runtime.Execution = new ExecutionOptions { Workers = workers };
        model.Smoothed.MemoryLimit = memory;
        var (features, masks) = SmallVoter.Examples(64);
        var expected = reference.Smoothed.Vote(features, masks, cancellationToken: Token);
        var found = new List<VoteCounts>();
        for (var first = 0; first < 64; first += batch)
        {
            var rows = Enumerable.Range(first, Math.Min(batch, 64 - first)).ToArray();
            found.AddRange(model.Smoothed.Vote(Take(features, rows), Take(masks, rows), cancellationToken: Token));
        }

        Assert.Equal(expected, found);
        Assert.True(expected.Select(votes => votes.Class).Distinct().Count() > 1);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_votes()
    {
        using var few = SmallVoter.Model(quantization: 16);
        using var many = SmallVoter.Model(quantization: 4096);
        var (features, masks) = SmallVoter.Examples(2);
        var limit = 1 << 20;
        few.Smoothed.MemoryLimit = many.Smoothed.MemoryLimit = limit;
        few.Smoothed.Vote(features, masks, cancellationToken: Token);
        many.Smoothed.Vote(features, masks, cancellationToken: Token);
        var before = GC.GetAllocatedBytesForCurrentThread();
        many.Smoothed.Vote(features, masks, cancellationToken: Token);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * limit);
    }

    [Fact]
    public async Task A_new_process_gives_the_same_votes()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "model.safetensors");
        using var model = SmallVoter.Model();
        model.Save(path);
        Assert.Equal(SmallVoter.Lines(model), await OtherProcess.RunAsync(["votes", path]));
    }

    [Fact]
    public void Nothing_is_certified_of_outputs_that_are_not_numbers()
    {
        using var model = SmallVoter.Model();
        model.Parameters.Values[3] = float.NaN;
        var (features, masks) = SmallVoter.Examples(2);
        foreach (var act in (Action[])[
            () => model.Smoothed.Certify(features, masks, cancellationToken: Token),
            () => model.Smoothed.Vote(features, masks, cancellationToken: Token),
            () => new MaskedModel(model).ClassOf(features.Row(0), Enumerable.Repeat(true, 36).ToArray())])
        {
            Assert.StartsWith("'Small' gives the outputs [NaN, NaN, NaN, NaN], of which nothing can be certified;", Assert.Throws<InvalidOperationException>(act).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_score_replaces_what_is_masked_as_votes_do()
    {
        using var plain = SmallVoter.Model();
        float[] row = [.. Enumerable.Range(0, 36).Select(i => i / 36f)];
        using var model = Model.Interpret(plain.Specification with { Smoothing = plain.Specification.Smoothing! with { FeatureReplacements = new EquatableArray<float>(row) } }, seed: 5);
        var (x, groups) = (SmallVoter.Examples(1).Features, model.Smoothed.FeatureGroups);
        var (score, expected) = (new float[1], 0.0);
        model.Smoothed.Score().Scores(new Rationale.Attribution.ScoreBatch(1, 36, (_, values) => x.CopyRows(0, 1, values), _ => 2), TargetOutput.Logit, score);
        for (var version = 0; version < 16; version++)
        {
            float[] masked = [.. Enumerable.Range(0, 36).Select(i => model.Smoothed.Keeps(version, groups.GroupOf[i]) ? x[0, i] : row[i])];
            expected += model.Predict(masked).Outputs[2] / 16.0;
        }

        Assert.Equal(expected, score[0], 1e-5);
    }

    [Fact]
    public void A_file_with_other_seeds_is_refused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "model.safetensors");
        using var model = SmallVoter.Model();
        model.Save(path);
        using var other = SmallVoter.Model(maskSeed: 8);
        var before = other.Copy();
        var error = Assert.Throws<ArchitectureMismatchException>(() => other.Load(path));
        Assert.Contains("keep 4/16, patches 2×2", error.Message);
        Assert.Equal(before, other.Copy());

        // A model without masks may become one with masks, and the other way round.
        using var plain = Model.Interpret(model.Specification with { Smoothing = null });
        plain.Load(path);
        plain.Save(path);
        other.Load(path);
        Assert.Equal(model.Copy(), other.Copy());
    }

    [Fact]
    public void The_smallest_certified_explanation_is_found_whatever_lies_between()
    {
        var (random, found, gaps) = (new RandomSource(4), 0, 0);
        for (var i = 0; i < 60; i++)
        {
            using var model = Tanh(i);
            var smoothed = model.Smoothed;
            float[] x = [.. Enumerable.Range(0, 8).Select(_ => (float)random.NextNormal())];
            int[] ranking = [.. Enumerable.Range(0, 8)];
            random.Shuffle(ranking);
            var stable = Enumerable.Range(1, 8).Select(size => smoothed.Certify(x, Mask(ranking, size)) is { DecrementalRadius: >= 1 } certificate && certificate.IsStable(1)).ToArray();
            var first = Array.IndexOf(stable, true);
            gaps += first >= 0 && stable.Skip(first).Contains(false) ? 1 : 0;
            var smallest = smoothed.SmallestCertified(x, ranking, cancellationToken: Token);
            Assert.Equal(first + 1, smallest?.Certificate.Selected ?? 0);
            Assert.Equal(first < 0 ? null : Mask(ranking, first + 1), smallest?.Mask);
            found += smallest is null ? 0 : 1;
        }

        Assert.InRange(found, 5, 59);
        Assert.True(gaps > 0, "no case in which a search by halves could fail");
    }

    [Fact]
    public void What_is_always_on_is_in_every_version()
    {
        using var model = Tanh(3);
        float[] x = [1, -1, 2, 0.5f, -2, 1, 0, 3];
        bool[] mask = [true, true, true, false, false, false, false, false];
        var certificate = model.Smoothed.Certify(x, mask, mask);
        Assert.True(certificate.AlwaysOn);
        Assert.Equal(certificate.Explained.Total, certificate.Explained.Counts.Max());
        Assert.InRange(certificate.IncrementalRadius, model.Smoothed.LargestRadius - 1, model.Smoothed.LargestRadius);
        Assert.Contains("Group 3 of example 0 is always on, but not in the explanation", Throws(() => model.Smoothed.Certify(x, mask, [.. mask.Select(_ => true)])));
    }

    [Fact]
    public void Averages_are_sums_of_probabilities()
    {
        var smoothing = MaskSmoothing.Create(EquatableArray.Create(4), 0.5, 4) with { Output = SmoothedOutput.Averages };
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        var smoothed = new SmoothedModel(model, smoothing);
        float[] x = [1, 2, -1, 0.5f];
        var expected = new double[3];
        for (var version = 0; version < 4; version++)
        {
            var probabilities = model.Predict([.. x.Select((value, i) => smoothed.Keeps(version, i) ? value : 0)]).Probabilities;
            for (var i = 0; i < 3; i++)
            {
                expected[i] += probabilities[i] / 4.0;
            }
        }

        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(expected[i], smoothed.Vote(x).Share(i), 1e-6));
    }

    [Fact]
    public void Probabilities_get_no_second_softmax_and_must_be_some()
    {
        var layers = new Layer[] { new DenseLayer(3, true, Initialization.PyTorchDefault), new SigmoidLayer() };
        using var model = Model.Interpret(Small.Create(4, Small.Classes(3), layers), seed: 2);
        var smoothing = MaskSmoothing.Create(EquatableArray.Create(4), 1, 2) with { Output = SmoothedOutput.Averages, Base = BaseOutput.Probabilities };
        float[] x = [1, 2, -1, 0.5f];
        var outputs = model.Predict(x).Outputs;
        var votes = new SmoothedModel(model, smoothing).Vote(x);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(outputs[i], votes.Share(i), 1e-6));

        using var logits = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 2);
        var error = Assert.Throws<InvalidOperationException>(() => new SmoothedModel(logits, smoothing).Vote([9, 9, 9, 9]));
        Assert.Contains("which is no probability", error.Message);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task A_model_that_is_declared_to_give_probabilities_is_the_one_of_its_logits(int outputs)
    {
        var smoothing = MaskSmoothing.Create(EquatableArray.Create(4), 0.5, 4) with { Output = SmoothedOutput.Averages };
        Layer last = outputs == 1 ? new SigmoidLayer() : new SoftmaxLayer();
        var logits = Small.Mlp(4, Small.Classes(outputs)) with { Smoothing = smoothing };
        var probabilities = logits with { Layers = new(logits.Layers.Append(last)), Smoothing = smoothing with { Base = BaseOutput.Probabilities } };
        Assert.True(probabilities.EndsInProbabilities);
        Assert.False(logits.EndsInProbabilities);
        Assert.False((probabilities with { Smoothing = smoothing }).EndsInProbabilities);

        using var expected = Model.Interpret(logits, seed: 2);
        using var actual = Model.Interpret(probabilities, seed: 2);
        var data = Small.Blobs(24, classes: Math.Max(2, outputs));
        await expected.TrainAsync(data, cancellationToken: Token);
        await actual.TrainAsync(data, cancellationToken: Token);

        Assert.Equal(expected.Parameters.Values.ToArray(), actual.Parameters.Values.ToArray());
        float[] x = [1, 2, -1, 0.5f];
        Assert.Equal(expected.Predict(x).Outputs, actual.Predict(x).Outputs);
        Assert.Equal(expected.Predict(x).Probabilities, actual.Predict(x).Probabilities);
        Assert.Equal(expected.Explain(x).Values, actual.Explain(x).Values);
        Assert.Equal(expected.Smoothed.Vote(x), actual.Smoothed.Vote(x));
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_one_sentence()
    {
        using var model = SmallVoter.Model();
        var smoothed = model.Smoothed;
        var row = new float[36];
        Assert.Equal(
            "The mask has 36 flags, but the model has 9 groups of 36 features; give one flag for each group, for example with Attributions.ByGroup(model.FeatureGroups).",
            Throws(() => smoothed.Certify(row, new bool[36])));
        Assert.Contains("36", Throws(() => smoothed.Certify(new float[35], new bool[9])));
        row[3] = float.NaN;
        Assert.Contains("NaN", Throws(() => smoothed.Certify(row, new bool[9])));
        Assert.Contains("There are 2 masks for 1 examples", Throws(() => smoothed.Vote(FeatureMatrix.FromSpan(new float[36], 36), FeatureMatrix.FromArray(new float[18], 9), cancellationToken: Token)));
        Assert.Contains("The mask of example 0 holds 0.5", Throws(() => smoothed.Vote(FeatureMatrix.FromSpan(new float[36], 36), FeatureMatrix.FromArray([0.5f, 0, 0, 0, 0, 0, 0, 0, 0], 9), cancellationToken: Token)));
        Assert.Contains("must name each of the 9 groups once", Throws(() => smoothed.SmallestCertified(new float[36], [0, 1, 1], cancellationToken: Token)));

        var inputs = EquatableArray.Create(4);
        using var plain = Model.Interpret(Small.Linear(4, Small.Classes(3)));
        Assert.Contains("declares no smoothing; add [Smoothed(keep: 0.25)]", Throws(() => _ = plain.Smoothed));
        Assert.Equal(
            "Keep of the smoothing of 'Small' is 0.29, but it must be a multiple of 1/64 above 0 and at most 1; the nearest that work are 0.28125 and 0.296875.",
            Throws(() => new SmoothedModel(plain, MaskSmoothing.Create(inputs, 0.29))));
        Assert.Contains("a multiple of 1/64", Throws(() => Model.Interpret(plain.Specification with { Smoothing = MaskSmoothing.Create(inputs, 0.29) })));
        Assert.Contains("must be from 2 to 65536", Throws(() => new SmoothedModel(plain, MaskSmoothing.Create(inputs, 1, 1))));
        Assert.Contains("groups are given for 2 features, but an example has 4", Throws(() => new SmoothedModel(plain, MaskSmoothing.Create(inputs, 0.5) with { Groups = new ListedGroups(EquatableArray.Create(0, 1)) })));
        Assert.Contains("has 4 seeds, but its 2 groups need one each", Throws(() => new SmoothedModel(plain, MaskSmoothing.Create(inputs, 0.5) with { Groups = new ListedGroups(EquatableArray.Create(0, 1, 1, 0)) })));
        Assert.Contains("must be a finite number", Throws(() => new SmoothedModel(plain, MaskSmoothing.Create(inputs, 0.5) with { Replacement = double.NaN })));
        Assert.Contains("are 2 values, but must be 4", Throws(() => new SmoothedModel(plain, MaskSmoothing.Create(inputs, 0.5) with { FeatureReplacements = EquatableArray.Create(1f, 2f) })));
        using var regressor = Model.Interpret(Small.Linear(4, Small.Numbers(1)));
        Assert.Contains("is a regressor", Throws(() => new SmoothedModel(regressor, MaskSmoothing.Create(inputs, 0.5))));
    }

    [Fact]
    public void Work_can_be_watched_and_canceled()
    {
        using var model = SmallVoter.Model(quantization: 1024);
        var (features, masks) = SmallVoter.Examples(8);
        var seen = new List<SmoothingProgress>();
        using var source = new CancellationTokenSource();
        var progress = new Watch(step =>
        {
            seen.Add(step);
            if (seen.Count == 2)
            {
                source.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => model.Smoothed.Certify(features, masks, null, progress, source.Token));
        Assert.Equal(2, seen.Count);
        Assert.Equal(new SmoothingProgress(4, 16), seen[1]);
    }

    private static Model Tanh(int seed)
    {
        var model = Model.Interpret(Small.Mlp(8, Small.Classes(3)) with { Smoothing = MaskSmoothing.Create(EquatableArray.Create(8), 0.25, 8, seed: seed) }, (ulong)seed);
        foreach (ref var parameter in model.Runtime.Parameters)
        {
            parameter *= 3;
        }

        return model;
    }

    private static FeatureMatrix Take(FeatureMatrix rows, int[] indices)
    {
        var values = new float[indices.Length * rows.Width];
        rows.CopyRows(indices, values);
        return FeatureMatrix.FromArray(values, rows.Width);
    }

    private static bool[] Mask(int[] ranking, int size) => [.. Enumerable.Range(0, ranking.Length).Select(group => Array.IndexOf(ranking, group) < size)];

    private static string Throws(Action action) => Assert.Throws<ArgumentException>(action).Message;

    private sealed class Watch(Action<SmoothingProgress> report) : IProgress<SmoothingProgress>
    {
        public void Report(SmoothingProgress value) => report(value);
    }
}
