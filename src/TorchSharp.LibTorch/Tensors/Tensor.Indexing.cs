using System.Runtime.CompilerServices;
using Rationale.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Entries(indices));
            set => index_put_(value, Entries(indices));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index(i1);
            set => index_put_(value, [i1]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, [i1, i2]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, [i1, i2, i3]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, [i1, i2, i3, i4]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(i1, i2, i3, i4, i5);
            set => index_put_(value, [i1, i2, i3, i4, i5]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(i1, i2, i3, i4, i5, i6);
            set => index_put_(value, [i1, i2, i3, i4, i5, i6]);
        }

        /// <summary>A view where the entries are places and ranges, otherwise a copy of what their tensors choose. Differentiable either way.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var (view, places) = View(indices);
            return places.Length == 0 ? new Tensor(view) : Gathered(view, places);
        }

        public Tensor index(params Tensor[] indices) => index(Entries(indices));

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filler = full([], value, dtype, device);
            return index_put_(filler, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Entries(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Entries(indices), accumulate: false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => index_put_(value, Entries(indices), accumulate);

        /// <summary>Writes, or adds, a value where the index points; the value is broadcast, and leading dimensions of length 1 that it has too many are dropped.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, places) = View(indices);
            if (places.Length > 0)
            {
                Discard(Operators.Find("index_put_").Invoke([view, NativeArgument.Optional(places), value.Native, accumulate]));
            }
            else
            {
                var extents = value.shape;
                var extra = Math.Max(0, extents.Length - view.Sizes.Length);
                var source = extra > 0 && extents[..extra].All(extent => extent == 1) ? value.reshape(extents[extra..]) : value;
                Discard(Operators.Find(accumulate ? "add_.Tensor" : "copy_").Invoke([view, source.Native]));
            }

            view.Dispose();
            return this;
        }

        public Tensor select(long dim, long index) => Call("select.int", dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Call("index_add", dim, index.Native, source.Native, alpha.Argument);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Change("index_add_", dim, index.Native, source.Native, alpha.Argument);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Call("index_copy", dim, index.Native, source.Native);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Change("index_copy_", dim, index.Native, source.Native);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Call("index_fill.int_Scalar", dim, index.Native, value.Argument);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Change("index_fill_.int_Scalar", dim, index.Native, value.Argument);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Change("masked_fill_.Scalar", mask.Native, value.Argument);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Call("masked_scatter", mask.Native, value.Native);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Change("masked_scatter_", mask.Native, value.Native);

        public Tensor masked_select(Tensor mask) => Call("masked_select", mask.Native);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Change("scatter_.src", dim, index.Native, src.Native);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Call("scatter_add", dim, index.Native, src.Native);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Change("scatter_add_", dim, index.Native, src.Native);

        public Tensor take(Tensor index) => Call("take", index.Native);

        private static TensorIndex[] Entries(long[] places) => [.. places.Select(TensorIndex (place) => place)];

        private static TensorIndex[] Entries(Tensor[] tensors) => [.. tensors.Select(TensorIndex.Tensor)];

        private static Tensor Gathered(TensorHandle view, TensorHandle?[] places) => new(Operators.Find("index.Tensor").Invoke([view, NativeArgument.Optional(places)])[0]);

        private static void Discard(TensorHandle[] aliases)
        {
            foreach (var alias in aliases)
            {
                alias.Dispose();
            }
        }

        /// <summary>What places and ranges leave of the tensor, and for each of its dimensions the places to gather; none where nothing is gathered.</summary>
        private (TensorHandle View, TensorHandle?[] Places) View(TensorIndex[] indices)
        {
            var spoken = indices.Sum(entry => entry.Dimensions);
            if (spoken > ndim)
            {
                throw new ArgumentException($"The index speaks of {spoken} dimensions but the tensor has {ndim}: shape [{string.Join(", ", shape)}].", nameof(indices));
            }

            if (indices.Count(entry => entry.IsEllipsis) > 1)
            {
                throw new ArgumentException("The index has more than one ellipsis; only one can stand for the dimensions that are left.", nameof(indices));
            }

            // Every step makes a view; libtorch keeps what a view shows, so the handles between are not needed any more.
            var (view, dimension, gathered) = (Operators.Find("alias").Invoke([_handle])[0], 0, new List<TensorHandle?>());
            var covered = 0;
            foreach (var entry in indices)
            {
                var (next, following, places) = entry.Apply(view, dimension, (int)ndim - spoken);
                if (places is not null)
                {
                    // Flags over several dimensions are one entry of the list that libtorch takes.
                    gathered.AddRange(new TensorHandle?[dimension - covered - gathered.Count]);
                    gathered.Add(places);
                    covered += Math.Max(0, entry.Dimensions - 1);
                }

                if (!ReferenceEquals(next, view))
                {
                    view.Dispose();
                }

                (view, dimension) = (next, following);
            }

            return (view, [.. gathered]);
        }
    }
}
