using Rationale.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index: a place, a range, a tensor of places or of flags, or one that adds or skips dimensions.</summary>
    public readonly struct TensorIndex
    {
        private readonly Kinds _kind;
        private readonly Tensor? _tensor;
        private readonly long? _start;
        private readonly long? _stop;
        private readonly long? _step;

        private TensorIndex(Kinds kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null) =>
            (_kind, _start, _stop, _step, _tensor) = (kind, start, stop, step, tensor);

        private enum Kinds
        {
            NewDimension,
            Single,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        /// <summary>All of a dimension.</summary>
        public static TensorIndex Colon => Slice();

        /// <summary>As many whole dimensions as the other entries leave.</summary>
        public static TensorIndex Ellipsis => new(Kinds.Ellipsis);

        /// <summary>A new dimension of length 1.</summary>
        public static TensorIndex None => new(Kinds.NewDimension);

        /// <summary>A new dimension of length 1.</summary>
        public static TensorIndex Null => new(Kinds.NewDimension);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(FromStart(index));

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator torch.Tensor(TensorIndex value) =>
            value._tensor ?? throw new InvalidCastException($"An index of the kind {value._kind} is no tensor; only TensorIndex.Tensor(…) holds one.");

        public static TensorIndex Bool(bool value) => new(Kinds.Bool, value ? 1 : 0);

        public static TensorIndex Single(long? index) => new(Kinds.Single, index);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kinds.Slice, start, stop, step);

        /// <summary>Places from the start of the range to before its end; ends that count from the back are negative places.</summary>
        public static TensorIndex Slice(Range range) =>
            Slice(range.Start.IsFromEnd && range.Start.Value == 0 ? long.MaxValue : FromStart(range.Start), range.End.IsFromEnd && range.End.Value == 0 ? null : FromStart(range.End));

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Tensor(torch.Tensor tensor) => new(Kinds.Tensor, tensor: tensor);

        /// <summary>Dimensions of the indexed tensor that the entry speaks of.</summary>
        internal int Dimensions => _kind switch
        {
            Kinds.Single or Kinds.Slice => 1,
            Kinds.Tensor => IsFlags(_tensor!) ? (int)_tensor!.ndim : 1,
            _ => 0,
        };

        internal bool IsEllipsis => _kind == Kinds.Ellipsis;

        /// <summary>Applies the entry to a view: gives the view, the dimension at which the next entry goes on, and the places to gather, if any.</summary>
        /// <param name="view">What the entries before have made.</param>
        /// <param name="dimension">The dimension of the view that the entry speaks of.</param>
        /// <param name="whole">Dimensions that an ellipsis stands for.</param>
        internal (TensorHandle View, int Next, TensorHandle? Places) Apply(TensorHandle view, int dimension, int whole) => _kind switch
        {
            Kinds.Single => (One("select.int", view, dimension, _start ?? 0), dimension, null),
            Kinds.Slice => (One("slice.Tensor", view, dimension, Or(_start), Or(_stop), _step ?? 1), dimension + 1, null),
            Kinds.Ellipsis => (view, dimension + whole, null),
            Kinds.NewDimension => (One("unsqueeze", view, dimension), dimension + 1, null),
            Kinds.Bool => (One("unsqueeze", view, dimension), dimension + 1, Flag(_start == 1)),
            _ => (view, dimension + Dimensions, _tensor!.Native),
        };

        /// <summary>Whether a tensor holds flags, one for each element of the dimensions that it covers, rather than places.</summary>
        internal static bool IsFlags(Tensor tensor) => tensor.dtype is ScalarType.Bool or ScalarType.Byte;

        private static long FromStart(Index index) => index.IsFromEnd ? -index.Value : index.Value;

        private static NativeArgument Or(long? number) => number is { } known ? known : NativeArgument.None;

        private static TensorHandle One(string name, params ReadOnlySpan<NativeArgument> arguments) => Operators.Find(name).Invoke(arguments)[0];

        private static TensorHandle Flag(bool value) => torch.tensor(value ? new long[1] : [], dtype: int64).Native;
    }
}
