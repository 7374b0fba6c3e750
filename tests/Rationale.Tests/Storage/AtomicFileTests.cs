using Rationale.Storage;

namespace Rationale.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_written_file_replaces_the_old_one_and_leaves_nothing_else()
    {
        AtomicFile.Write(_folder["a"], stream => stream.Write("long content"u8));
        AtomicFile.Write(_folder["a"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_folder["a"]));
        await AtomicFile.WriteAsync(_folder["a"], async (stream, token) => await stream.WriteAsync("newer"u8.ToArray(), token), Token);
        Assert.Equal("newer", await File.ReadAllTextAsync(_folder["a"], Token));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public void Missing_folders_are_made()
    {
        AtomicFile.Write(_folder[Path.Combine("x", "y", "a")], stream => stream.WriteByte(1));
        Assert.Equal([1], File.ReadAllBytes(_folder[Path.Combine("x", "y", "a")]));
    }

    [Fact]
    public async Task A_failure_in_the_middle_keeps_the_old_file_and_the_original_exception()
    {
        File.WriteAllText(_folder["a"], "old");
        Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(_folder["a"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidTimeZoneException();
        }));
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AtomicFile.WriteAsync(_folder["a"], async (stream, token) =>
        {
            await stream.WriteAsync(new byte[100_000], token);
            await cancel.CancelAsync();
        }, cancel.Token));
        Assert.Equal("old", await File.ReadAllTextAsync(_folder["a"], Token));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public async Task A_full_disk_is_one_sentence_that_names_the_file_and_keeps_the_old_one()
    {
        File.WriteAllText(_folder["a"], "old");
        static void Overflow(Stream stream)
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device.");
        }

        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["a"], Overflow));
        Assert.Equal($"{_folder["a"]} could not be written (No space left on device); any earlier file of that name is unchanged.", error.Message);
        await Assert.ThrowsAsync<IOException>(() => AtomicFile.WriteAsync(_folder["a"], (stream, _) =>
        {
            Overflow(stream);
            return Task.CompletedTask;
        }, Token));
        Assert.Equal("old", await File.ReadAllTextAsync(_folder["a"], Token));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public void A_device_that_is_full_for_real_gives_the_same_sentence()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["a"], stream =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.Write(new byte[10]);
        }));
        Assert.StartsWith($"{_folder["a"]} could not be written (", error.Message);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_folder_in_the_way_is_named()
    {
        Directory.CreateDirectory(_folder["a"]);
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["a"], stream => stream.WriteByte(1)));
        Assert.Contains(_folder["a"], error.Message);
        Assert.Empty(_folder.Files);
        AtomicFile.Write(_folder["b"], stream => stream.WriteByte(1));
        Assert.Throws<IOException>(() => AtomicFile.Write(_folder[Path.Combine("b", "c")], stream => stream.WriteByte(1)));
    }
}
