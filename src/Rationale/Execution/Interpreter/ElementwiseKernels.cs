using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the maps of one value, and of gates.</summary>
internal static class ElementwiseKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map(nameof(Elementwise.Square), Elementwise.Square);
        Map(nameof(Elementwise.Sqrt), Elementwise.Sqrt);
        Map(nameof(Elementwise.Abs), Elementwise.Abs);
        Map(nameof(Elementwise.Sign), Elementwise.Sign);
        Map(nameof(Elementwise.Exp), Elementwise.Exp);
        Map(nameof(Elementwise.Reciprocal), Elementwise.Reciprocal);
        Map(nameof(Elementwise.Relu), Elementwise.Relu);
        Map(nameof(Elementwise.Tanh), Elementwise.Tanh);
        Map(nameof(Elementwise.Sigmoid), Elementwise.Sigmoid);
        Map(nameof(Elementwise.Softplus), Elementwise.Softplus);
        Map(nameof(Elementwise.NormalCdf), Elementwise.NormalCdf);
        Map(nameof(Elementwise.NormalPdf), Elementwise.NormalPdf);
        Map(nameof(Elementwise.Copy), Elementwise.Copy);
        Map(nameof(Elementwise.AddInto), Elementwise.AddInto);
        table.Add<Span<T>, T>(nameof(Elementwise), nameof(Elementwise.Fill), Elementwise.Fill);
        table.Add<ReadOnlySpan<T>, Span<T>, T, T>(nameof(Elementwise), nameof(Elementwise.Affine), Elementwise.Affine);
        table.Add<ReadOnlySpan<T>, Span<T>, T>(nameof(Elementwise), nameof(Elementwise.Heaviside), Elementwise.Heaviside);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, T>(nameof(Elementwise), nameof(Elementwise.ReluBackward), Elementwise.ReluBackward);

        void Map(string method, Action<ReadOnlySpan<T>, Span<T>> kernel) => table.Add(nameof(Elementwise), method, kernel);
    }
}
