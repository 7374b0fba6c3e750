using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Reads calls: of modules, of functions of TorchSharp, and of methods that the user wrote.</summary>
/// <param name="reader">The reading.</param>
/// <param name="frame">What is known in the method that calls.</param>
/// <param name="expressions">Reads arguments.</param>
internal sealed class InvocationReader(ForwardReader reader, ForwardScope frame, ExpressionReader expressions)
{
    /// <summary>What a call gives.</summary>
    public Value Read(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var name = method.Name;
        if (!TorchTypes.IsOfTorchSharp(method.ContainingType))
        {
            return method.MethodKind == MethodKind.LocalFunction ? LocalFunction(invocation)
                : Lists.Owns(method) && invocation.Instance is { } list ? Lists.Call(invocation, expressions.Evaluate(list), expressions)
                : Inlined(invocation);
        }

        if (name is "call" or "forward" && TorchTypes.IsModule(invocation.Instance?.Type ?? method.ContainingType) && invocation is { Instance: { } callee, Arguments: [{ Value: var argument }] })
        {
            return expressions.Evaluate(callee) is ModuleValue module && expressions.Evaluate(argument) is TensorValue input
                ? module.Call(input, invocation, reader)
                : throw NotUnderstood(invocation, "calls something that is not known to be a module and a tensor");
        }

        return name == "NewDisposeScope" ? NeutralValue.Instance
            : TorchTypes.IsModule(method.ReturnType) && invocation.Instance is null ? Made(invocation, method, invocation.Arguments)
            : OfTensor(invocation);
    }

    /// <summary>What <c>new</c> gives.</summary>
    public Value Create(IObjectCreationOperation creation) => creation switch
    {
        { Type: INamedTypeSymbol type } when TorchTypes.IsOfTorchSharp(type) && TorchTypes.IsModule(type) => Made(creation, type, creation.Arguments),
        { Type: INamedTypeSymbol type } when TorchTypes.IsModule(type) => reader.Construct(creation, type, frame),
        { Constructor: { } constructor } when Lists.Owns(constructor) => Lists.Create(creation, expressions),
        _ => throw NotUnderstood(creation, "makes an object that no layer says"),
    };

    /// <summary>A module of TorchSharp, by the function of its name or by its constructor.</summary>
    private ModuleValue Made(IOperation call, ISymbol made, ImmutableArray<IArgumentOperation> arguments) => ModuleTable.Constructors.TryGetValue(made.Name, out var constructor)
        ? constructor(new CallSite(call, made.Name, arguments, expressions.Evaluate))
        : throw new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, call.Syntax, $"makes a '{made.Name}', which no layer says");

    private Value OfTensor(IInvocationOperation invocation)
    {
        var (method, arguments) = (invocation.TargetMethod, invocation.Arguments);
        if (invocation.Instance is null && ConcatCalls.Names.Contains(method.Name))
        {
            return ConcatCalls.Read(new CallSite(invocation, method.Name, arguments, expressions.Evaluate));
        }

        var operand = invocation.Instance ?? arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        var value = operand is not null && (TorchTypes.IsTensor(operand.Type) || invocation.Instance is not null) ? expressions.Evaluate(operand) : null;
        if (value is not TensorValue input)
        {
            throw NotUnderstood(invocation, $"calls '{method.Name}', which no layer says");
        }

        var site = new CallSite(invocation, method.Name, arguments, expressions.Evaluate);
        switch (method.Name)
        {
            case "size":
                return site.Value("dim") is { } dimension ? SizeOf(invocation, input, dimension) : ExpressionReader.ShapeOf(input);
            case "dim":
                return new Constant((long)input.Shape.Count + 1);
            case "dropout":
                return Dropout(input, site);
        }

        var inPlace = method.Name.EndsWith("_", StringComparison.Ordinal);
        if (!CallTable.Functions.TryGetValue(inPlace ? method.Name.Substring(0, method.Name.Length - 1) : method.Name, out var function))
        {
            throw NotUnderstood(invocation, $"calls '{method.Name}', which no layer says");
        }

        return function(input, site) is TensorValue result
            ? InPlace.Result(input, result, inPlace || site.Flag("inplace", false), invocation)
            : throw NotUnderstood(invocation, "gives no tensor");
    }

    /// <summary>The function takes the flag that the module has by itself: only with <c>training</c> do the two agree.</summary>
    private TensorValue Dropout(TensorValue input, CallSite site)
    {
        if (site.Value("training") is not TrainingFlag)
        {
            throw site.Refuse(RuleIds.ArgumentNotUnderstood, "training", "is not the property 'training' of the module, so values are dropped in evaluation as well, or never; a layer drops them in training only");
        }

        var rate = site.Number("p", 0.5);
        site.Require("p", rate >= 0 && rate < 1, "is not in [0, 1)");
        var module = new LayerModule((row, at, call) => row.Then(new Rationale.Graph.Models.DropoutLayer(rate), call)) { Draws = true };
        return InPlace.Result(input, module.Call(input, site.Call, reader), site.Flag("inplace", false), site.Call);
    }

    private static Value SizeOf(IOperation at, TensorValue input, Value dimension)
    {
        var shape = ExpressionReader.ShapeOf(input).Items;
        return dimension is Constant { Integer: { } axis } && axis >= -shape.Count && axis < shape.Count
            ? shape[axis < 0 ? axis + shape.Count : axis]
            : throw NotUnderstood(at, "asks for a dimension that is not known");
    }

    private Value Inlined(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (method.IsAbstract || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed))
        {
            throw NotUnderstood(invocation, $"calls '{method.Name}', which a derived class may replace");
        }

        var self = invocation.Instance is { } instance ? expressions.Evaluate(instance) : frame.Self;
        return self is HandWrittenModule module
            ? reader.Invoke(method.OriginalDefinition, module, reader.Arguments(invocation.Arguments, frame), invocation.Syntax)
            : throw NotUnderstood(invocation, $"calls '{method.Name}', which no layer says");
    }

    /// <summary>A local function sees the locals around it, so it runs in the same frame.</summary>
    private Value LocalFunction(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod.OriginalDefinition;
        if (method.IsAsync || reader.Operation(method.DeclaringSyntaxReferences[0].GetSyntax()) is not ILocalFunctionOperation { Body: { } body })
        {
            throw NotUnderstood(invocation, $"calls '{method.Name}', whose source cannot be read in its place");
        }

        foreach (var (parameter, value) in reader.Arguments(invocation.Arguments, frame))
        {
            frame.Set(parameter, value);
        }

        return reader.Run(body, frame, method.Name, invocation.Syntax);
    }

    private static NotUnderstoodException NotUnderstood(IOperation at, string detail) => new(RuleIds.CallNotUnderstood, at.Syntax, detail);
}
