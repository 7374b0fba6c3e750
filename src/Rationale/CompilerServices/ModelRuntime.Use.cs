using Rationale.Attribution;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Training;
using Rationale.Graph.Objectives;
using Rationale.Objectives;

namespace Rationale.CompilerServices;

/// <content>Evaluating, predicting and explaining.</content>
public sealed partial class ModelRuntime
{
    private const string EvaluationKey = "evaluation";
    private const string ConceptsKey = "concepts";
    private const string StabilityKey = "stability";
    private const string DistanceKey = "conceptDistance";
    private const string PredictionKey = "prediction";
    private const string DeepLiftKey = "deepLift";
    private const string GuidedKey = "guidedBackpropagation";
    private const string RowsKey = "rows";

    /// <summary>The model that the current thread is inside of.</summary>
    [ThreadStatic]
    private static ModelRuntime? _inUse;

    /// <summary>The method of <see cref="Explain(Dataset, Target?, IProgress{double}?, CancellationToken)"/> in tables.</summary>
    private const string GradientName = "Gradient";

    /// <summary>What the model shows as its explanation unless asked otherwise: the probability of the predicted class, or a regressor's output.</summary>
    public Target DefaultTarget => Specification.Task is ClassifierTask ? new Target(TargetOutput.Probability) : new Target(TargetOutput.Logit, TargetClass.All);

    /// <summary>Measures the model on labeled data.</summary>
    /// <param name="data">Labeled examples; an annotation mask, where there is one, gives the explanation penalty.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Evaluation Evaluate(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Evaluate(Specification, data, CoefficientValues.Declared(Specification), progress: progress, cancellationToken: cancellationToken);

    /// <summary>The outputs for one example.</summary>
    /// <param name="x">One example.</param>
    /// <exception cref="ArgumentException">The example does not fit the model, or has a value that is not finite.</exception>
    public Prediction Predict(ReadOnlySpan<float> x) => Predict(Unlabeled(Prepare(x)))[0];

    /// <summary>One example that is given input by input.</summary>
    public ExampleInputs Example() => new(this);

