using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Graph.Models;

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
        if (TorchTypes.IsGuarded(method))
        {
            return OfTensor(invocation);
        }

        if (!TorchTypes.IsOfTorchSharp(method.ContainingType))
        {
            return method.MethodKind == MethodKind.LocalFunction ? LocalFunction(invocation)
                : ConstantFolder.Knows(method) ? Folded(invocation)
                : Sequences.Owns(method) ? Sequences.Call(invocation, expressions.Evaluate, (lambda, values) => Applied(lambda, values, invocation))
                : Lists.Owns(method) && invocation.Instance is { } list ? Lists.Call(invocation, expressions.Evaluate(list), expressions)
                : Inlined(invocation);
        }

        if (name is "call" or "forward" && invocation.Instance is { } callee && TorchTypes.IsModule(callee.Type))
        {
            return Called(invocation, callee);
        }

        if (invocation.Instance is { } container && TorchTypes.IsModule(container.Type) && expressions.Evaluate(container) is SequentialModule modules)
        {
            return ContainerCalls.Call(invocation, modules, frame.Self.IsUnderConstruction, expressions) ?? throw NotUnderstood(invocation, $"calls '{name}', which no layer says");
        }

        return name == "NewDisposeScope" ? NeutralValue.Instance
            : ParameterCalls.Makes(method) ? ParameterCalls.Read(new CallSite(invocation, name, invocation.Arguments, expressions.Evaluate))
            : frame.Self.IsUnderConstruction && invocation.Instance is null && ConstantCalls.Drawn.TryGetValue(name, out var draw) ? draw(new CallSite(invocation, name, invocation.Arguments, expressions.Evaluate))
            : IsIndex(method.ContainingType) ? Index(invocation)
            : TorchTypes.IsModule(method.ReturnType) && invocation.Instance is null ? Made(invocation, method, invocation.Arguments)
            : OfTensor(invocation);
    }

    /// <summary>Whether a type is that of indices of tensors.</summary>
    public static bool IsIndex(ITypeSymbol? type) => type is { Name: "TensorIndex" } && TorchTypes.IsOfTorchSharp(type);

    private Value Called(IInvocationOperation invocation, IOperation callee)
    {
        // base.forward of a class of one's own whose base is TorchSharp's has no body.
        if (expressions.Evaluate(callee) is not ModuleValue module || invocation is { IsVirtual: false, Instance: IInstanceReferenceOperation })
        {
            throw NotUnderstood(invocation, "calls something that is not known to be a module");
        }

        var arguments = invocation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => expressions.Evaluate(argument.Value)).ToList();
        return module.Call(new ModuleArguments([.. arguments.Select(value => value is Constant { Content: null } ? null : value)], invocation, reader));
    }

    private Constant Folded(IInvocationOperation invocation)
    {
        var arguments = invocation.Arguments.Select(argument => (expressions.Evaluate(argument.Value) as Constant)?.Content).ToList();
        return ConstantFolder.Call(invocation.TargetMethod.Name, arguments) ?? throw NotUnderstood(invocation, "is a computation that is not known at compile time");
    }

    private IndexValue Index(IInvocationOperation invocation)
    {
        var site = new CallSite(invocation, invocation.TargetMethod.Name, invocation.Arguments, expressions.Evaluate);
        var parameters = invocation.TargetMethod.Parameters;
        return (site.Name, parameters.Length) switch
        {
            ("Single", 1) => new IndexValue(IndexForm.Element, site.Integer(parameters[0].Name)),
            ("Slice", 3) when Bound(2) is null or 1 => new IndexValue(IndexForm.Range, Bound(0), Bound(1)),
            ("Slice", 1) when site.Value(parameters[0].Name) is IndexValue range => range,
            _ => throw NotUnderstood(invocation, "is an index that no layer says"),
        };

        int? Bound(int index) => site.Value(parameters[index].Name) is null ? null : site.Integer(parameters[index].Name);
    }

    /// <summary>What <c>new</c> gives.</summary>
    public Value Create(IObjectCreationOperation creation) => creation switch
    {
        { Type: INamedTypeSymbol type } when ParameterCalls.Makes(type) => ParameterCalls.Read(new CallSite(creation, type.Name, creation.Arguments, expressions.Evaluate)),
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
        if (invocation.Instance is null && CallTable.FreeFunctions.TryGetValue(method.Name, out var free))
        {
            return free(new CallSite(invocation, method.Name, arguments, expressions.Evaluate));
        }

        var operand = invocation.Instance ?? arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        var value = operand is not null && (TorchTypes.IsTensor(operand.Type) || invocation.Instance is not null) ? expressions.Evaluate(operand) : null;
        var inPlace = method.Name.EndsWith("_", StringComparison.Ordinal);
        if (inPlace && frame.Self.IsUnderConstruction)
        {
            Overwrite(operand!, value, invocation);
        }

        if (KnownCalls.Find(method.Name, value) is { } ofKnown)
        {
            return ofKnown(new CallSite(invocation, method.Name, arguments, expressions.Evaluate));
        }

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
                return new Constant((long)input.Rank);
            case "dropout":
                return Dropout(input, site, (row, _, call) => row.Then(new DropoutLayer(Rate(site)), call));
            case "dropout1d" or "dropout2d":
                return Dropout(input, site, ActivationModules.OfChannels(site, Rate(site)));
        }

        if (frame.Self.IsUnderConstruction && input.BatchAxis == TensorValue.NoBatch && ConstantCalls.Computed.Contains(method.Name))
        {
            return TensorValue.Drawn(input.Shape, InitializerKind.Constant, 0);
        }

        var known = inPlace ? method.Name.Substring(0, method.Name.Length - 1) : method.Name;
        if (!CallTable.Functions.TryGetValue(known, out var function))
        {
            throw NotUnderstood(invocation, $"calls '{method.Name}', which no layer says");
        }

        CallTable.CheckBatch(known, input, invocation);
        return function(input, site) switch
        {
            TensorValue result => InPlace.Result(input, result, inPlace || site.Flag("inplace", false), invocation),
            ListValue parts when !inPlace => parts,
            _ => throw NotUnderstood(invocation, "gives no tensor"),
        };
    }

    /// <summary>The function takes the flag that the module has by itself: only with <c>training</c> do the two agree.</summary>
    private TensorValue Dropout(TensorValue input, CallSite site, LayerOfModule drop)
    {
        if (site.Value("training") is not TrainingFlag)
        {
            throw site.Refuse(RuleIds.ArgumentNotUnderstood, "training", "is not the property 'training' of the module, so values are dropped in evaluation as well, or never; a layer drops them in training only");
        }

        var module = new LayerModule(drop) { Draws = true };
        return InPlace.Result(input, module.Call(input, site.Call, reader), site.Flag("inplace", false), site.Call);
    }

    /// <summary>Of a tensor that the constructor overwrites, the numbers are not known any more, whether or not the call is understood.</summary>
    private void Overwrite(IOperation operand, Value? value, IOperation at)
    {
        switch (value)
        {
            case KnownTensor known:
                known.Overwrite();
                break;
            case TensorValue { IsUniform: true, BatchAxis: TensorValue.NoBatch } constant when operand is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation { Instance: IInstanceReferenceOperation }:
                expressions.Assign(operand, TensorValue.Drawn(constant.Shape, InitializerKind.Constant, 0), at);
                break;
        }
    }

    private static double Rate(CallSite site)
    {
        var rate = site.Number("p", 0.5);
        site.Require("p", rate >= 0 && rate < 1, "is not in [0, 1)");
        return rate;
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
        var self = invocation.Instance is { } instance ? expressions.Evaluate(instance) : frame.Self;
        if (self is not HandWrittenModule module)
        {
            throw NotUnderstood(invocation, $"calls '{method.Name}', which no layer says");
        }

        if (invocation.IsVirtual && (method.IsVirtual || method.IsOverride || method.IsAbstract))
        {
            method = module.IsExact || method.IsSealed || method.ContainingType.IsSealed
                ? module.Find(method) ?? throw NotUnderstood(invocation, $"calls '{method.Name}', which has no body")
                : throw NotUnderstood(invocation, $"calls '{method.Name}', which a derived class may replace; seal '{module.Type.Name}'");
        }

        return reader.Invoke(method.OriginalDefinition, module, reader.Arguments(invocation.Arguments, frame, method), invocation.Syntax);
    }

    /// <summary>What a lambda gives, which sees the locals around it, or a method that stands for one. Arguments that it has no parameter for, such as an index, are left out.</summary>
    private Value Applied(IOperation lambda, IReadOnlyList<Value> arguments, IOperation at)
    {
        switch ((lambda as IDelegateCreationOperation)?.Target ?? lambda)
        {
            case IAnonymousFunctionOperation { Symbol: { IsAsync: false } symbol, Body: var body } when symbol.Parameters.Length <= arguments.Count:
                foreach (var (parameter, value) in symbol.Parameters.Zip(arguments, (parameter, value) => (parameter, value)))
                {
                    frame.Set(parameter.OriginalDefinition, value);
                }

                return reader.Run(body, frame, "lambda", at.Syntax);
            case IMethodReferenceOperation { Method: { MethodKind: not MethodKind.LocalFunction, IsVirtual: false, IsOverride: false, IsAbstract: false } method, Instance: null or IInstanceReferenceOperation }
                when method.Parameters.Length <= arguments.Count && !TorchTypes.IsOfTorchSharp(method.ContainingType):
                return reader.Invoke(method.OriginalDefinition, frame.Self, method.OriginalDefinition.Parameters.Zip(arguments, (parameter, value) => (parameter, value)), at.Syntax);
            default:
                throw NotUnderstood(at, "is given a function that cannot be read; write a lambda");
        }
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
