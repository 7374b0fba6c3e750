using System.Numerics;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Objectives;
using Rationale.Smoothing;
using Rationale.Training;

namespace Rationale.Gradients;

/// <summary>The first step of a training on a batch, without the update: program, examples and coefficients, to be run at any parameters and in either precision.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed class GradientStep<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IStepExecutor<T> _executor;
    private readonly IBatch<T> _batch;
    private readonly string[] _terms;

    private GradientStep(IStepExecutor<T> executor, IBatch<T> batch, string[] terms) => (_executor, _batch, _terms) = (executor, batch, terms);

    /// <summary>The gradient of the last run; behind the trained parameters stands what the step would leave in buffers.</summary>
    public Span<T> Gradients => _executor.Gradients;

    /// <summary>Prepares the step as a training would.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The examples of the batch.</param>
    /// <param name="options">The options of the training.</param>
    /// <param name="parameters">Where the step reads its parameters; not disposed here.</param>
    /// <param name="cancellationToken">Ends the choice of automatic coefficients.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the model.</exception>
    public static GradientStep<T> Create(ModelRuntime model, Dataset data, TrainingOptions options, AlignedBuffer<T> parameters, CancellationToken cancellationToken)
    {
        if (model.Specification.HasModuleLayers && typeof(T) != typeof(float))
        {
            throw new NotSupportedException($"'{model.Specification.Name}' is a module that is called and not compiled, in 32 bits; gradients in 64 bits need its layers, so write a forward that is understood, or compare with ExplainedLoss on a module of float64.");
        }

        var plan = TrainingPlan.Create(model.Specification, options);
        data = model.Align(data);
        DataChecks.Labeled(model.Specification, data);
        model.Learning.Check(model.Specification.Name, data.Count);
        var leftOut = LeftOutTerms.Find(plan.Model, plan.Coefficients, plan.AutomaticRatios.Keys, Missing, data);
        ObjectiveInputs.Check(plan.Model, data, term => leftOut.Contains(term.Name));
        var weighting = ExampleWeighting.Create(plan.Model, options.ClassWeights, data);
        var coefficients = Coefficients();
        var weighted = weighting.Applies(data);
        var trained = weighted ? ExampleWeights.Require(plan.Model) : plan.Model;
        var program = Program();
        var executor = program.CreateExecutor(model.Device, parameters) ?? new Executor<T>(program, parameters, options.Workers > 0 ? model.Execution with { Workers = options.Workers } : model.Execution, data.Count);
        executor.Seed(options.Seed);
        ObjectiveInputs.Load(executor, program.Layout, data);
        coefficients.ApplyTo(executor);
        return new GradientStep<T>(executor, Batch(), [.. program.Layout.Totals.Select(total => total.Name).Where(name => name != ModelPrograms.Loss)]);

        void Missing(ObjectiveTerm term, string input)
        {
            if (!options.AllowMissingInputs)
            {
                throw new ArgumentException(ObjectiveInputs.Refusal(plan.Model, term, input));
            }
        }

        CoefficientValues Coefficients()
        {
            var omitted = plan.Model.Objectives.Where(term => leftOut.Contains(term.Name)).SelectMany(term => term.Coefficients).Select(coefficient => coefficient.Key).ToList();
            var values = omitted.Aggregate(plan.Coefficients, (values, key) => values.With(key, 0));
            return plan.AutomaticRatios.Keys.Except(omitted).Aggregate(values, (values, key) => values.With(key, Constraints.AutomaticWeight.Choose(model, data, plan, weighting, key, null, cancellationToken)));
        }

        StepProgram<T> Program() => typeof(T) == typeof(float)
            ? (StepProgram<T>)(object)model.Programs.TrainingOf(trained, leftOut)
            : InterpretedProgram<T>.FromGraph(ModelPrograms.Training(trained, leftOut), model.ParameterLength);

        IBatch<T> Batch()
        {
            IBatch<float> batch = new DatasetBatch(program.Layout, weighted ? weighting.Apply(data) : data);
            batch = model.Specification.Smoothing is { Training: not MaskedTraining.None } ? new RandomMasks(model.Specification, program.Layout, options.Seed).Over(batch, step: 0) : batch;
            batch = DrawnInputs.Create(plan.Model, program.Layout, Background.For(data), options.Seed)?.Over(batch, step: 0) ?? batch;
            return batch as IBatch<T> ?? new ConvertedBatch<T>(batch, [.. program.Layout.Inputs.Select(input => input.Width)]);
        }
    }

    /// <summary>Runs the step at the parameters as they are now.</summary>
    /// <returns>The sum of all terms.</returns>
    public double Run()
    {
        _executor.Run(_batch);
        return double.CreateChecked(_executor.Total(ModelPrograms.Loss));
    }

    /// <summary>The terms of the last run, by name.</summary>
    public Dictionary<string, double> Losses() => _terms.ToDictionary(term => term, term => double.CreateChecked(_executor.Total(term)));

    public void Dispose() => _executor.Dispose();
}
