using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading;
using Rationale.Generators.Reading.Modules;
using Rationale.Graph.Models;

namespace Rationale.Analyzers;

/// <summary>Finds smoothings that are made at run time with a share that is no integer number of their masks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShareNotMultipleAnalyzer() : RuntimeAnalyzer(ValueDescriptors.ShareNotMultiple)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "Create"
            || TorchTypes.NameOf(call.TargetMethod.ContainingType) != "Rationale.Graph.Models.MaskSmoothing"
            || TorchCalls.Argument(call, "keep") is not { Value: { ConstantValue: { HasValue: true, Value: double keep } } value }
            || TorchCalls.Argument(call, "quantization") is not { Value.ConstantValue: { HasValue: true, Value: int quantization } }
            || quantization < MaskSmoothing.MinQuantization
            || MaskSmoothing.IsMultiple(keep, quantization))
        {
            return;
        }

        var (below, above) = MaskSmoothing.Nearest(keep, quantization);
        var nearest = Text(keep - below < above - keep ? below : above);
        context.ReportDiagnostic(Diagnostic.Create(
            ValueDescriptors.ShareNotMultiple,
            value.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(ProblemProperties.Keep, nearest),
            Text(keep),
            quantization.ToString(CultureInfo.InvariantCulture),
            below == above ? Text(below) : $"{Text(below)} or {Text(above)}"));
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
