using System.Buffers.Binary;
using System.IO.Compression;
using Rationale.Storage;

namespace Rationale.Data;

/// <summary>Reads and writes IDX files, the format of MNIST: arrays with a short header, gzip-compressed or not.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class IdxFile
{
    /// <summary>Reads a file; compression is seen from its first bytes, not from its name.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="progress">Told the share of the file that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The file is truncated, corrupt or of another format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static IdxArray Read(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var reader = IdxReader.Open(path, progress, cancellationToken);
        return reader.ReadRows(int.MaxValue);
    }

    /// <summary>Reads from a stream: all of one that can seek, what follows of another; the stream is closed.</summary>
    /// <param name="stream">The content, compressed or not.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="progress">Told the share that is read, where the stream knows its length.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The content is truncated, corrupt or of another format.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static IdxArray Read(Stream stream, string name, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = IdxReader.Open(stream, name, progress, cancellationToken);
        return reader.ReadRows(int.MaxValue);
    }

    /// <summary>Reads images and labels as one dataset for classification.</summary>
    /// <param name="featuresPath">The file of features, one example per first dimension.</param>
    /// <param name="labelsPath">The file of labels.</param>
    /// <param name="classes">Number of classes; 0 takes the highest label plus 1.</param>
    /// <param name="labelColumn">Which of several labels of an example, from 0, as in QMNIST, whose label 0 is the digit; null where there is one.</param>
    /// <param name="progress">Told the share of the file of features that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">A file is damaged, they do not fit each other, or there are several labels and none is chosen.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Dataset ReadDataset(
        string featuresPath, string labelsPath, int classes = 0, int? labelColumn = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var features = Read(featuresPath, progress, cancellationToken);
        var labels = Read(labelsPath, null, cancellationToken);
        return ToDataset(features, labels, classes, labelColumn, $"{featuresPath} and {labelsPath}");
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">Where; a name that ends in <c>.gz</c> is compressed.</param>
    /// <param name="array">What to write.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static void Write(string path, IdxArray array, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream =>
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                Write(stream, array, progress, cancellationToken);
                return;
            }

            using var zip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            Write(zip, array, progress, cancellationToken);
        });
    }

    /// <summary>Writes to a stream, uncompressed.</summary>
    /// <param name="stream">Where; it stays open.</param>
    /// <param name="array">What to write.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static void Write(Stream stream, IdxArray array, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        var header = new byte[4 + 4 * array.Dimensions.Count];
        header[2] = (byte)array.ElementType;
        header[3] = checked((byte)array.Dimensions.Count);
        for (var i = 0; i < array.Dimensions.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), array.Dimensions[i]);
        }

        stream.Write(header);
        new BlockWriter(stream, array.Bytes.Length, progress, cancellationToken).Write(array.Bytes.Span);
    }

    internal static Dataset ToDataset(IdxArray features, IdxArray labels, int classes, int? labelColumn, string names)
    {
        try
        {
            return Dataset.ForClassification(features.ToFeatureMatrix(), labelColumn is { } column ? labels.ToLabels(column) : labels.ToLabels(), classes);
        }
        catch (Exception exception) when (exception is ArgumentException or DataFormatException)
        {
            throw new DataFormatException($"{names}: {exception.Message}", exception);
        }
    }
}
