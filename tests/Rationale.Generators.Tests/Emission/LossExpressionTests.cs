using Rationale.Torch.Tests;
using System.Reflection;
using Rationale.Generators.Emission;
using Rationale.Generators.Emission.Modules;
using Rationale.Graph.Operators;
using Rationale.Oracle;
using static TorchSharp.torch;

namespace Rationale.Generators.Tests.Emission;

/// <summary>Each operator of an objective as it is printed over TorchSharp, compiled and differentiated, once and twice, against definitions.</summary>
public sealed class LossExpressionTests
{
    /// <summary>What is printed, by the names of the methods; the losses of modules are printed from simplified graphs, so penalties are too.</summary>
    private static readonly IReadOnlyDictionary<string, Func<GraphCase>> Graphs = GraphCase.For(ExpressionTable.Operators)
        .SelectMany(name => new[] { false, true }, (name, second) => ($"{Method(name)}_{(second ? 2 : 1)}", (Func<GraphCase>)(() => new GraphCase(OperatorCases.All[name], second))))
        .Concat(PenaltyCases.All.Select(penalty => (Method(penalty.Key), (Func<GraphCase>)(() => new GraphCase(penalty.Value, second: false, simplify: true)))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static readonly Lazy<CompiledModels> Printed = new(() => CompiledModels.Create(Source()));

    public static TheoryData<string> Names => [.. Graphs.Keys];

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void A_graph_with_its_derivatives_agrees_with_definitions(string name)
    {
        using var scope = NewDisposeScope();
        var one = Graphs[name]();
        var method = Printed.Value.New("Models.Printed").GetType().GetMethod(name)!;
        var values = (Tensor[])method.Invoke(null, BindingFlags.DoNotWrapExceptions, null,
        [
            zeros([one.Examples], float64), zeros([1], float64), .. Sources(one).Select(node => one.Sources[node]), .. one.Settings.Values.Select(value => (object)value),
        ], null)!;
        one.Check(values);
    }

    [Fact]
    public void Every_operator_has_an_expression_but_those_of_layers() => Assert.Equal(GraphCase.ForLayers, GraphCase.Without(ExpressionTable.Operators));

    private static string Source()
    {
        var writer = new IndentedWriter();
        writer.Lines(
            """
            using Tensor = TorchSharp.torch.Tensor;

            namespace Models;

            /// <summary>Graphs as methods.</summary>
            """);
        using (writer.Braces("public sealed class Printed"))
        {
            foreach (var (name, graph) in Graphs)
            {
                WriteMethod(writer, name, graph);
            }

            // What a value does not depend on has the derivative zero; a module's loss throws instead.
            writer.Lines(
                """
                private static Tensor Gradient(Tensor s, Tensor x, Tensor? cotangent = null)
                {
                    var gradient = s.requires_grad
                        ? TorchSharp.torch.autograd.grad([s], [x], cotangent is null ? null : [cotangent], retain_graph: true, create_graph: true, allow_unused: true)[0]
                        : null;
                    return gradient is { IsInvalid: false } ? gradient : x * 0;
                }
                """);
        }

        return writer.ToString();
    }

    private static void WriteMethod(IndentedWriter writer, string name, Func<GraphCase> graph)
    {
        using var context = NewDisposeScope();
        var one = graph();
        var inputs = Sources(one).ToDictionary(Key, Key);
        (inputs["features"], inputs["outputs"]) = ("x", "z");
        var settings = one.Settings.Keys.ToDictionary(key => key, Identifiers.FromLabel);
        var parameters = inputs.Values.TakeLast(2).Concat(inputs.Values.SkipLast(2)).Select(input => $"Tensor {input}").Concat(settings.Values.Select(setting => $"double {setting}"));
        writer.Line($"/// <summary>{name}.</summary>");
        using (writer.Braces($"public static Tensor[] {name}({string.Join(", ", parameters)})"))
        {
            var scope = new LossScope(writer, "TorchSharp.torch.nn.functional", one.Nodes, inputs, settings);
            string[] values = [.. one.Graph.Outputs.Select(output => scope.Of(output.Value).Text)];
            writer.Line($"return [{string.Join(", ", values)}];");
        }
    }

    private static IEnumerable<Graph.Node> Sources(GraphCase one) => one.Sources.Keys.OrderBy(node => node.Id);

    private static string Key(Graph.Node node) => node.Operator switch
    {
        InputOp input => input.Key,
        ParameterOp parameter => parameter.Key,
        _ => "labels",
    };

    private static string Method(string name) => Identifiers.FromLabel(string.Concat(name.Where(character => char.IsLetterOrDigit(character) || character == ' ')));
}
