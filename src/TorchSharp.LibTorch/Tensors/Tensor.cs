using System.Globalization;
using Rationale.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch, with the names and the meaning that TorchSharp gives it.</summary>
    public partial class Tensor : IDisposable
    {
        private TensorHandle _handle;

        internal Tensor(TensorHandle handle)
        {
            _handle = handle;
            DisposeScope.Current?.Attach(this);
        }

        public IntPtr Handle => _handle.Pointer;

        public bool IsInvalid => _handle.IsClosed || _handle.IsInvalid;

        public long[] shape => _handle.Sizes;

        public long ndim => _handle.Facts.Dimensions;

        public long NumberOfElements => _handle.Facts.Elements;

        public long ElementSize => Rationale.Native.ScalarTypes.Size(_handle.Facts.Type);

        public ScalarType dtype => (ScalarType)_handle.Facts.Type;

        public Device device => Device.Of(_handle.Facts.Device);

        internal TensorHandle Native => _handle;

        internal DisposeScope? Scope { get; set; }

        public long dim() => ndim;

        public long numel() => NumberOfElements;

        public long size(int dim) => shape[dim < 0 ? dim + (int)ndim : dim];

        public bool is_contiguous() => _handle.Facts.IsContiguous;

        public Tensor DetachFromDisposeScope() => Scope?.Detach(this) ?? this;

        public Tensor MoveToOuterDisposeScope() => Scope?.MoveToOuter(this) ?? this;

        public override string ToString() => IsInvalid
            ? "[disposed]"
            : string.Create(CultureInfo.InvariantCulture, $"[{string.Join("x", shape)}], type = {dtype}, device = {device}");

        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
            {
                Scope?.MarkAsDisposed(this);
                Scope = null;
                _handle.Dispose();
            }
        }

        /// <summary>Puts another tensor of libtorch in the place of this one, whose users keep it.</summary>
        internal void Replace(TensorHandle handle)
        {
            _handle.Dispose();
            _handle = handle;
        }

        internal static NativeArgument Or(Tensor? tensor) => tensor is null ? NativeArgument.None : tensor.Native;

        internal static NativeArgument Or(ScalarType? type) => type is { } known ? (long)known : NativeArgument.None;

        internal Tensor Call(string name, params ReadOnlySpan<NativeArgument> more) => Operators.Call(name, [_handle, .. more]);

        /// <summary>Calls an operator that changes this tensor, and gives this tensor.</summary>
        internal Tensor Change(string name, params ReadOnlySpan<NativeArgument> more)
        {
            foreach (var alias in Operators.Find(name).Invoke([_handle, .. more]))
            {
                alias.Dispose();
            }

            return this;
        }
    }
}
