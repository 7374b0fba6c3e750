using Rationale.Gpu.Execution;
using Rationale.Gpu.Execution.Batch;
using Rationale.Graph.Lowering;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Convolutions that take in what stands behind them leave every sum and every result what it was: both lists of calls are run with names in the place of numbers.</summary>
public class ConvolutionEndingsTests
{
    [Fact]
    public void Sums_and_results_are_those_of_the_calls_by_themselves()
    {
        // Six residual blocks, forward and backward, each with its derivative.
        Assert.Equal(24, Joins(BenchmarkRows.Step(BenchmarkRows.All.Single(row => row.Name == "gpu-rrr-resnet-small").Model)));
    }

    [Fact]
    public void So_they_are_in_random_models() =>
        RandomTests.ForAll(RandomModels.Any, 60, model => { Joins(Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength)); });

    private static int Joins(Schedule schedule)
    {
        BatchProgram Create(bool takesIn) => BatchProgram.Create(schedule, 64, call => call.Class == "ConvolutionKernels", takesIn: takesIn);
        var count = 0;
        foreach (var (plain, joined) in Create(takesIn: false).Passes.Zip(Create(takesIn: true).Passes))
        {
            var names = new Dictionary<string, string>();
            Assert.Equal(Run(plain.SelectMany(launch => launch.Calls), names), Run(joined.SelectMany(launch => launch.Calls), names));
            Assert.True(joined.Count <= plain.Count);
            count += joined.SelectMany(launch => launch.Calls).Count(ConvolutionEndings.IsJoined);
        }

        return count;
    }

    /// <summary>What stands in the places that outlive the pass.</summary>
    private static SortedDictionary<string, string> Run(IEnumerable<KernelCall> calls, Dictionary<string, string> names)
    {
        var memory = new Dictionary<(Region Region, int Offset, int Length), string>();
        foreach (var call in calls)
        {
            var isJoined = ConvolutionEndings.IsJoined(call);
            var own = call.Arguments.Where(argument => !isJoined || argument.Parameter is not (ConvolutionEndings.Residual or ConvolutionEndings.Relu or "gate" or "below"));
            var value = call is { Class: "BinaryKernels", Method: "Add", Arguments.Count: 3 }
                ? Sum(Read("a"), Read("b"))
                : Name($"{call.Class}.{call.Method}({string.Join(", ", own.Select(argument => argument is OperandArgument operand ? operand.IsWritten ? operand.Operand.Region == Region.Accumulator ? At(operand.Operand) : "" : At(operand.Operand) : argument.ToString()))})");
            if (isJoined)
            {
                value = Sum(value, Read(ConvolutionEndings.Residual));
                value = call.Arguments.Any(argument => argument.Parameter == ConvolutionEndings.Relu) ? Name($"ElementwiseKernels.Relu({value}, )")
                    : call.Arguments.OfType<NumberArgument>().SingleOrDefault() is { } below ? Name($"ElementwiseKernels.ReluBackward({Read("gate")}, {value}, , {below})")
                    : value;
            }

            foreach (var written in call.Arguments.OfType<OperandArgument>().Where(argument => argument.IsWritten).Select(argument => argument.Operand))
            {
                foreach (var place in memory.Keys.Where(place => place.Region == written.Region && place.Offset < written.Offset + written.Shape.Length && written.Offset < place.Offset + place.Length).ToList())
                {
                    memory.Remove(place);
                }

                memory[(written.Region, written.Offset, written.Shape.Length)] = value;
            }

            string Read(string parameter) => At(call.Arguments.OfType<OperandArgument>().Single(argument => argument.Parameter == parameter).Operand);
        }

        return new(memory.Where(place => place.Key.Region != Region.Tile).ToDictionary(place => place.Key.ToString(), place => place.Value));

        string At(Operand operand) => memory.GetValueOrDefault((operand.Region, operand.Offset, operand.Shape.Length)) ?? $"{operand.Region} {operand.Offset} {operand.Shape.Length} of {string.Join(" ", memory.Where(place => place.Key.Region == operand.Region && place.Key.Offset < operand.Offset + operand.Shape.Length && operand.Offset < place.Key.Offset + place.Key.Length).Select(place => place.Value).Order(StringComparer.Ordinal))}";
        string Sum(string one, string other) => Name(string.CompareOrdinal(one, other) < 0 ? $"{one} + {other}" : $"{other} + {one}");
        string Name(string formula) => names.TryGetValue(formula, out var name) ? name : names[formula] = $"v{names.Count}";
    }
}
