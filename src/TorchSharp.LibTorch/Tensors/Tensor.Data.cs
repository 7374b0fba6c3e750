using Rationale.Native;
using TorchSharp.Utils;

namespace TorchSharp
{
    public static partial class torch
    {
        public partial class Tensor
        {
            public T item<T>()
                where T : unmanaged
            {
                if (NumberOfElements != 1)
                {
                    throw new InvalidOperationException($"Only a tensor of one element is a number, but this has {NumberOfElements}; reduce it first, for instance with sum().");
                }

                using var plain = Operators.Find("_to_copy").Invoke(Native, (long)ScalarTypes.Of<T>(), NativeArgument.None, Rationale.Native.Device.Cpu)[0];
                return plain.Span<T>()[0];
            }

            public TensorAccessor<T> data<T>()
                where T : unmanaged => new(this);

            public Tensor cpu() => to(CPU);

            public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

            public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                Moved(NativeArgument.None, device.Native, copy, disposeAfter, non_blocking);

            public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                Moved((long)type, NativeArgument.None, copy, disposeAfter, non_blocking);

            public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                Moved((long)type, device.Native, copy, disposeAfter, non_blocking);

            public Tensor type(ScalarType dtype) => to(dtype);

            public Tensor type_as(Tensor tensor) => to(tensor.dtype, tensor.device);

            public Tensor uniform_(double from, double to, Generator? generator = null) => Change("uniform_", from, to);

            public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Change("normal_", mean, std);

            public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Change("bernoulli_.float", p);

            private Tensor Moved(NativeArgument type, NativeArgument device, bool copy, bool disposeAfter, bool nonBlocking)
            {
                var moved = Call("to.dtype_layout", type, NativeArgument.None, device, NativeArgument.None, nonBlocking, copy);
                if (disposeAfter)
                {
                    Dispose();
                }

                return moved;
            }
        }
    }
}

namespace TorchSharp.Utils
{
    /// <summary>The elements of a tensor on the CPU, in the order of its dimensions.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    public sealed class TensorAccessor<T> : IDisposable
        where T : unmanaged
    {
        private readonly torch.Tensor _tensor;

        internal TensorAccessor(torch.Tensor tensor)
        {
            if (tensor.device.type != DeviceType.CPU)
            {
                throw new InvalidOperationException($"The elements of a tensor on {tensor.device} cannot be read in place; call cpu() first.");
            }

            _tensor = tensor;
        }

        public long Count => _tensor.NumberOfElements;

        public T this[params long[] indices]
        {
            get => Elements()[Index(indices)];
            set
            {
                if (!_tensor.is_contiguous())
                {
                    throw new InvalidOperationException("The elements of a tensor with gaps cannot be written in place; call contiguous() first.");
                }

                _tensor.Native.Span<T>()[Index(indices)] = value;
            }
        }

        public T[] ToArray() => Elements().ToArray();

        public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

        public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0) => Elements()[(int)tensorIndex..].CopyTo(array[arrayIndex..]);

        public void Dispose()
        {
            // The elements are the tensor's.
        }

        private Span<T> Elements()
        {
            if (_tensor.is_contiguous())
            {
                return _tensor.Native.Span<T>();
            }

            using var plain = _tensor.Native.Share();
            using var ordered = Operators.Find("contiguous").Invoke(plain)[0];
            return ordered.Span<T>().ToArray();
        }

        private int Index(long[] indices)
        {
            var (shape, index) = (_tensor.shape, 0L);
            for (var axis = 0; axis < indices.Length; axis++)
            {
                index = (index * shape[axis]) + indices[axis];
            }

            return checked((int)index);
        }
    }
}
