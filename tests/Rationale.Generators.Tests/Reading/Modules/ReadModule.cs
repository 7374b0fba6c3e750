using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>Compiles a TorchSharp module and reads it.</summary>
internal static class ReadModule
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        using F = TorchSharp.torch.nn.functional;

        """;

    /// <summary>Reads the class <c>Net</c>, whatever comes of it.</summary>
    public static ReadResult Any(string source)
    {
        var compilation = ReadSource.Compile(Usings + source);

        // What the generator adds is missing before it runs: a constructor.
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS7036" or "CS1729")));
        return ModelReader.Read(compilation.Type("Net"), TestContext.Current.CancellationToken);
    }

    /// <summary>Reads a module that must be understood.</summary>
    public static ModelDeclaration Understood(string source)
    {
        var result = Any(source);
        Assert.Empty(result.Problems.Select(problem => $"{problem.Id} {string.Join(" ", problem.Arguments)}"));
        Assert.Null(result.Declaration!.Module!.Reason);
        return result.Declaration;
    }

    /// <summary>Reads a module that must not be understood, and gives the only problem as "id: expression: detail".</summary>
    public static string NotUnderstood(string source)
    {
        var result = Any(source);
        var problem = Assert.Single(result.Problems);
        Assert.False(problem.Blocks);
        var model = result.Declaration!.Specification;
        Assert.Equal(model.InputShape.Count == 0 ? [] : [new ModuleLayer("", EquatableArray.Create(model.Task.Outputs))], model.Layers);
        Assert.Equal($"'{problem.Arguments[1]}' {problem.Arguments[2]}", result.Declaration.Module!.Reason);
        return $"{problem.Id}: {problem.Arguments[1]}: {problem.Arguments[2]}";
    }

    /// <summary>A module from its fields and the body of its forward.</summary>
    public static string Module(string input, int outputs, string members, string body) => $$"""
        [Classifier({{outputs}})] [Input({{input}})] [ExplainConstraint]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            {{members}}
            public override Tensor forward(Tensor x) {{body}}
        }
        """;

    /// <summary>The layers of a model as text.</summary>
    public static string Text(ModelSpecification model) => Text(model.Layers);

    private static string Text(IEnumerable<Layer> layers) => string.Join(" ", layers.Select(layer => layer switch
    {
        DropoutLayer dropout => FormattableString.Invariant($"Dropout({dropout.Rate})"),
        ResidualLayer residual => $"Residual[{Text(residual.Layers)}]",
        CombineLayer combination => $"{combination.Kind}[{Text(combination.Left)}][{Text(combination.Right)}]",
        ConcatLayer joined => FormattableString.Invariant($"Concat({joined.Axis})[{Text(joined.Left)}][{Text(joined.Right)}]"),
        BatchNormLayer norm => FormattableString.Invariant($"BatchNorm({norm.Momentum}, {norm.Epsilon})"),
        _ => layer.Signature,
    }));
}
