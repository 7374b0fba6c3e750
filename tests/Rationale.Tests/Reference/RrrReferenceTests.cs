using System.Numerics;
using System.Text.Json;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Kernels;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Reference;

/// <summary>Losses, double gradients, explanations and five optimizer steps against PyTorch's in double precision.</summary>
public class RrrReferenceTests
{
    private const double SquareRootOfLargestSingle = 1.8e19;

    public static TheoryData<string> Names => new(RrrCase.Names);

    [Fact]
    public void No_case_is_lost() => Assert.Equal(116, RrrCase.Names.Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_agrees_to_ten_digits(string name) => Check<double>(new RrrCase(name), 1e-10);

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_agrees_to_five_digits(string name) => Check<float>(new RrrCase(name), 1e-5);

    private static void Check<T>(RrrCase reference, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Every number that the reference holds must be looked at.
        foreach (var expected in reference.Expected.EnumerateObject())
        {
            double[] actual = expected.Name switch
            {
                "outputs" => Rows("outputs", ModelPrograms.Prediction(reference.Model)),
                "explanation" => Rows("explanation", ModelPrograms.Explanation(reference.Model, reference.Model.Find<ExplanationPenalty>()!.Target)),
                "taskLoss" => Total(TaskLoss.Key),
                "explanationLoss" => Total(ExplanationPenalty.Key),
                "weightLoss" => Total(WeightPenalty.Key),
                "total" => Total(ModelPrograms.Loss),
                "gradients" => [.. Run(ModelPrograms.Training(reference.Model)).Gradients.Select(double.CreateChecked)],
                "afterFiveSteps" => [],
                var other => throw new InvalidDataException($"nothing here gives '{other}'"),
            };
            if (expected.Name == "afterFiveSteps")
            {
                foreach (var optimizer in expected.Value.EnumerateObject())
                {
                    var (parameters, found) = (optimizer.Value.Doubles(), FiveSteps<T>(reference, optimizer.Name));
                    if (typeof(T) == typeof(float) && parameters.Max(Math.Abs) > SquareRootOfLargestSingle)
                    {
                        // Plain descent on a weight of 1000 runs away; in single precision its squares are soon infinite.
                        Assert.Contains(found, value => !(Math.Abs(value) < SquareRootOfLargestSingle));
                        continue;
                    }

                    Near.Check(parameters, found, tolerance, optimizer.Name);
                }
            }
            else
            {
                Near.Check(expected.Value.ValueKind == JsonValueKind.Number ? [expected.Value.GetDouble()] : expected.Value.Doubles(), actual, tolerance, expected.Name);
            }
        }

        RunResult<T> Run(Graph.ComputationGraph graph) => Runner.Run<T>(graph, reference.Sample, new ExecutionOptions { Workers = 2, TileSize = 16 });

        double[] Rows(string output, Graph.ComputationGraph graph) => [.. Run(graph).Rows[output].Select(double.CreateChecked)];

        // A term must be the same in the program that trains and in the one that evaluates.
        double[] Total(string term)
        {
            var training = double.CreateChecked(Run(ModelPrograms.Training(reference.Model)).Totals[term]);
            if (term != ModelPrograms.Loss)
            {
                Near.Check([training], [double.CreateChecked(Run(ModelPrograms.Evaluation(reference.Model)).Totals[term])], tolerance, term);
            }

            return [training];
        }
    }

    private static double[] FiveSteps<T>(RrrCase reference, string optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = InterpretedProgram<T>.FromGraph(ModelPrograms.Training(reference.Model), reference.Sample.Parameters.Length);
        using var runner = new Runner<T>(program, reference.Sample, new ExecutionOptions { Workers = 2, TileSize = 16 });
        var (first, second) = (new T[reference.Sample.Parameters.Length], new T[reference.Sample.Parameters.Length]);
        T Number(double value) => T.CreateChecked(value);
        for (var step = 1; step <= 5; step++)
        {
            runner.Step();
            var parameters = runner.Parameters.Span;
            var gradients = runner.Executor.Gradients;
            var (stepSize, rootCorrection) = (Number(1e-3 / (1 - Math.Pow(0.9, step))), Number(1 / Math.Sqrt(1 - Math.Pow(0.999, step))));
            switch (optimizer)
            {
                case "Adam":
                    OptimizerKernels.Adam<T>(parameters, gradients, first, second, stepSize, rootCorrection, Number(0.9), Number(0.999), Number(1e-8));
                    break;
                case "AdamW":
                    OptimizerKernels.AdamW<T>(parameters, gradients, first, second, stepSize, rootCorrection, Number(0.9), Number(0.999), Number(1e-8), Number(1e-3 * 0.01));
                    break;
                case "Sgd":
                    OptimizerKernels.Sgd<T>(parameters, gradients, first, Number(1e-3), Number(0));
                    break;
                case "SgdMomentum":
                    OptimizerKernels.Sgd<T>(parameters, gradients, first, Number(1e-3), Number(0.9));
                    break;
                default:
                    throw new InvalidDataException($"unknown optimizer '{optimizer}'");
            }
        }

        return [.. runner.Parameters.Span.ToArray().Select(double.CreateChecked)];
    }
}
