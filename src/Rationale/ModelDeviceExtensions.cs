using Rationale.CompilerServices;

namespace Rationale;

/// <summary>Where models run.</summary>
/// <remarks>Thread safety: as <see cref="IModel"/> says.</remarks>
public static class ModelDeviceExtensions
{
    extension(IModel model)
    {
        /// <summary>Where the model is evaluated, asked, explained and certified; a training runs where its options say.</summary>
        /// <value>The default is <see cref="Device.Cpu"/>.</value>
        /// <exception cref="ArgumentException">The model is not one of this library.</exception>
        public Device Device
        {
            get => ModelRuntime.From(model).Device;
            set => ModelRuntime.From(model).Device = value;
        }
    }
}
