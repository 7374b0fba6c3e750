using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;

namespace Rationale.Tests.Storage;

/// <summary>Whoever waits for a file sees how far it is and can end it: then an old file stays as it was, and nothing is left behind.</summary>
public sealed class FollowedFileTests : IDisposable
{
    private static readonly NamedTensor[] Tensors = [NamedTensor.FromSingle("a", [3 << 20], new float[3 << 20]), NamedTensor.FromSingle("b", [1], [7])];

    private readonly TemporaryFolder _folder = new();

    private string File => _folder["file"];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Writers => [.. Writes.Keys];

    public static TheoryData<string> Readers => [.. Reads.Keys];

    private static Dictionary<string, Action<string, IProgress<double>?, CancellationToken>> Writes => new()
    {
        ["safetensors"] = (path, progress, token) => Safetensors.Write(path, Tensors, null, progress, token),
        ["checkpoint"] = (path, progress, token) => new Checkpoint { Architecture = "a", Parameters = Tensors }.Save(path, progress, token),
        ["model"] = (path, progress, token) =>
        {
            using var model = Wide();
            model.Save(path, progress, token);
        },
        ["idx"] = (path, progress, token) => IdxFile.Write(path, new IdxArray(IdxElementType.UInt8, [9 << 20], new byte[9 << 20]), progress, token),
    };

    private static Dictionary<string, (string Writer, Action<string, IProgress<double>?, CancellationToken> Read)> Reads => new()
    {
        ["safetensors"] = ("safetensors", (path, progress, token) => SafetensorsFile.Read(path, progress, token)),
        ["stream"] = ("safetensors", ReadStream),
        ["checkpoint"] = ("checkpoint", (path, progress, token) => Checkpoint.Load(path, null, progress, token)),
        ["model"] = ("model", LoadModel),
        ["idx"] = ("idx", (path, progress, token) => IdxFile.Read(path, progress, token)),
    };

    [Theory]
    [MemberData(nameof(Writers))]
    public void Writing_tells_the_share_and_ends_where_it_is_canceled(string writer)
    {
        System.IO.File.WriteAllText(File, "old");
        Follow((progress, token) => Writes[writer](File, progress, token), () => Assert.Equal("old", System.IO.File.ReadAllText(File)));
        Assert.NotEqual("old", System.IO.File.ReadAllText(File));
        Assert.Equal(["file"], _folder.Files);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Reading_tells_the_share_and_ends_where_it_is_canceled(string reader)
    {
        Writes[Reads[reader].Writer](File, null, CancellationToken.None);
        Follow((progress, token) => Reads[reader].Read(File, progress, token), () => { });
    }

    private static void Follow(Action<IProgress<double>, CancellationToken> work, Action afterCancellation)
    {
        using var source = new CancellationTokenSource();
        var canceled = new Shares(source.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => work(canceled, source.Token));
        Assert.InRange(Assert.Single(canceled.Told), 0.01, 0.99);
        afterCancellation();

        var shares = new Shares(() => { });
        work(shares, CancellationToken.None);
        Assert.True(shares.Told.Count > 1, $"{shares.Told.Count} reports");
        Assert.Equal(shares.Told.Distinct().Order(), shares.Told);
        Assert.Equal(1, shares.Told[^1]);
    }

    /// <summary>A model whose file has some blocks.</summary>
    private static Model Wide() => Model.Interpret(Small.Mlp(1200, Small.Classes(2), hidden: 2000), seed: 1);

    private static void ReadStream(string path, IProgress<double>? progress, CancellationToken token)
    {
        using var stream = System.IO.File.OpenRead(path);
        SafetensorsFile.Read(stream, "stream", progress, token);
    }

    private static void LoadModel(string path, IProgress<double>? progress, CancellationToken token)
    {
        using var model = Wide();
        var before = model.Parameters.Values[0];
        try
        {
            model.Load(path, progress, token);
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(before, model.Parameters.Values[0]);
            throw;
        }
    }

    private sealed class Shares(Action report) : IProgress<double>
    {
        public List<double> Told { get; } = [];

        public void Report(double value)
        {
            Told.Add(value);
            report();
        }
    }
}
