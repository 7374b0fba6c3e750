using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>A module that the user wrote: the model itself, or a class that one of its fields holds.</summary>
/// <param name="type">The class.</param>
/// <param name="isExact">Whether no class that derives from it can take its place.</param>
internal sealed class HandWrittenModule(INamedTypeSymbol type, bool isExact) : ModuleValue
{
    private readonly Dictionary<ISymbol, (Value? Value, NotUnderstoodException? Reason)> _members = new(SymbolEqualityComparer.Default);
    private readonly List<(string Name, ModuleValue Module)> _children = [];
    private readonly Dictionary<string, SyntaxNode> _declarations = [];
    private readonly List<string> _constants = [];

    /// <summary>The class.</summary>
    public INamedTypeSymbol Type => type;

    /// <summary>Whether no class that derives from it can take its place.</summary>
    public bool IsExact => isExact || type.IsSealed;

    /// <summary>Whether its constructor is running, which may assign fields.</summary>
    public bool IsUnderConstruction { get; set; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, ModuleValue Module)> Children => _children;

    /// <inheritdoc/>
    public override IEnumerable<string> Constants => _constants.Select(name => Path is null ? name : $"{Path}.{name}").Concat(base.Constants);

    /// <summary>Counts a tensor of known numbers that a field holds among the constants.</summary>
    /// <param name="name">The name under which TorchSharp registers it.</param>
    public void AddConstant(string name) => _constants.Add(name);

    /// <summary>Says what a field or an auto-property holds.</summary>
    public void Set(ISymbol member, Value value) => _members[Key(member)] = (value, null);

    /// <summary>Says why it is not known what a field or an auto-property holds.</summary>
    public void Fail(ISymbol member, NotUnderstoodException reason) => _members[Key(member)] = (null, reason);

    /// <summary>What a field or an auto-property holds; null if nothing was ever assigned to it.</summary>
    public Value? Get(ISymbol member) => !_members.TryGetValue(Key(member), out var found) ? null
        : found.Reason is { } reason ? throw reason
        : found.Value;

    /// <summary>Counts what a field holds among the modules inside this one.</summary>
    /// <param name="name">The name under which TorchSharp registers it.</param>
    /// <param name="module">What the field holds.</param>
    /// <param name="declaration">The field.</param>
    public void Add(string name, ModuleValue module, SyntaxNode declaration)
    {
        _children.Add((name, module));
        _declarations[name] = declaration;
    }

    /// <inheritdoc/>
    protected override SyntaxNode? Declaration(string child) => _declarations.TryGetValue(child, out var declaration) ? declaration : null;

    /// <inheritdoc/>
    public override Value Call(ModuleArguments arguments) => arguments.Reader.Forward(this, arguments);

    /// <inheritdoc/>
    public override TensorValue Call(TensorValue input, IOperation at, ForwardReader reader) => reader.Forward(this, input, at);

    /// <summary>The method that a call of a virtual one runs: that of the most derived class; null if it has no body.</summary>
    public IMethodSymbol? Find(IMethodSymbol method)
    {
        for (INamedTypeSymbol? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (var candidate in ancestor.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var replaced = candidate; replaced is not null; replaced = replaced.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(replaced.OriginalDefinition, method.OriginalDefinition))
                    {
                        return candidate.IsAbstract ? null : candidate.OriginalDefinition;
                    }
                }
            }
        }

        return null;
    }

    // An auto-property and the field behind it are one place.
    private static ISymbol Key(ISymbol member) => (member as IFieldSymbol)?.AssociatedSymbol ?? member.OriginalDefinition;
}
