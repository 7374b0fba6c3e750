using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Torch.Modules;
using Rationale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>A model by its layers, and by the module of them, with the same random parameters in single precision.</summary>
internal sealed class RuntimePair : IDisposable
{
    private readonly PartModule _module;
    private readonly AutogradRuntime _runtime;

    public RuntimePair(ModelSpecification model, Random random)
    {
        Layers = Model.Interpret(model);
        var parameters = Layers.Runtime.Parameters;
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = (float)((2 * random.NextDouble()) - 1);
        }

        _module = new PartModule(model, [.. parameters.ToArray().Select(value => (double)value)]);
        _module.to(float32);
        _runtime = new AutogradRuntime(_module, PartModule.Untold(model));
        Module = new ModuleModel(_runtime);
    }

    public Model Layers { get; }

    public IModel Module { get; }

    public void Dispose()
    {
        Layers.Dispose();
        _runtime.Dispose();
        _module.Dispose();
    }

    /// <summary>What the generator writes for a module, as far as attributions and metrics need it.</summary>
    private sealed class ModuleModel(AutogradRuntime runtime) : IModel, IRuntimeOwner
    {
        public ModelRuntime Runtime => runtime.Current;

        public ModelSpecification Specification => Runtime.Specification;

        public ModelParameters Parameters => Runtime.NamedView;

        public int Workers { get; set; }

        public IReadOnlyList<string>? FeatureNames => null;

        public IReadOnlyList<string>? ClassNames => null;

        public void Initialize(ulong seed) => runtime.Initialize(seed);

        public Task<TrainingResult> TrainAsync(Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<TrainingResult> TrainAsync(DatasetStream train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Evaluation Evaluate(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Evaluate(data, progress, cancellationToken);

        public Prediction Predict(ReadOnlySpan<float> x) => Runtime.Predict(x);

        public Predictions Predict(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Predict(features, progress, cancellationToken);

        public Predictions Predict(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Predict(data, progress, cancellationToken);

        public Rationale.Attribution.Attribution Explain(ReadOnlySpan<float> x, Target? target = null) => Runtime.Explain(x, target);

        public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Explain(data, target, progress, cancellationToken);

        public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => runtime.Save(path, progress, cancellationToken);

        public void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => runtime.Load(path, progress, cancellationToken);

        public void Dispose() => runtime.Dispose();
    }
}
