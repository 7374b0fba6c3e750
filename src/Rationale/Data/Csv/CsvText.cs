using System.Text;
using System.Text.Unicode;

namespace Rationale.Data;

/// <summary>Opens CSV files as text: compressed or not, in a stated encoding, and never with characters that only stand for what could not be read.</summary>
internal static class CsvText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static StreamReader Open(string path, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new StreamReader(OpenBytes(path), Strict(options.Encoding), detectEncodingFromByteOrderMarks: true);
    }

    /// <summary>Opens a stream, which stays open.</summary>
    public static StreamReader Open(Stream stream, string name, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return new StreamReader(GzipContent.Decompress(stream, name, leaveOpen: true), Strict(options.Encoding), detectEncodingFromByteOrderMarks: true);
    }

    /// <summary>What to say of a file whose bytes are none of its encoding.</summary>
    public static DataFormatException Undecodable(string path, CsvOptions options, DecoderFallbackException exception)
    {
        var encoding = options.Encoding?.WebName ?? "UTF-8";
        var line = options.Encoding is null && File.Exists(path) ? FormattableString.Invariant($": line {FirstInvalidLine(path)}") : "";
        return new DataFormatException($"{path}{line} is not valid {encoding}; set CsvOptions.Encoding to the encoding in which the file was written, such as Encoding.Latin1.", exception);
    }

    private static Encoding Strict(Encoding? encoding)
    {
        if (encoding is null)
        {
            return StrictUtf8;
        }

        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    /// <summary>The bytes of a file, as they are stored.</summary>
    public static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    private static Stream OpenBytes(string path)
    {
        var file = OpenFile(path);
        try
        {
            return GzipContent.Decompress(file, path, leaveOpen: false);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The number of the first line, from 1, that is not UTF-8. No byte of a longer character is a line feed, so that lines can be looked at one by one.</summary>
    private static long FirstInvalidLine(string path)
    {
        using var bytes = new BufferedStream(OpenBytes(path));
        var line = new List<byte>();
        for (var number = 1L; ; number++)
        {
            line.Clear();
            int next;
            while ((next = bytes.ReadByte()) is not (-1 or (byte)'\n'))
            {
                line.Add((byte)next);
            }

            if (next < 0 || !Utf8.IsValid(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line)))
            {
                return number;
            }
        }
    }
}
