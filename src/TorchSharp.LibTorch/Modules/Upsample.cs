using Rationale.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public enum InterpolationMode
        {
            Nearest = 0,
            Linear = 1,
            Bilinear = 2,
            Bicubic = 3,
            Trilinear = 4,
            Area = 5,
            NearestExact = 6,
        }

        public enum UpsampleMode
        {
            Nearest = 0,
            Linear = 1,
            Bilinear = 2,
            Bicubic = 3,
            Trilinear = 4,
        }

        public static partial class nn
        {
            public static Upsample Upsample(long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null, bool? recompute_scale_factor = null) =>
                new(size, scale_factor, mode, align_corners, recompute_scale_factor);

            public static partial class functional
            {
                /// <summary>Resizes images [rows × channels × height × width], to a size or by a factor for each side.</summary>
                public static Tensor interpolate(
                    Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
                {
                    if (antialias || x.ndim != 4)
                    {
                        throw new NotSupportedException($"This subset resizes images of four dimensions without antialiasing, but x has {x.ndim} dimensions{(antialias ? " and antialias is set" : "")}.");
                    }

                    if ((size is null) == (scale_factor is null))
                    {
                        throw new ArgumentException("An image is resized to a size or by a scale_factor; give one of the two.", nameof(size));
                    }

                    var sides = x.shape[2..];
                    long[] wanted = size is null ? [.. sides.Zip(scale_factor!, (side, factor) => (long)Math.Floor(side * factor))] : size;
                    var isKept = scale_factor is not null && !recompute_scale_factor;
                    NativeArgument height = isKept ? scale_factor![0] : NativeArgument.None;
                    NativeArgument width = isKept ? scale_factor![1] : NativeArgument.None;
                    return mode switch
                    {
                        InterpolationMode.Nearest => Operators.Call("upsample_nearest2d", x.Native, wanted, height, width),
                        InterpolationMode.NearestExact => Operators.Call("_upsample_nearest_exact2d", x.Native, wanted, height, width),
                        InterpolationMode.Bilinear => Operators.Call("upsample_bilinear2d", x.Native, wanted, align_corners ?? false, height, width),
                        InterpolationMode.Bicubic => Operators.Call("upsample_bicubic2d", x.Native, wanted, align_corners ?? false, height, width),
                        InterpolationMode.Area => Operators.Call("adaptive_avg_pool2d", x.Native, wanted),
                        _ => throw new NotSupportedException($"{mode} interpolation is not one of images; take Nearest, Bilinear, Bicubic or Area."),
                    };
                }

                public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                    interpolate(input, size, scale_factor, (InterpolationMode)mode, align_corners);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Makes images larger.</summary>
    public sealed class Upsample : ParameterLessModule<Tensor, Tensor>
    {
        private readonly long[]? _size;
        private readonly double[]? _factor;

        internal Upsample(long[]? size, double[]? factor, UpsampleMode mode, bool? alignCorners, bool? recompute)
            : base(nameof(Upsample)) => (_size, _factor, this.mode, align_corners, recompute_scale_factor) = (size, factor, mode, alignCorners, recompute);

        public ReadOnlySpan<long> size => _size;

        public ReadOnlySpan<double> scale_factor => _factor;

        public UpsampleMode mode { get; }

        public bool? align_corners { get; }

        public bool? recompute_scale_factor { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.interpolate(input, _size, _factor, (InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);
    }
}
