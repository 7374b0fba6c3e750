using Microsoft.Extensions.Options;

namespace Rationale.Hosting;

/// <summary>Turns names of the configuration into devices, and refuses at the start those that there are not.</summary>
/// <param name="parse">What knows names beside that of the CPU; null where nothing does.</param>
internal sealed class DeviceNames(Func<string, Device>? parse) : IValidateOptions<ModelTrainingOptions>
{
    private static readonly string Cpu = Device.Cpu.ToString()!;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ModelTrainingOptions options)
    {
        if (options.Device is not { } device || IsCpu(device))
        {
            return ValidateOptionsResult.Success;
        }

        if (parse is null)
        {
            return Refusal(name, $"is '{device}', but the application knows '{Cpu}' only; take that, or reference Rationale.Gpu and call AddRationale().AddDevices(GpuDevices.Parse).");
        }

        try
        {
            parse(device);
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return Refusal(name, $"cannot be read: {exception.Message}");
        }
    }

    /// <summary>The device of a name that has been validated.</summary>
    public Device Find(string name) => IsCpu(name) ? Device.Cpu : parse!(name);

    private static bool IsCpu(string name) => string.Equals(name, Cpu, StringComparison.OrdinalIgnoreCase);

    private static ValidateOptionsResult Refusal(string? name, string what) => ValidateOptionsResult.Fail($"The Device of the training '{name}' {what}");
}
