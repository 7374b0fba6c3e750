using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>Questions about calls of TorchSharp.</summary>
internal static class TorchCalls
{
    /// <summary>What opens a dispose scope or a gradient mode of the thread, until it is disposed.</summary>
    private static readonly string[] Scopes = ["NewDisposeScope", "no_grad", "enable_grad", "set_grad_enabled", "inference_mode"];

    /// <summary>Whether a call opens a scope of its thread.</summary>
    public static bool OpensScope(IOperation? operation) => Unwrap(operation) is IInvocationOperation call && Scopes.Contains(call.TargetMethod.Name) && IsTorchSharp(call);

    /// <summary>Whether a call switches gradients off: <c>no_grad()</c>, <c>inference_mode()</c>, <c>set_grad_enabled(false)</c>.</summary>
    public static bool SwitchesGradientsOff(IOperation? operation) => Unwrap(operation) is IInvocationOperation call && IsTorchSharp(call) && call.TargetMethod.Name switch
    {
        "no_grad" => true,
        "inference_mode" => Argument(call, "mode")?.Value.ConstantValue is { HasValue: true, Value: true },
        "set_grad_enabled" => Argument(call, "mode")?.Value.ConstantValue is { HasValue: true, Value: false },
        "enable_grad" => Argument(call, "enabled")?.Value.ConstantValue is { HasValue: true, Value: false },
        _ => false,
    };

    /// <summary>Whether a method belongs to TorchSharp.</summary>
    public static bool IsTorchSharp(IInvocationOperation call) => TorchTypes.IsOfTorchSharp(call.TargetMethod.ContainingType);

    /// <summary>The argument of a parameter, also where the source leaves it to its default.</summary>
    public static IArgumentOperation? Argument(IInvocationOperation call, string parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    /// <summary>An operation without the conversions around it.</summary>
    public static IOperation? Unwrap(IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    /// <summary>The local, parameter, field or property that an operation names; null for anything else.</summary>
    public static ISymbol? Named(IOperation? operation) => Unwrap(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>The name in a call: <c>forward</c> of <c>layer.forward(x)</c>.</summary>
    public static SyntaxNode NameOf(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax { Expression: var called }
        ? called switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => called,
        }
        : call.Syntax;

    /// <summary>The operations of one method or lambda around an operation, from the inside.</summary>
    public static IEnumerable<IOperation> Around(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); outer = outer.Parent)
        {
            yield return outer;
        }
    }
}
