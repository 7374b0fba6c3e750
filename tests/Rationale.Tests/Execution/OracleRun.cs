using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>The naive evaluation of a graph in the form of a run, with the interpreter's own dropout masks.</summary>
internal static class OracleRun
{
    public static RunResult<double> Run(ComputationGraph graph, Sample sample, ulong seed = 0, ulong step = 0)
    {
        var expanded = Differentiation.Expand(graph);
        var values = new NaiveEvaluator(sample, Mask).Run(expanded);
        var gradients = new double[sample.Parameters.Length];
        foreach (var output in expanded.Outputs.Where(output => output.Kind is OutputKind.Gradient or OutputKind.GradientShare or OutputKind.Buffer))
        {
            var value = values[output.Value];
            for (var i = 0; i < value.Length; i++)
            {
                gradients[output.Offset + i] += value[i];
            }
        }

        return new RunResult<double>(
            expanded.Outputs.Where(output => output.Kind == OutputKind.Total).ToDictionary(output => output.Name, output => values[output.Value][0]),
            expanded.Outputs.Where(output => output.Kind == OutputKind.PerExample).ToDictionary(output => output.Name, output => values[output.Value]),
            gradients);

        double[] Mask(DropoutMaskOp mask, int rows)
        {
            var result = new double[rows * mask.Shape.Length];
            Rationale.Kernels.DropoutKernels.Fill(result.AsSpan(), seed, step, mask.Site, 0, rows, mask.Shape.Length, mask.Rate);
            return result;
        }
    }
}
