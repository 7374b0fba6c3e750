using Rationale.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs(Tensor input) => input.abs();

    public static Tensor add(Tensor left, Tensor right) => left.add(right);

    public static Tensor add(Tensor left, Scalar right) => left.add(right);

    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);

    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);

    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);

    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);

    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

    public static Tensor exp(Tensor input) => input.exp();

    public static Tensor log(Tensor input) => input.log();

    public static Tensor sqrt(Tensor input) => input.sqrt();

    public static Tensor square(Tensor input) => input.square();

    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);

    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    public static Tensor tanh(Tensor input) => input.tanh();

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);

    public static Tensor mean(Tensor input) => input.mean();

    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);

    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);

    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);

    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);

    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);

    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Operators.Call("cat", tensors.Select(tensor => tensor.Native).ToArray(), dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Operators.Call("stack", tensors.Select(tensor => tensor.Native).ToArray(), dim);

    public static (Tensor Values, Tensor Indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) =>
        Operators.CallTwo("sort.stable", input.Native, stable, dim, descending);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
        Aten.AllClose(tensor.Native, target.Native, rtol, atol, equal_nan);

    public static int get_num_threads() => LibTorch.Threads;

    public static void set_num_threads(int num) => LibTorch.Threads = num;

    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>Random numbers of the CPU.</summary>
    public class Generator : IDisposable
    {
        internal Generator()
        {
        }

        public void Dispose() => GC.SuppressFinalize(this);
    }

    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            LibTorch.Seed(unchecked((ulong)seed));
            return new Generator();
        }

        public static Tensor get_rng_state() => new(LibTorch.RandomState(Rationale.Native.Device.Cpu));

        public static void set_rng_state(Tensor new_state) => LibTorch.SetRandomState(Rationale.Native.Device.Cpu, new_state.Native);
    }
}
