using Microsoft.CodeAnalysis;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Parameters and buffers that a class keeps in fields of its own: <c>new Parameter(torch.randn(4))</c>, <c>torch.nn.Parameter(…)</c>, and tensors, which TorchSharp registers as buffers.</summary>
internal static class ParameterCalls
{
    private const string Parameter = "Parameter";

    /// <summary>Whether a type is that of parameters, or a method makes one.</summary>
    public static bool Makes(ISymbol? made) => made switch
    {
        INamedTypeSymbol type => type.Name == Parameter && TorchTypes.IsOfTorchSharp(type),
        IMethodSymbol method => method.Name == Parameter && Makes(method.ReturnType),
        _ => false,
    };

    /// <summary>The parameter that a call makes.</summary>
    public static TensorField Read(CallSite site) => site.Value("data") switch
    {
        TensorValue { BatchAxis: TensorValue.NoBatch } data => new TensorField(data.Shape, site.Flag("requires_grad", true), Start(data)),
        KnownTensor { IsTruth: false } known => new TensorField(known.Shape, site.Flag("requires_grad", true), (InitializerKind.Normal, 1)),
        _ => throw site.Refuse(RuleIds.ConstructionNotUnderstood, "data", $"is {site.Value("data")?.Kind ?? "not given"}, but a tensor of sizes known at compile time is needed"),
    };

    /// <summary>What a field is that holds a tensor.</summary>
    public static TensorField Buffer(TensorValue tensor) => new(tensor.Shape, trained: false, (InitializerKind.Constant, Start(tensor) is { Kind: InitializerKind.Constant, Scale: var value } ? value : 0));

    /// <summary>From what a parameter starts when the numbers are drawn anew.</summary>
    private static (InitializerKind Kind, double Scale) Start(TensorValue value) => value switch
    {
        { Everywhere: { } number } => (InitializerKind.Constant, number),
        { Start: { } start } => start,
        { Layer: ScaleLayer { Shift: 0, Scale: var factor }, Inputs: [var drawn] } when Start(drawn) is var (kind, scale) => (kind, kind == InitializerKind.Constant ? factor * scale : Math.Abs(factor) * scale),
        { Inputs: [var before] } => Start(before),
        _ => (InitializerKind.Normal, 1),
    };
}
