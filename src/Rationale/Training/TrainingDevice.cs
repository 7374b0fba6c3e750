using Rationale.CompilerServices;

namespace Rationale.Training;

/// <summary>Uses a model where it has been trained: what is measured of it after a training is measured where the training's options say.</summary>
internal static class TrainingDevice
{
    /// <summary>Uses a model on the device of a training, if that runs every program, until the result is disposed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The training.</param>
    public static IDisposable? Use(IModel model, TrainingOptions options) =>
        options.Device.Target is { RunsAllPrograms: true } && model.Device != options.Device ? new Scope(ModelRuntime.From(model), options.Device) : null;

    private sealed class Scope : IDisposable
    {
        private readonly ModelRuntime _model;
        private readonly Device _before;

        public Scope(ModelRuntime model, Device device)
        {
            (_model, _before) = (model, model.Device);
            model.Device = device;
        }

        public void Dispose() => _model.Device = _before;
    }
}
