using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Says what the fields of a class hold once it is made: runs through initializers and the constructor. What cannot be read only matters where it is used.</summary>
/// <param name="reader">The reading.</param>
internal sealed class FieldReader(ForwardReader reader)
{
    /// <summary>Reads a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="constructor">The constructor that is called; null where that is known only at run time.</param>
    /// <param name="arguments">What its parameters are worth, as far as it is known.</param>
    /// <param name="isExact">Whether no class that derives from it can take its place.</param>
    public HandWrittenModule Read(INamedTypeSymbol type, IMethodSymbol? constructor, IReadOnlyList<(IParameterSymbol Parameter, Value Value)> arguments, bool isExact)
    {
        var module = new HandWrittenModule(type, isExact);
        var frame = new ForwardScope(module);
        foreach (var (parameter, value) in arguments)
        {
            frame.Set(parameter, value);
        }

        Fill(type, constructor, module, frame);
        module.IsUnderConstruction = false;
        return module;
    }

    /// <summary>Runs the initializers of a class, the constructors of its bases and its own, as C# does, and counts what the fields hold.</summary>
    public void Fill(INamedTypeSymbol type, IMethodSymbol? constructor, HandWrittenModule module, ForwardScope frame)
    {
        if (TorchTypes.WrittenBase(type) is { } written && TorchTypes.IsOfTorchSharp(written))
        {
            throw new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, Identifier(type), $"derives from '{written.Name}' of TorchSharp, whose fields cannot be read; derive from Module<Tensor, Tensor>");
        }

        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst).ToList();
        foreach (var field in fields)
        {
            ReadInitializer(field, module, frame);
        }

        new ConstructorReader(reader, type).Run(constructor, module, frame);
        FieldChanges.Check(type, fields, module);
        foreach (var field in fields)
        {
            Count(field, module);
        }
    }

    private void ReadInitializer(IFieldSymbol field, HandWrittenModule module, ForwardScope frame)
    {
        var declaration = (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var initializer = declaration is VariableDeclaratorSyntax variable ? variable.Initializer : (declaration as PropertyDeclarationSyntax)?.Initializer;
        if (initializer is null || reader.Operation(initializer) is not ISymbolInitializerOperation { Value: var value })
        {
            return;
        }

        try
        {
            module.Set(field, new ExpressionReader(reader, frame).Evaluate(value));
        }
        catch (NotUnderstoodException reason)
        {
            module.Fail(field, Construction(reason, value.Syntax));
        }
    }

    /// <summary>What stops a construction is reported as such, whatever part of it cannot be read; only arguments keep their own rule.</summary>
    public static NotUnderstoodException Construction(NotUnderstoodException reason, SyntaxNode at) => reason.Id is RuleIds.CallNotUnderstood or RuleIds.ControlFlowNotUnderstood
        ? new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, reason.At, reason.At == at || reason.At.Parent == at ? reason.Message : $"{reason.Message}, so what is made with it is not known")
        : reason;

    /// <summary>Every module among the fields is registered under the name of its field, and so is every parameter.</summary>
    private static void Count(IFieldSymbol field, HandWrittenModule module)
    {
        if (TorchTypes.IsTensor(field.Type))
        {
            CountTensor(field, module);
            return;
        }

        if (!TorchTypes.IsModule(field.Type))
        {
            return;
        }

        switch (module.Get(field))
        {
            case ModuleValue when field.DeclaredAccessibility == Accessibility.Private && !SymbolEqualityComparer.Default.Equals(field.ContainingType, module.Type.OriginalDefinition):
                throw new NotUnderstoodException(
                    RuleIds.ConstructionNotUnderstood,
                    Identifier(field.AssociatedSymbol ?? field),
                    $"is private to a base class, so TorchSharp does not register it in '{module.Type.Name}': it is neither trained nor saved; make it protected");
            case ModuleValue child:
                module.Add(ComponentName(field), child, Identifier(field.AssociatedSymbol ?? field));
                break;
            case Constant { Content: null }:
                break;
            case null when field is { IsReadOnly: true, NullableAnnotation: NullableAnnotation.Annotated }:
                module.Set(field, new Constant(null));
                break;
            default:
                throw new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, Identifier(field.AssociatedSymbol ?? field), "is a module that no initializer or constructor makes where it can be read");
        }
    }

    /// <summary>A parameter, or a tensor, which TorchSharp registers as a buffer.</summary>
    private static void CountTensor(IFieldSymbol field, HandWrittenModule module)
    {
        var at = Identifier(field.AssociatedSymbol ?? field);
        var tensor = module.Get(field) switch
        {
            TensorField parameter => parameter,
            TensorValue { BatchAxis: TensorValue.NoBatch } value => ParameterCalls.Buffer(value),
            KnownTensor { IsOverwritten: true } => throw new NotUnderstoodException(
                RuleIds.ConstructionNotUnderstood, at, "is a mask that is written to after it was made, so that its values are not known; make it by one expression of functions that give a new tensor"),
            Constant { Content: null } or KnownTensor => null,
            null when field is { IsReadOnly: true, NullableAnnotation: NullableAnnotation.Annotated } => null,
            _ => throw new NotUnderstoodException(
                RuleIds.ConstructionNotUnderstood, at, "is a tensor that the class holds itself, and no initializer or constructor makes it where its sizes can be read; write new Parameter(torch.zeros(…)), or a buffer from torch.zeros, ones, full or randn"),
        };
        if (module.Get(field) is KnownTensor)
        {
            module.AddConstant(ComponentName(field));
        }

        if (tensor is not null)
        {
            module.Set(field, tensor);
            module.Add(ComponentName(field), tensor, at);
        }
    }

    /// <summary>The name that TorchSharp gives a field: that of its attribute, or its own, which for an auto-property is the compiler's.</summary>
    public static string ComponentName(IFieldSymbol field) => field.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.Name == "ComponentNameAttribute")
        .SelectMany(attribute => attribute.NamedArguments)
        .FirstOrDefault(argument => argument.Key == "Name").Value.Value as string ?? field.Name;

    private static SyntaxNode Identifier(ISymbol symbol) => symbol.DeclaringSyntaxReferences[0].GetSyntax();
}
