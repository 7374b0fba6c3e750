using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>One reading of a forward pass: runs through its statements with tensors that are shapes and layers instead of numbers.</summary>
/// <param name="compilation">Gives the meaning of the source.</param>
/// <param name="cancellationToken">Checked at every call.</param>
internal sealed class ForwardReader(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>Calls within calls: what calls itself never ends.</summary>
    private const int Deepest = 64;

    /// <summary>Calls and turns of loops in all: what calls itself twice doubles with each level.</summary>
    private const int MaxSteps = 4096;

    private int _depth;
    private int _steps;

    /// <summary>Calls of modules that may be called once.</summary>
    public List<LayerCall> Calls { get; } = [];

    /// <summary>The operation of a piece of source.</summary>
    public IOperation? Operation(SyntaxNode syntax)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken);
    }

    /// <summary>The fields of a class, after its constructor ran.</summary>
    public HandWrittenModule Construct(IObjectCreationOperation creation, INamedTypeSymbol type, ForwardScope caller) =>
        Nested(() => new FieldReader(this).Read(type, creation.Constructor, Arguments(creation.Arguments, caller), isExact: true), type.Name, creation.Syntax);

    /// <summary>Counts a call or a turn of a loop.</summary>
    public void Count(SyntaxNode at)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_steps > MaxSteps)
        {
            throw new NotUnderstoodException(RuleIds.ControlFlowNotUnderstood, at, $"takes more than {MaxSteps} calls and turns of loops to read");
        }
    }

    /// <summary>Reads what stands elsewhere, unless that stands within itself.</summary>
    public T Nested<T>(Func<T> read, string name, SyntaxNode at)
    {
        Count(at);
        if (++_depth > Deepest)
        {
            throw new NotUnderstoodException(RuleIds.ControlFlowNotUnderstood, at, $"calls '{name}', which calls itself");
        }

        try
        {
            return read();
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>What a hand-written module makes of a tensor: its <c>forward</c>, read in place.</summary>
    public TensorValue Forward(HandWrittenModule module, TensorValue input, IOperation? at) => Forward(module, [input], at) as TensorValue
        ?? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, Place(module, at), "gives no tensor");

    /// <summary>What a hand-written module makes of its arguments.</summary>
    public Value Forward(HandWrittenModule module, ModuleArguments arguments) => Forward(module, [.. arguments.Values.Select(value => value ?? new Constant(null))], arguments.At);

    private Value Forward(HandWrittenModule module, IReadOnlyList<Value> values, IOperation? at)
    {
        for (INamedTypeSymbol? type = module.Type; type is not null; type = type.BaseType)
        {
            if (type.GetMembers("forward").OfType<IMethodSymbol>().FirstOrDefault(candidate => candidate is { IsOverride: true, IsAbstract: false } && candidate.Parameters.Length == values.Count && !TorchTypes.IsOfTorchSharp(type)) is { } method)
            {
                return Invoke(method.OriginalDefinition, module, method.OriginalDefinition.Parameters.Zip(values, (parameter, value) => (parameter, value)), Place(module, at));
            }
        }

        throw new NotUnderstoodException(RuleIds.CallNotUnderstood, Place(module, at), "has no forward of its own");
    }

    private SyntaxNode Place(HandWrittenModule module, IOperation? at) => at?.Syntax ?? module.Type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);

    /// <summary>Whether a method has a body that can be read.</summary>
    public bool CanRead(IMethodSymbol method) => Body(method) is not null;

    /// <summary>Reads a method of the user in place of its call.</summary>
    public Value Invoke(IMethodSymbol method, HandWrittenModule self, IEnumerable<(IParameterSymbol Parameter, Value Value)> arguments, SyntaxNode at)
    {
        if (method.IsAsync || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None) || Body(method) is not { } body)
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at, $"calls '{method.Name}', whose source cannot be read in its place");
        }

        var frame = new ForwardScope(self);
        foreach (var (parameter, value) in arguments)
        {
            frame.Set(parameter, value);
        }

        return Run(body, frame, method.Name, at);
    }

    /// <summary>Runs a body and gives what it returns.</summary>
    public Value Run(IBlockOperation body, ForwardScope frame, string name, SyntaxNode at) =>
        Nested(() => new StatementReader(this, frame).Run(body) ?? NeutralValue.Instance, name, at);

    /// <summary>The values of the arguments that a call hands to parameters, those of the method that runs where it replaces the one that is called.</summary>
    public IReadOnlyList<(IParameterSymbol Parameter, Value Value)> Arguments(IEnumerable<IArgumentOperation> arguments, ForwardScope frame, IMethodSymbol? runs = null)
    {
        var values = new List<(IParameterSymbol, Value)>();
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter)
            {
                values.Add(((runs?.Parameters[parameter.Ordinal] ?? parameter).OriginalDefinition, new ExpressionReader(this, frame).Evaluate(argument.Value)));
            }
        }

        return values;
    }

    private IBlockOperation? Body(IMethodSymbol method)
    {
        var syntax = method.PartialImplementationPart?.DeclaringSyntaxReferences ?? method.DeclaringSyntaxReferences;
        return syntax.Length != 1 ? null : Operation(syntax[0].GetSyntax(cancellationToken)) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            IBlockOperation accessor => accessor,
            _ => null,
        };
    }
}
