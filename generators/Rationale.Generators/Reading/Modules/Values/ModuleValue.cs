using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>A module: what a field of the class holds.</summary>
internal abstract class ModuleValue : Value
{
    /// <inheritdoc/>
    public override string Kind => "a module";

    /// <summary>The name under which the model registers it; null as long as no field holds it.</summary>
    public string? Path { get; private set; }

    /// <summary>The modules inside it with their names.</summary>
    public virtual IReadOnlyList<(string Name, ModuleValue Module)> Children => [];

    /// <summary>All modules without children, itself included.</summary>
    public virtual IEnumerable<LayerModule> Leaves => Children.SelectMany(child => child.Module.Leaves);

    /// <summary>Names of the buffers whose numbers were known when the forward pass was read, in this module and those inside it.</summary>
    public virtual IEnumerable<string> Constants => Children.SelectMany(child => child.Module.Constants);

    /// <summary>Gives the module and those inside it their names.</summary>
    /// <param name="path">The name.</param>
    /// <param name="at">What registers it.</param>
    public void Register(string path, SyntaxNode at)
    {
        if (Path is not null)
        {
            throw new NotUnderstoodException(RuleIds.ModuleNotUsedOnce, at, $"is the module that '{Path}' holds already; give it a module of its own");
        }

        Path = path;
        RegisterChildren(path, at);
    }

    /// <summary>Gives the modules inside it their names.</summary>
    /// <param name="path">Its own name; empty for the model.</param>
    /// <param name="at">What registers it.</param>
    public void RegisterChildren(string path, SyntaxNode at)
    {
        foreach (var (name, module) in Children)
        {
            module.Register(path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}", Declaration(name) ?? at);
        }
    }

    /// <summary>What declares a module inside it; null where that has no declaration of its own.</summary>
    protected virtual SyntaxNode? Declaration(string child) => null;

    /// <summary>What the module makes of its arguments.</summary>
    public virtual Value Call(ModuleArguments arguments) => arguments.Values.Skip(1).All(value => value is null)
        ? Call(arguments.Tensor(0), arguments.At, arguments.Reader)
        : throw arguments.Refuse(RuleIds.CallNotUnderstood, "hands more than a tensor to a module, which no layer takes");

    /// <summary>What the module makes of a tensor.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="at">The call.</param>
    /// <param name="reader">Reads the forward pass.</param>
    public abstract TensorValue Call(TensorValue input, IOperation at, ForwardReader reader);
}
