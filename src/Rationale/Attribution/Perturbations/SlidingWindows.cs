namespace Rationale.Attribution;

/// <summary>The places of a window that slides over an input, as sets of features; at the far edges a window is cut, so every feature is hidden at least once if strides do not leap.</summary>
internal static class SlidingWindows
{
    /// <summary>For each place the features under the window, ascending.</summary>
    public static int[][] Create(IReadOnlyList<int> shape, IReadOnlyList<int> window, IReadOnlyList<int>? strides)
    {
        strides ??= [.. window.Select(_ => 1)];
        Check("Occlusion.Window", shape, window);
        Check("Occlusion.Strides", shape, strides);
        int[][] places = [[]];
        for (var axis = 0; axis < shape.Count; axis++)
        {
            var (extent, length, stride) = (shape[axis], window[axis], strides[axis]);
            if (stride > length)
            {
                throw new ArgumentException($"Occlusion.Strides has {stride} in dimension {axis}, but the window is {length} long there; a longer stride would leave features out.");
            }

            var starts = Enumerable.Range(0, ((Math.Max(0, extent - length) + stride - 1) / stride) + 1).Select(step => step * stride).ToArray();
            places = [.. places.SelectMany(_ => starts, (place, start) => (int[])[.. place, start])];
        }

        return [.. places.Select(place => Features(shape, window, place))];
    }

    private static int[] Features(IReadOnlyList<int> shape, IReadOnlyList<int> window, int[] place)
    {
        int[] features = [0];
        for (var axis = 0; axis < shape.Count; axis++)
        {
            var (extent, start) = (shape[axis], place[axis]);
            var length = Math.Min(window[axis], extent - start);
            features = [.. features.SelectMany(_ => Enumerable.Range(start, length), (before, index) => (before * extent) + index)];
        }

        return features;
    }

    private static void Check(string name, IReadOnlyList<int> shape, IReadOnlyList<int> extents)
    {
        if (extents.Count != shape.Count || extents.Any(extent => extent < 1))
        {
            throw new ArgumentException($"{name} is [{string.Join(", ", extents)}], but the input has the shape [{string.Join(", ", shape)}]; give {shape.Count} numbers of 1 or more.");
        }
    }
}
