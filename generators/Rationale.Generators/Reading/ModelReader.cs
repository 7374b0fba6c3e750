using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading.Modules;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>
/// Reads a model class or a block. The generator takes the declaration and stays silent without one; the analyzer reports the problems. Both call the
/// same method, so whenever nothing is generated there is a rule that says why, unless the compiler itself says so.
/// </summary>
internal static class ModelReader
{
    /// <summary>Reads one type.</summary>
    /// <param name="type">Any type; one without our attributes gives <see cref="ReadResult.NotAModel"/>, and so does a block without problems.</param>
    /// <param name="cancellationToken">Checked between concerns.</param>
    public static ReadResult Read(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var attributes = ModelAttributes.Read(type, cancellationToken);
        if (attributes is null or { DoNotCompile: true })
        {
            return ReadResult.NotAModel;
        }

        var scope = new BlockScope(type, new BlockReader(cancellationToken));
        if (attributes.Block is not null)
        {
            return scope.Reader.Read(type) is { Count: > 0 } problems ? new ReadResult(null, problems) : ReadResult.NotAModel;
        }

        var context = new ReadingContext(type.Name, type.Locations[0], scope);
        TypeChecks.Check(type, context, cancellationToken);
        var hierarchy = TypeHierarchy.FromSymbol(type);
        MemberChecks.Check(type, attributes, hierarchy.HintName, context);

        // A class with both tasks is read for each, but a file is written once.
        var isOpen = !context.Problems.Blocked && attributes.Tasks.Count == 1;
        cancellationToken.ThrowIfCancellationRequested();

        var (specification, module) = TorchTypes.IsModule(type)
            ? ReadModule(type, attributes, context, cancellationToken)
            : (ReadSpecification(attributes, context), null);
        var translators = module is null ? CounterfactualReader.Read(attributes, specification, context) : default;
        var declaration = specification is null || context.Problems.Blocked
            ? null
            : new ModelDeclaration(hierarchy, specification, TypeChecks.HasConstructor(type, hierarchy.HintName), module, translators);
        return new ReadResult(declaration, context.Problems.All, declaration is null && isOpen ? ModuleShell.Find(type, hierarchy) : null);
    }

    private static ModelSpecification? ReadSpecification(ModelAttributes attributes, ReadingContext context)
    {
        var problemsOfType = context.Problems.All.Count;
        var task = TaskTable.Read(attributes.Tasks, context);
        var stack = LayerStack.Read(attributes.Layers, context);
        if (attributes.Settings.TryGetValue(nameof(SelfExplainingAttribute), out var concepts))
        {
            SelfExplainingReader.Read(concepts, task, ref stack, context);
        }

        // Sizes computed from sizes that are wrong themselves would only add noise.
        var isRead = task is not null && !context.Problems.All.Skip(problemsOfType).Any(problem => problem.Blocks);
        if (isRead)
        {
            ShapeChecks.Check(stack, task!, context);
        }

        var layers = new EquatableArray<Layer>(stack.Layers.Select(entry => entry.Layer));
        var objectives = ObjectiveTable.Read(attributes, task, layers, context);
        var training = ReadTraining(attributes, task, context);
        var smoothing = attributes.Settings.TryGetValue(nameof(SmoothedAttribute), out var smoothed)
            ? SmoothedReader.Read(smoothed, task, stack.ModelInputs, context)
            : null;
        if (task is null)
        {
            return null;
        }

        var model = new ModelSpecification(context.ModelName, stack.ModelInputs, layers, task, objectives, training, smoothing);
        ObjectiveTable.CheckFit(attributes, model, context);
        if (isRead)
        {
            ActivationChecks.Check(stack, model, context);
            BatchStatisticsChecks.Check(stack, model, context);
        }

        return model;
    }

    /// <summary>A module has a forward of its own: its attributes say what an example looks like and what it is trained for, its source says the layers.</summary>
    private static (ModelSpecification? Specification, ModuleDeclaration? Module) ReadModule(INamedTypeSymbol type, ModelAttributes attributes, ReadingContext context, CancellationToken cancellationToken)
    {
        ModuleChecks.Check(type, attributes, context);
        var task = TaskTable.Read(attributes.Tasks, context);
        var inputs = attributes.Layers.Where(InputReader.IsInput).ToList();
        var shape = inputs.Count > 0 ? InputReader.Read(inputs[0], context) : default;
        var smoothing = attributes.Settings.TryGetValue(nameof(SmoothedAttribute), out var smoothed)
            ? SmoothedReader.Read(smoothed, task, EquatableArray.Create(new ModelInput(ModelInput.Features, shape)), context, channelsFirst: true)
            : null;
        var concepts = attributes.Settings.TryGetValue(nameof(SelfExplainingAttribute), out var explaining) ? ConceptModuleReader.Read(type, explaining, task, shape, context) : null;
        var objectives = ObjectiveTable.Read(attributes, task, concepts is null ? default : EquatableArray.Create<Layer>(concepts.Network), context);
        var training = ReadTraining(attributes, task, context);
        if (task is null || context.Problems.Blocked || (explaining is not null && concepts is null))
        {
            return (null, null);
        }

        var (layers, module) = ModuleReader.Read(type, shape, task, concepts, context, cancellationToken);
        var terms = shape.Count == 3 ? new EquatableArray<ObjectiveTerm>(objectives.Select(term => term.WithChannelsFirst())) : objectives;
        var model = new ModelSpecification(context.ModelName, shape, layers, task, terms, training, smoothing);
        ObjectiveTable.CheckFit(attributes, model, context);
        return (model, module);
    }

    private static TrainingDefaults ReadTraining(ModelAttributes attributes, ModelTask? task, ReadingContext context)
    {
        var training = attributes.Settings.TryGetValue(nameof(TrainAttribute), out var train) ? TrainReader.Read(train, context) : new TrainingDefaults();
        return training with { Schedule = ScheduleReading.Read(attributes, task, training.Epochs, context) };
    }
}
