using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Looks at the forward pass of every model that is a TorchSharp module for what takes away or falsifies the gradient with respect to its input.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForwardAnalyzer() : TorchAnalyzer(
    GradientDescriptors.DetachedFromInput,
    GradientDescriptors.GradientSwitchedOff,
    GradientDescriptors.NumbersTakenOut,
    GradientDescriptors.DerivativeIsZero,
    GradientDescriptors.OverwrittenInPlace,
    GradientDescriptors.RandomInEvaluation,
    GradientDescriptors.FusedAttention,
    GradientDescriptors.BatchStatisticsUnderPenalty,
    GradientDescriptors.ActivationAfterLogits)
{
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationBlockAction(Analyze);

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is IMethodSymbol { Name: "forward", IsOverride: true, Parameters: [{ } input], ContainingType: { } type }
            && TorchTypes.IsModuleOfOneTensor(type)
            && ModelAttributes.Read(type, context.CancellationToken) is { DoNotCompile: false, Tasks.Count: > 0 } attributes)
        {
            var flow = GradientFlow.Follow(input, context.OperationBlocks[context.OperationBlocks.Length - 1]);
            var found = Paths(type.Name, flow).Concat(Overwritten(type.Name, flow)).Concat(UnderPenalty(type.Name, flow, attributes)).Concat(Ends(type.Name, flow, attributes));
            foreach (var diagnostic in found.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location)).Select(same => same.First()))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    /// <summary>What stands on the paths from the input to what is returned.</summary>
    private static IEnumerable<Diagnostic> Paths(string model, GradientFlow flow) =>
        from returned in flow.Returned
        from mark in returned.Value.Marks
        let descriptor = Descriptor(mark.Kind, returned.Value)
        where descriptor is not null
        let text = mark.Kind == MarkKind.GradientOff ? ((IInvocationOperation)TorchCalls.Unwrap(mark.At)!).TargetMethod.Name : Short(mark.At.Syntax)
        select Diagnostic.Create(descriptor, mark.At.Syntax.GetLocation(), model, text, Advice(mark));

    private static DiagnosticDescriptor? Descriptor(MarkKind kind, Flow returned) => kind switch
    {
        MarkKind.Detached => GradientDescriptors.DetachedFromInput,
        MarkKind.GradientOff => GradientDescriptors.GradientSwitchedOff,
        MarkKind.Numbers => GradientDescriptors.NumbersTakenOut,
        MarkKind.Random => GradientDescriptors.RandomInEvaluation,
        _ => returned.IsCut ? GradientDescriptors.DerivativeIsZero : null,
    };

    private static string Advice(Mark mark) => mark.Kind == MarkKind.Random && mark.At is IInvocationOperation call && TorchCalls.Argument(call, "training") is not null
        ? "give it 'training: training'"
        : "draw them where 'training' is true";

    private static IEnumerable<Diagnostic> Overwritten(string model, GradientFlow flow) =>
        from overwrite in flow.Overwrites
        let reason = overwrite.Keeper is { } keeper ? $"which the derivative of '{Short(keeper.Syntax)}' needs" : "the input of the model"
        select Diagnostic.Create(GradientDescriptors.OverwrittenInPlace, overwrite.At.Syntax.GetLocation(), model, Short(overwrite.At.Syntax), overwrite.Overwritten.Name, reason);

    /// <summary>What cannot be differentiated twice, or not for each example by itself.</summary>
    private static IEnumerable<Diagnostic> UnderPenalty(string model, GradientFlow flow, ModelAttributes attributes)
    {
        if (!attributes.Settings.ContainsKey(nameof(ExplainConstraintAttribute)))
        {
            yield break;
        }

        foreach (var call in flow.Calls)
        {
            if (call.TargetMethod.Name == "scaled_dot_product_attention")
            {
                yield return Diagnostic.Create(GradientDescriptors.FusedAttention, call.Syntax.GetLocation(), model);
            }
            else if (TorchFunctions.IsModuleCall(call) && call.Instance!.Type!.Name is "BatchNorm1d" or "BatchNorm2d" or "BatchNorm3d")
            {
                yield return Diagnostic.Create(
                    GradientDescriptors.BatchStatisticsUnderPenalty, call.Syntax.GetLocation(), model, call.Instance.Type.Name, "[ExplainConstraint]", "use LayerNorm, GroupNorm or InstanceNorm, or call eval() on it");
            }
        }
    }

    private static IEnumerable<Diagnostic> Ends(string model, GradientFlow flow, ModelAttributes attributes)
    {
        if (attributes.Tasks[0] is { ClassName: nameof(ClassifierAttribute) } task)
        {
            foreach (var (at, value) in flow.Returned)
            {
                if (TorchFunctions.ActivationOf(value.Maker) is { } name)
                {
                    var properties = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Operand, Operand(at, value.Maker!));
                    yield return Diagnostic.Create(
                        GradientDescriptors.ActivationAfterLogits,
                        at.Syntax.GetLocation(),
                        properties,
                        model,
                        name,
                        $"[Classifier({task.Value("classes", 0).ToString(CultureInfo.InvariantCulture)})]");
                }
            }
        }
    }

    /// <summary>What the last call is made of, where the call itself is returned and no module would be left without a use.</summary>
    private static string? Operand(IOperation returned, IOperation maker)
    {
        var call = (IInvocationOperation)maker;
        return TorchCalls.Unwrap(returned) != call || TorchFunctions.IsModuleCall(call) ? null
            : (call.Instance ?? call.Arguments.FirstOrDefault(argument => TorchTypes.IsTensor(argument.Value.Type))?.Value)?.Syntax.ToString();
    }

    /// <summary>The text of an expression on one line, its middle left out where it is long.</summary>
    private static string Short(SyntaxNode syntax)
    {
        const int Shown = 60;
        var text = string.Join(" ", syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Shown ? text : text.Substring(0, Shown / 2) + " … " + text.Substring(text.Length - (Shown / 3));
    }
}
