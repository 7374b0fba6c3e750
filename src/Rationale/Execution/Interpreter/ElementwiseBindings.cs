using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the maps of one value, and of gates.</summary>
internal static class ElementwiseBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map(nameof(ElementwiseKernels.Square), ElementwiseKernels.Square);
        Map(nameof(ElementwiseKernels.Sqrt), ElementwiseKernels.Sqrt);
        Map(nameof(ElementwiseKernels.Abs), ElementwiseKernels.Abs);
        Map(nameof(ElementwiseKernels.Sign), ElementwiseKernels.Sign);
        Map(nameof(ElementwiseKernels.Exp), ElementwiseKernels.Exp);
        Map(nameof(ElementwiseKernels.Reciprocal), ElementwiseKernels.Reciprocal);
        Map(nameof(ElementwiseKernels.Relu), ElementwiseKernels.Relu);
        Map(nameof(ElementwiseKernels.Tanh), ElementwiseKernels.Tanh);
        Map(nameof(ElementwiseKernels.Sigmoid), ElementwiseKernels.Sigmoid);
        Map(nameof(ElementwiseKernels.Softplus), ElementwiseKernels.Softplus);
        Map(nameof(ElementwiseKernels.NormalCdf), ElementwiseKernels.NormalCdf);
        Map(nameof(ElementwiseKernels.NormalPdf), ElementwiseKernels.NormalPdf);
        Map(nameof(ElementwiseKernels.Copy), ElementwiseKernels.Copy);
        Map(nameof(ElementwiseKernels.AddInto), ElementwiseKernels.AddInto);
        table.Add<Span<T>, T>(nameof(ElementwiseKernels), nameof(ElementwiseKernels.Fill), ElementwiseKernels.Fill);
        table.Add<ReadOnlySpan<T>, Span<T>, T, T>(nameof(ElementwiseKernels), nameof(ElementwiseKernels.Affine), ElementwiseKernels.Affine);
        table.Add<ReadOnlySpan<T>, Span<T>, T>(nameof(ElementwiseKernels), nameof(ElementwiseKernels.Heaviside), ElementwiseKernels.Heaviside);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, T>(nameof(ElementwiseKernels), nameof(ElementwiseKernels.ReluBackward), ElementwiseKernels.ReluBackward);

        void Map(string method, Action<ReadOnlySpan<T>, Span<T>> kernel) => table.Add(nameof(ElementwiseKernels), method, kernel);
    }
}
