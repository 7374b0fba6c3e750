using System.Globalization;
using Rationale.Data;

namespace Rationale.Counterfactuals;

/// <summary>
/// Pairs that another program has made, as PNG files: <c>3-8/real/0001.png</c> is an image of class 3, <c>3-8/counterfactual/0001.png</c> the same changed to class 8. 8 bits, gray or RGB.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class PairFolder
{
    private const string Real = "real";
    private const string Counterfactual = "counterfactual";

    /// <summary>Reads all pairs, in the order of their folders and names.</summary>
    /// <param name="path">The folder that holds a folder for each direction.</param>
    /// <param name="imageShape">Height, width and channels, as the classifier takes them.</param>
    /// <param name="range">What the bytes 0 and 255 stand for: the values on which the classifier was trained.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between files.</param>
    /// <exception cref="ArgumentException">The shape is none of an image.</exception>
    /// <exception cref="DataFormatException">A folder has another name, an image has no counterpart or another size, or a file cannot be read; the message names it.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static CounterfactualPairs Read(
        string path, IReadOnlyList<int> imageShape, ValueRange range, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(imageShape);
        var image = ImageGeometry.From(path, imageShape);
        var files = Directions(path).SelectMany(direction => Pairs(direction.Folder).Select(pair => (pair.Real, pair.Counterfactual, direction.From, direction.To))).ToArray();
        if (files.Length == 0)
        {
            throw new DataFormatException($"{path}: there is no pair; put images into folders such as 3-8/{Real} and 3-8/{Counterfactual}.");
        }

        var (real, counterfactual) = (new float[files.Length * image.Length], new float[files.Length * image.Length]);
        for (var pair = 0; pair < files.Length; pair++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Load(files[pair].Real, image, range, real.AsSpan(pair * image.Length, image.Length));
            Load(files[pair].Counterfactual, image, range, counterfactual.AsSpan(pair * image.Length, image.Length));
            progress?.Report((pair + 1.0) / files.Length);
        }

        return CounterfactualPairs.Create(
            FeatureMatrix.FromArray(real, image.Length),
            FeatureMatrix.FromArray(counterfactual, image.Length),
            [.. files.Select(file => file.From)],
            [.. files.Select(file => file.To)]);
    }

    private static IEnumerable<(string Folder, int From, int To)> Directions(string path)
    {
        foreach (var folder in Directory.GetDirectories(path).Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileName(folder).Split('-');
            if (parts.Length != 2 || !TryParse(parts[0], out var from) || !TryParse(parts[1], out var to) || from == to)
            {
                throw new DataFormatException($"{folder}: a folder of pairs is named after two different classes, such as 3-8; rename it.");
            }

            yield return (folder, from, to);
        }
    }

    private static bool TryParse(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private static IEnumerable<(string Real, string Counterfactual)> Pairs(string folder)
    {
        foreach (var side in new[] { Real, Counterfactual })
        {
            if (!Directory.Exists(Path.Combine(folder, side)))
            {
                throw new DataFormatException($"{folder}: the folder '{side}' is missing; put the {side} images there.");
            }
        }

        var names = Directory.GetFiles(Path.Combine(folder, Real), "*.png").Concat(Directory.GetFiles(Path.Combine(folder, Counterfactual), "*.png"))
            .Select(file => Path.GetFileName(file)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (real, counterfactual) = (Path.Combine(folder, Real, name), Path.Combine(folder, Counterfactual, name));
            foreach (var file in new[] { real, counterfactual })
            {
                if (!File.Exists(file))
                {
                    throw new DataFormatException($"{file}: the file is missing, but its counterpart is there; add it, or remove the other.");
                }
            }

            yield return (real, counterfactual);
        }
    }

    private static void Load(string path, ImageGeometry image, ValueRange range, Span<float> values)
    {
        var (height, width, channels, pixels) = PngReader.Read(path);
        if ((height, width, channels) != (image.Height, image.Width, image.Channels))
        {
            throw new DataFormatException(
                $"{path}: the image has {height}×{width} pixels of {channels} channels, but {image.Height}×{image.Width} of {image.Channels} were declared; scale it, or declare what it has.");
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = range.Minimum + (pixels[i] / 255f * (range.Maximum - range.Minimum));
        }
    }
}
