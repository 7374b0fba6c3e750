using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Finds examples that are normalized by statistics of their own and then masked to be certified.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NormalizedBeforeMaskingAnalyzer() : RuntimeAnalyzer(CertificateDescriptors.NormalizedBeforeMasking)
{
    /// <summary>Functions of TorchSharp that divide by statistics of each example.</summary>
    private static readonly string[] Normalizing = ["layer_norm", "instance_norm", "group_norm"];

    private static readonly string[] TensorStatistics = ["mean", "std", "var", "norm", "amax", "amin", "sum"];

    private static readonly string[] ArrayStatistics = ["Max", "Min", "Average", "Sum", "Norm", "StdDev"];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Certifying.Example(call) is not { } example)
        {
            return;
        }

        var origins = Origins.Of(example).ToList();
        if (origins.OfType<IInvocationOperation>().Any(origin => Normalizes(origin) || IsStatistic(origin, origins)))
        {
            context.ReportDiagnostic(Diagnostic.Create(CertificateDescriptors.NormalizedBeforeMasking, example.Syntax.GetLocation(), example.Syntax.ToString(), call.TargetMethod.Name));
        }
    }

    private static bool Normalizes(IInvocationOperation call) => TorchCalls.IsTorchSharp(call) && (Normalizing.Contains(call.TargetMethod.Name)
        || (call.TargetMethod.Name == "normalize" && TorchCalls.Argument(call, "dim")?.Value.ConstantValue is { HasValue: true, Value: long and not 0 }));

    /// <summary>Whether a call takes a statistic of an example that is also used in another way: what it is divided by, or what is taken from it.</summary>
    private static bool IsStatistic(IInvocationOperation call, IReadOnlyList<IOperation> origins)
    {
        var operand = call.Instance ?? call.Arguments.FirstOrDefault()?.Value;
        return TorchCalls.Named(operand) is { } symbol
            && (TorchCalls.IsTorchSharp(call) ? TensorStatistics.Contains(call.TargetMethod.Name) && IsOfEachExample(call) : ArrayStatistics.Contains(call.TargetMethod.Name) && IsLibrary(call) && IsNumbers(TorchCalls.Unwrap(operand)?.Type))
            && origins.Any(origin => symbol.Equals(TorchCalls.Named(origin), SymbolEqualityComparer.Default) && origin is not IConversionOperation && !call.DescendantsAndSelf().Contains(origin));
    }

    /// <summary>Whether the dimensions are given as constants, and the batch is not among them.</summary>
    private static bool IsOfEachExample(IInvocationOperation call)
    {
        var dimensions = call.Arguments
            .Where(argument => argument is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter.Name: "dimensions" or "dim" or "dims" or "dimension" })
            .SelectMany(argument => argument.Value.DescendantsAndSelf())
            .Where(value => value is ILiteralOperation or IUnaryOperation && value.ConstantValue is { HasValue: true, Value: int or long })
            .Select(value => Convert.ToInt64(value.ConstantValue.Value, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        return dimensions.Count > 0 && dimensions.All(dimension => dimension > 0);
    }

    private static bool IsLibrary(IInvocationOperation call) => TorchTypes.NameOf(call.TargetMethod.ContainingType) is "System.Linq.Enumerable" or "System.Numerics.Tensors.TensorPrimitives";

    private static bool IsNumbers(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Double } => true,
        INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Single or SpecialType.System_Double }] } => true,
        _ => false,
    };
}
