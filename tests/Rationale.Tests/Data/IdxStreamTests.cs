using System.IO.Compression;
using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>IDX arrays come from any stream that can be read: a pipe, a response, an entry of an archive.</summary>
public sealed class IdxStreamTests
{
    private static readonly IdxArray Array = new(IdxElementType.UInt8, [2, 3], new byte[] { 1, 2, 3, 4, 5, 6 });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_cannot_seek_is_read(bool compressed)
    {
        using var bytes = new MemoryStream();
        if (compressed)
        {
            using var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
            IdxFile.Write(zip, Array);
        }
        else
        {
            IdxFile.Write(bytes, Array);
        }

        using var pipe = new Pipe(bytes.ToArray());
        var read = IdxFile.Read(pipe, "pipe");
        Assert.Equal([2, 3], read.Dimensions);
        Assert.Equal([1f, 2, 3, 4, 5, 6], read.ToFeatureMatrix().ToArray());
    }

    [Fact]
    public void What_follows_too_much_or_too_early_is_refused()
    {
        using var bytes = new MemoryStream();
        IdxFile.Write(bytes, Array);
        var whole = bytes.ToArray();
        Assert.Throws<DataFormatException>(() => IdxFile.Read(new Pipe([.. whole, 0]), "pipe"));
        for (var length = 0; length < whole.Length; length++)
        {
            var part = whole[..length];
            Assert.StartsWith("pipe: ", Assert.Throws<DataFormatException>(() => IdxFile.Read(new Pipe(part), "pipe")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_stream_that_cannot_be_read_is_refused_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        using var file = new FileStream(folder["out.idx"], FileMode.Create, FileAccess.Write);
        Assert.StartsWith("out: the stream cannot be read; open it for reading.", Assert.Throws<ArgumentException>(() => IdxFile.Read(file, "out")).Message, StringComparison.Ordinal);
    }

    /// <summary>Gives its bytes one after the other, and does nothing else.</summary>
    private sealed class Pipe(byte[] bytes) : Stream
    {
        private int _next;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_next == bytes.Length || count == 0)
            {
                return 0;
            }

            buffer[offset] = bytes[_next++];
            return 1;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