    /// <summary>The outputs for many examples.</summary>
    /// <param name="features">[examples × inputs].</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model, there are none, or a value is not finite.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Predictions Predict(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        features = Prepare(features);
        DataChecks.Width(Specification, features.Width);
        return Predict(Unlabeled(features), progress, cancellationToken);
    }

    /// <summary>The outputs for the features of a data set, labeled or not.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The features do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Predictions Predict(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        data = Align(data);
        DataChecks.Inputs(Specification, data);
        var outputs = new float[checked(data.Count * Specification.Task.Outputs)];
        Run(PredictionKey, source => source.Prediction, data, -1, (_, _) => { }, [outputs], null, progress, cancellationToken);
        return new Predictions(Specification.Task, outputs, Decision, ClassNames ?? data.ClassNames);
    }

    /// <summary>The gradient of the attribution target with respect to one example; for an example of token ids, the norm of the gradient with respect to each one's vector.</summary>
    /// <param name="x">One example.</param>
    /// <param name="target">What is explained; null for the <see cref="DefaultTarget"/>.</param>
    /// <exception cref="ArgumentException">The example or the target does not fit the model, or the target needs a label.</exception>
    public Attribution.Attribution Explain(ReadOnlySpan<float> x, Target? target = null)
    {
        var data = Unlabeled(Prepare(x));
        var explained = target ?? DefaultTarget;
        if (explained is { Index: null, Class: TargetClass.Labeled })
        {
            throw new ArgumentException($"The attribution target is the {explained}, but one example has no label; name the class with Target.ForClass.");
        }

        return Explain(data, explained)[0];
    }

    /// <summary>The gradients of the attribution target with respect to many examples; for token ids, the norms of the gradients with respect to their vectors.</summary>
    /// <param name="data">The examples; labels are used by targets of the labeled class.</param>
    /// <param name="target">What is explained; null for the <see cref="DefaultTarget"/>.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <returns>Scores of [examples × inputs] for each input; those of the first, and of the others by <see cref="Attributions.ForInput"/>. Their classes are those that the target looks at, −1 where it is a sum over all of them.</returns>
    /// <exception cref="ArgumentException">The examples or the target do not fit the model, or the target needs labels that the data do not have.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        data = Align(data);
        var explained = target ?? DefaultTarget;
        CheckTarget(explained);
        if (explained is { Index: null, Class: TargetClass.Labeled })
        {
            DataChecks.Labeled(Specification, data);
        }

        DataChecks.Inputs(Specification, data);
        var outputs = new float[checked(data.Count * Specification.Task.Outputs)];
        float[][] gradients = [.. Specification.Inputs.Select(input => new float[checked(data.Count * input.Width)])];
        var settled = Settled(explained);

        if (settled is { Index: null, Class: TargetClass.Predicted } && Decision != DecisionRule.MostProbable)
        {
            // Programs know the most probable class; another decision is, to them, the label.
            var decided = Predict(data, null, cancellationToken);
            data = data.WithLabels([.. Enumerable.Range(0, data.Count).Select(decided.ClassOf)], ClassCount).WithClassNames(ClassNames);
            settled = new Target(settled.Output, TargetClass.Labeled);
        }

        // A class that is named is, to the program, the labeled one: the labels that it is given name it.
        var program = settled.Index is null ? settled : new Target(settled.Output, TargetClass.Labeled);
        Run(program, source => source.Explanation(program), data, settled.Index ?? -1, (_, _) => { }, [outputs, .. gradients], null, progress, cancellationToken);
        return Attributed(outputs, gradients, explained, data);
    }

    /// <summary>Whether the model has such a number.</summary>
    /// <exception cref="ArgumentException">It has not; the message says why.</exception>
    internal void CheckTarget(Target target)
    {
        var isClassifier = Specification.Task is ClassifierTask;
        TargetChecks.Run(Specification.Name, isClassifier ? Math.Max(2, Specification.Task.Outputs) : Specification.Task.Outputs, isClassifier, isModel: true, target);
    }

    /// <summary>Measures the model with other coefficients than the declared ones.</summary>
    /// <param name="specification">The model as it is trained.</param>
    /// <param name="data">Labeled examples.</param>
    /// <param name="coefficients">The coefficients of the objective.</param>
    /// <param name="batchSize">Examples of a batch of the training; null for what the model declares.</param>
    /// <param name="weighting">Weights of the examples; null for those that model and data have.</param>
    /// <param name="train">The training data, from which references are drawn where the data bring no background; null for the data themselves.</param>
    /// <param name="execution">Workers and tile; null for those of the model.</param>
    /// <param name="device">Where the model is measured; null for where it is used.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    internal Evaluation Evaluate(
        ModelSpecification specification,
        Dataset data,
        CoefficientValues coefficients,
        int? batchSize = null,
        ExampleWeighting? weighting = null,
        Dataset? train = null,
        ExecutionOptions? execution = null,
        Device? device = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        data = Align(data);
        var (totals, outputs) = Totals(specification, data, coefficients, weighting, train, execution, device, progress, cancellationToken);
        return Evaluator.Run(specification, data, totals, outputs, batchSize ?? Specification.Training.BatchSize, Decision);
    }

    /// <summary>The terms of the objective over a data set as one batch, and the outputs.</summary>
    internal (IReadOnlyDictionary<string, double> Totals, float[] Outputs) Totals(
        ModelSpecification specification,
        Dataset data,
        CoefficientValues coefficients,
        ExampleWeighting? weighting = null,
        Dataset? train = null,
        ExecutionOptions? execution = null,
        Device? device = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataChecks.Labeled(specification, data);
        ObjectiveInputs.Check(specification, data, coefficients.AreZeroFor, train);
        var outputs = new float[checked(data.Count * Specification.Task.Outputs)];
        var totals = new Dictionary<string, double>();
        weighting ??= ExampleWeighting.Declared(specification);
        var weighted = weighting.Applies(data) || specification.Find<TaskLoss>() is { IsWeighted: true };
        specification = weighted ? ExampleWeights.Require(specification) : specification;
        execution = execution == Execution ? null : execution;
        device = device == Device ? null : device;
        Run((EvaluationKey, specification, execution, device), source => source.EvaluationOf(specification), Batch, Prepare, Read, [outputs], progress, cancellationToken, execution, device);
        return (totals, outputs);

        IBatch<float> Batch(ProgramLayout layout) =>
            DrawnInputs.Over(new DatasetBatch(layout, weighted ? weighting.Apply(data) : data), specification, layout, Background.For(data, train));

        void Read(ProgramLayout layout, IStepExecutor<float> executor)
        {
            foreach (var total in layout.Totals)
            {
                totals[total.Name] = executor.Total(total.Name);
            }
        }

        void Prepare(ProgramLayout layout, IStepExecutor<float> executor)
        {
            coefficients.ApplyTo(executor);
            ObjectiveInputs.Load(executor, layout, data);
        }
    }

    /// <summary>Gradients with what they are of.</summary>
    private Attributions Attributed(float[] outputs, float[][] gradients, Target target, Dataset data)
    {
        var predictions = new Predictions(Specification.Task, outputs, Decision, ClassNames ?? data.ClassNames);
        var (classes, gaps) = (new int[data.Count], new double[data.Count]);
        Array.Fill(gaps, double.NaN);
        for (var example = 0; example < classes.Length; example++)
        {
            classes[example] = Settled(target) switch
            {
                { Index: { } index } => index,
                { Class: TargetClass.Labeled } => data.Labels.Span[example],
                { Class: TargetClass.Predicted } => predictions.ClassOf(example),
                _ => -1,
            };
        }

        var text = new TargetText(target, Specification.Task is ClassifierTask);
        return Attributions.OfInputs([.. Specification.Inputs.Select((input, index) =>
        {
            var names = new ScoreLabels([.. input.Shape], null, data.NamesOf(input.Name) ?? NamesOf(input.Name), ClassNames ?? data.ClassNames)
            {
                Raw = input.Name == data.FeaturesName ? RawFeatures.Find(ScoreUnit.Derivative, data) : null,
            };
            return new Attributions(GradientName, text, names, FeatureMatrix.FromArray(gradients[index], input.Width), classes, gaps, predictions) { InputName = input.Name };
        })]);
    }

    /// <summary>Features alone under the names of the inputs.</summary>
    private Dataset Unlabeled(FeatureMatrix features) => InputRows.Split(Specification, features, FeatureNames);

    /// <summary>A single output of a regressor is what is predicted, and the sum.</summary>
    private Target Settled(Target target) => Specification.Task is { Outputs: 1 } and not ClassifierTask ? Target.ForClass(0) : target;

    /// <summary>Outputs, concepts, relevances and effects of many examples.</summary>
    internal void Concepts(FeatureMatrix features, Memory<float> outputs, Memory<float> concepts, Memory<float> relevances, Memory<float> effects)
    {
        DataChecks.Features(Specification, features);
        RunOverRows(ConceptsKey, source => source.Concepts, layout => new DatasetBatch(layout, Dataset.Unlabeled(features).WithFeaturesName(InputRows.NameOf(Specification)), -1), outputs, concepts, relevances, effects);
    }

    /// <summary>How far the relevances of examples are from those of their anchors, and the gradient of that.</summary>
    internal void Stability(bool byFeatures, Func<ProgramLayout, IBatch<float>> batch, Memory<float> ratios, Memory<float> distances, Memory<float> gradients) =>
        RunOverRows((StabilityKey, byFeatures), source => source.Stability(byFeatures), batch, ratios, distances, gradients);

    /// <summary>Outputs of examples, how far their concepts are from those of their anchors, and the gradient of that.</summary>
    internal void ConceptDistance(Func<ProgramLayout, IBatch<float>> batch, Memory<float> outputs, Memory<float> distances, Memory<float> gradients) =>
        RunOverRows(DistanceKey, source => source.ConceptDistance, batch, outputs, distances, gradients);

    /// <summary>Outputs of examples that are made as they are needed.</summary>
    internal void Outputs(IBatch<float> rows, Memory<float> outputs) => RunOverRows(PredictionKey, source => source.Prediction, _ => rows, outputs);

    /// <summary>Outputs of examples that are made as they are needed, and the gradients of an attribution target with respect to them.</summary>
    internal void Gradients(IBatch<float> rows, Target target, Memory<float> outputs, Memory<float> gradients) =>
        RunOverRows(target, source => source.Explanation(target), _ => rows, outputs, gradients);

    /// <summary>Outputs of examples that are made as they are needed, what a layer gives, and the gradients of an attribution target with respect to that.</summary>
    internal void LayerGradients(IBatch<float> rows, Target target, int layer, Memory<float> outputs, Memory<float> activations, Memory<float> gradients) =>
        RunOverRows((target, layer), source => source.LayerExplanation(target, layer), _ => rows, outputs, activations, gradients);

    /// <summary>Outputs of examples and of their references, and DeepLIFT's multipliers of a scalar.</summary>
    internal void DeepLift(Func<ProgramLayout, IBatch<float>> batch, Target target, Memory<float> outputs, Memory<float> referenceOutputs, Memory<float> multipliers) =>
        RunOverRows((DeepLiftKey, target), source => source.DeepLift(target), batch, outputs, referenceOutputs, multipliers);

    /// <summary>Outputs of rows that are made as they are needed, and the guided gradients of a scalar with respect to them.</summary>
    internal void GuidedGradients(IBatch<float> rows, Target target, Memory<float> outputs, Memory<float> gradients) =>
        RunOverRows((GuidedKey, target), source => source.GuidedBackpropagation(target), _ => rows, outputs, gradients);

    /// <summary>Gives back what measuring the model on another device than its own has taken there.</summary>
    internal void EndMeasuring(Device device) => _executors.Clear(key => key is ValueTuple<string, ModelSpecification, ExecutionOptions?, Device?> measured && measured.Item4 == device);

    private void Run(
        object key,
        Func<ProgramSource, StepProgram<float>> program,
        Dataset data,
        int label,
        Action<ProgramLayout, IStepExecutor<float>> before,
        Memory<float>[] outputs,
        Action<ProgramLayout, IStepExecutor<float>>? after,
        IProgress<double>? progress,
        CancellationToken cancellationToken) =>
        Run(key, program, layout => new DatasetBatch(layout, data, label), before, after, outputs, progress, cancellationToken);

    /// <summary>Runs a program over rows that are made as they are needed: those of the only input, or those of all inputs side by side.</summary>
    private void RunOverRows(object key, Func<ProgramSource, StepProgram<float>> program, Func<ProgramLayout, IBatch<float>> batch, params Memory<float>[] outputs)
    {
        if (Specification.Inputs.Count == 1)
        {
            Run(key, program, batch, (_, _) => { }, null, outputs, null, CancellationToken.None);
        }
        else
        {
            Run((RowsKey, key), _ => program(_overRows ??= new ProgramSource(Specification with { TakesRows = true })), batch, (_, _) => { }, null, outputs, null, CancellationToken.None);
        }
    }

    private void Run(
        object key,
        Func<ProgramSource, StepProgram<float>> program,
        Func<ProgramLayout, IBatch<float>> batch,
        Action<ProgramLayout, IStepExecutor<float>> before,
        Action<ProgramLayout, IStepExecutor<float>>? after,
        Memory<float>[] outputs,
        IProgress<double>? progress,
        CancellationToken cancellationToken,
        ExecutionOptions? execution = null,
        Device? device = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireOutside();
        _gate.Enter();
        var outer = _inUse;
        _inUse = this;
        try
        {
            var (parameters, place) = (Flat, device ?? Device);
            if (place.Target is null)
            {
                Run();
            }
            else
            {
                // A device has memory for one pass, and its passes wait for each other anyway.
                lock (_deviceGate)
                {
                    Run();
                }
            }

            void Run()
            {
                using var lease = _executors.Rent(key, () => Prepare(program, parameters, execution ?? Execution, place));
                before(lease.Layout, lease.Executor);
                var (examples, begun) = (batch(lease.Layout), ModelMeter.Begin());
                using var activity = ModelActivities.Pass(Specification.Name, key, examples.Examples);
                lease.Executor.Run(examples, 0, outputs, progress, cancellationToken);
                after?.Invoke(lease.Layout, lease.Executor);
                ModelMeter.End(begun, Specification.Name, key, examples.Examples);
            }
        }
        finally
        {
            _inUse = outer;
            _gate.Exit();
        }
    }

    /// <summary>A report comes while the pass still runs: who is told of it and uses or changes the model in turn would wait for himself.</summary>
    private void RequireOutside()
    {
        if (_inUse == this)
        {
            throw new InvalidOperationException($"The progress of '{Specification.Name}' was told to somebody who uses the model in turn; only note the share there, and ask the model afterwards.");
        }
    }

    /// <summary>Executors for a program: of what was written for the model on the cores of this machine, of what the graph says elsewhere.</summary>
    private (ProgramLayout Layout, Func<IStepExecutor<float>> Create) Prepare(
        Func<ProgramSource, StepProgram<float>> program, AlignedBuffer<float> parameters, ExecutionOptions execution, Device device)
    {
        var made = program(_programs);
        if (device.Target is not { } target)
        {
            return (made.Layout, () => made.CreateExecutor(device, parameters) ?? new Executor<float>(made, parameters, execution));
        }

        // What was written for the model has the layout of what is interpreted, which a device that leaves the program to the cores never asks for.
        var plan = new StepPlan(made.Layout, () => Interpreted().ScheduleOfDevices, () => throw new NotSupportedException($"The device '{device}' only trains; evaluate, predict and explain with Device.Cpu."), 0) { Tiles = made.Tiles };
        return (made.Layout, () => target.Prepare(plan, parameters, execution) ?? new Executor<float>(made, parameters, execution));

        InterpretedProgram<float> Interpreted() => made as InterpretedProgram<float> ?? (InterpretedProgram<float>)program(_interpreted ??= new ProgramSource(Specification));
    }
}
