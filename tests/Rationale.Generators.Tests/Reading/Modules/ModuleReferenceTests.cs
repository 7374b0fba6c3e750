using System.Numerics;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Rationale.Execution;
using Rationale.Generators.Reading;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.CompilerServices;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Reference;
using Compare = Rationale.Tests.Execution.Near;

namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>What is read from a module computes what PyTorch computes: outputs, explanations, losses, double gradients by the names of the module, and running statistics.</summary>
public sealed class ModuleReferenceTests
{
    private static readonly JsonElement[] Cases = [.. ReferenceFile.Read("modules.json").GetProperty("modules").EnumerateArray()];

    private static readonly Compilation Source = TestCompilation.Create(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "Modules", "Modules.cs")));

    public static TheoryData<string> Names => [.. Cases.Select(json => json.GetProperty("name").GetString()!)];

    [Fact]
    public void No_case_is_lost() => Assert.Equal(7, Cases.Length);

    [Fact]
    public void The_sources_compile() => Assert.Empty(Source.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS1591"));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module_and_its_layers_give_the_same_numbers(string name)
    {
        var json = Cases.Single(json => json.GetProperty("name").GetString() == name);
        var result = ModelReader.Read(Source.GetTypeByMetadataName("Modules." + name)!, TestContext.Current.CancellationToken);
        Assert.Empty(result.Problems.Select(problem => $"{problem.Id} {string.Join(" ", problem.Arguments)}"));

        Check<double>(result.Declaration!, json, 1e-10);
        Check<float>(result.Declaration!, json, 1e-5);
    }

    private static void Check<T>(ModelDeclaration declaration, JsonElement json, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (model, bindings, expected) = (declaration.Specification, declaration.Module!.Bindings, json.GetProperty("expected"));
        var layout = ModelGraph.Build(model, training: false).Layout;
        Assert.Equal(json.GetProperty("parameters").EnumerateObject().Select(tensor => tensor.Name).Order(), bindings.Select(binding => binding.Name).Order());
        var sample = new Sample(
            json.GetProperty("labels").GetArrayLength(),
            new Dictionary<string, double[]> { ["features"] = json.GetProperty("inputs").Doubles(), ["annotations"] = json.GetProperty("mask").Doubles() },
            json.GetProperty("labels").Integers(),
            new Dictionary<string, double> { [ExplanationPenalty.Key] = json.GetProperty("weight").GetDouble() },
            Flat(json.GetProperty("parameters")));

        var training = Run(ModelPrograms.Training(model));
        Near(expected.GetProperty("outputs"), Run(ModelPrograms.Prediction(model)).Rows["outputs"], "outputs");
        Near(expected.GetProperty("explanation"), Run(ModelPrograms.Explanation(model, model.Find<ExplanationPenalty>()!.Target)).Rows["explanation"], "explanation");
        Compare.Check([expected.GetProperty("taskLoss").GetDouble()], [double.CreateChecked(training.Totals[TaskLoss.Key])], tolerance, "taskLoss");
        Compare.Check([expected.GetProperty("explanationLoss").GetDouble()], [double.CreateChecked(training.Totals[ExplanationPenalty.Key])], tolerance, "explanationLoss");
        Compare.Check(Flat(expected.GetProperty("gradients")), [.. training.Gradients.Select(double.CreateChecked)], tolerance, "gradients");

        RunResult<T> Run(ComputationGraph graph) => Runner.Run<T>(graph, sample, new ExecutionOptions { Workers = 2, TileSize = 2 });

        void Near(JsonElement values, T[] found, string what) =>
            Compare.Check(values.Doubles(), [.. found.Select(double.CreateChecked)], tolerance, $"{model.Name}, {what}, {typeof(T).Name}:");

        // The module's tensors in the order of the flat parameters.
        double[] Flat(JsonElement tensors)
        {
            var flat = new double[layout.Sum(parameter => parameter.Shape.Length)];
            foreach (var binding in bindings)
            {
                var parameter = layout.Single(parameter => parameter.Key == binding.Parameter);
                binding.ToParameter(tensors.GetProperty(binding.Name).Doubles(), flat.AsSpan(parameter.Offset, parameter.Shape.Length));
            }

            return flat;
        }
    }
}
