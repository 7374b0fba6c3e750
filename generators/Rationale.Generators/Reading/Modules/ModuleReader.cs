using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// Reads a model that is a TorchSharp module: its <c>forward</c> becomes layers where each part of it has one that says the same. Where one has not, the model is trained by
/// autograd, and an advice names the part.
/// </summary>
internal static class ModuleReader
{
    /// <summary>Reads the forward pass.</summary>
    /// <param name="type">The class.</param>
    /// <param name="inputShape">Shape of an example as TorchSharp sees it; empty where no [Input] says it.</param>
    /// <param name="task">What the model is trained for.</param>
    /// <param name="concepts">What is known of a self-explaining module; null for others.</param>
    /// <param name="context">Where problems go.</param>
    /// <param name="cancellationToken">Checked at every call that is read.</param>
    /// <returns>The layers, the module itself as one where the forward pass was not understood, none where nothing says what an example looks like; and what else is known of the module.</returns>
    public static (EquatableArray<Layer> Layers, ModuleDeclaration Module) Read(
        INamedTypeSymbol type, EquatableArray<int> inputShape, ModelTask task, ConceptModule? concepts, ReadingContext context, CancellationToken cancellationToken)
    {
        var (components, registers) = (ModuleComponents.Find(type), ModuleComponents.AreRegisteredByHand(type));
        var disposes = type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method.IsOverride);
        var stores = type.GetMembers("save").Concat(type.GetMembers("load")).Any();
        try
        {
            var (layers, bindings, bag, constants) = Understand(type, inputShape, task, concepts, cancellationToken);
            return (layers, new ModuleDeclaration(null, bindings, components, registers, TorchTypes.WrittenBase(type) is not null, disposes, stores, concepts?.Parts, bag, constants));
        }
        catch (NotUnderstoodException reason)
        {
            context.Problems.Advise(reason.Id, reason.Location, context.ModelName, reason.Expression, reason.Message);
            var whole = inputShape.Count == 0 ? default
                : EquatableArray.Create(concepts is null ? new ModuleLayer("", EquatableArray.Create(task.Outputs)) : (Layer)concepts.Network);
            return (whole, new ModuleDeclaration($"'{reason.Expression}' {reason.Message}", default, components, registers, TorchTypes.WrittenBase(type) is not null, disposes, stores, concepts?.Parts));
        }
    }

    private static (EquatableArray<Layer> Layers, EquatableArray<ParameterBinding> Bindings, BagKind Bag, EquatableArray<string> Constants) Understand(
        INamedTypeSymbol type, EquatableArray<int> inputShape, ModelTask task, ConceptModule? concepts, CancellationToken cancellationToken)
    {
        var at = Declaration(concepts is null ? type.GetMembers("forward").FirstOrDefault(member => member.DeclaringSyntaxReferences.Length > 0) ?? type : type, cancellationToken);
        try
        {
            if (inputShape.Count == 0)
            {
                throw new NotUnderstoodException(RuleIds.ModuleWithoutInput, type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken), "does not say what an example of its input looks like");
            }

            var reader = new ForwardReader(((ISourceAssemblySymbol)type.ContainingAssembly).Compilation, cancellationToken);
            var module = new FieldReader(reader).Read(type, constructor: null, [], isExact: false);
            module.RegisterChildren("", at);
            var (layers, parts) = concepts?.Understand(module, inputShape, reader, at) ?? Forward(reader, module, inputShape, task, at);
            CallChecks.Check(module, reader.Calls, parts, at);
            CheckSize(inputShape, layers);
            LayerCall[] calls = [.. parts.SelectMany(part => part.Calls)];
            if (!calls.Any(call => call.Module.Parameters.Any(parameter => parameter.Trained)))
            {
                throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at, "has no parameter to train");
            }

            return (layers, ParameterBindings.Create(type.Name, inputShape, layers, calls, task), calls.FirstOrDefault(call => call.Module.LooksUp)?.Module.Bag ?? BagKind.None, new EquatableArray<string>(module.Constants));
        }
        catch (ShapeException exception)
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at, exception.Message);
        }
    }

    private static (EquatableArray<Layer> Layers, IReadOnlyList<Assembly> Parts) Forward(ForwardReader reader, HandWrittenModule module, EquatableArray<int> inputShape, ModelTask task, SyntaxNode at)
    {
        var output = reader.Forward(module, TensorValue.Row(inputShape), at: null).Plain();
        CheckOutput(output, task, at);
        var assembly = Assembly.Create(output);
        CheckTokenIds(assembly);
        return (assembly.Layers, [assembly]);
    }

    private static void CheckSize(EquatableArray<int> shape, EquatableArray<Layer> layers)
    {
        var parameters = 0.0;
        foreach (var layer in layers)
        {
            parameters += layer.ParameterCount(shape);
            if (Math.Max(parameters, layer.MaxExampleLength(shape)) > int.MaxValue)
            {
                throw new ShapeException("needs more values or parameters than a buffer can hold");
            }

            shape = layer.OutputShape(shape);
        }
    }

    /// <summary>Explanations of token ids are gradients with respect to their vectors: nothing but the lookup may see the token ids themselves.</summary>
    private static void CheckTokenIds(Assembly assembly)
    {
        if (assembly.Layers.Count > 0 && assembly.Layers[0] is not EmbeddingLayer && assembly.Calls.FirstOrDefault(call => call.Module.LooksUp) is { } lookup)
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, lookup.At, "looks up token ids that are used elsewhere as well; look them up once, and use their vectors");
        }
    }

    private static void CheckOutput(TensorValue output, ModelTask task, SyntaxNode at)
    {
        if (!output.DependsOnExample)
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at, "does not depend on its input");
        }

        output.RequireBatchFirst(at);
        if (output.Shape.Count != 1 || output.Shape[0] != task.Outputs)
        {
            throw new NotUnderstoodException(
                RuleIds.ModuleShapesDoNotFit, at, $"gives examples of shape {ShapeException.Format(output.Shape)}, but {TaskText.Format(task)} needs {TaskText.Outputs(task)} outputs");
        }
    }

    /// <summary>The method where there is one, otherwise the class.</summary>
    private static SyntaxNode Declaration(ISymbol symbol, CancellationToken cancellationToken) => symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
}
