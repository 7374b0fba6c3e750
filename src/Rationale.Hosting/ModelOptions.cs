using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Rationale.Hosting;

/// <summary>Where a model of the container comes from, bound from <c>Rationale:Models:NAME</c>, where the name is that of the class, or the key.</summary>
/// <remarks>Thread safety: settings are made at the start, and read by any thread after.</remarks>
public sealed class ModelOptions
{
    /// <summary>The file that <see cref="IModel.Save"/> wrote. A relative path begins at the content root of the application.</summary>
    /// <value>There is no default.</value>
    [Required(ErrorMessage = "A model needs a file of weights; set WeightsPath, or give the file to AddModel.")]
    public string? WeightsPath { get; set; }

    /// <summary>Worker threads of one prediction, explanation or evaluation; zero for one a core, and fewer where a batch is small. Requests at the same time each have their own.</summary>
    /// <value>The default is 1: requests share the cores, and one does not take them all.</value>
    [Range(0, 4096)]
    public int Workers { get; set; } = 1;

    /// <summary>Whether one prediction and one explanation are made at the start, so that the first request is not slower than the others.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool WarmUp { get; set; } = true;

    /// <summary>The name of the class that saved the file, where the class has been renamed since.</summary>
    /// <value>The default is the name of the model's own class.</value>
    public string? SavedAs { get; set; }

    /// <summary>Whether the application may start before the file is there, because a training of its own will write it. Until then the model has random parameters, and its health check fails.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool MayBeMissing { get; set; }

    /// <summary>
    /// How often the file is looked at; where it has changed, its weights are loaded between two requests, so that each request sees all of the old ones or all of the new. A file that cannot be loaded is logged
    /// and makes the health check <em>degraded</em>, and the old weights go on to serve.
    /// </summary>
    /// <value>The default is <see langword="null"/>: never. Between a hundredth of a second and a day.</value>
    public TimeSpan? ReloadInterval { get; set; }
}

/// <summary>Checks the ranges that the attributes of the options state.</summary>
[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;

/// <summary>Checks the range of times, for which an attribute would need a converter that trimming may take away.</summary>
internal sealed class ReloadIntervalValidator : IValidateOptions<ModelOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ModelOptions options) => options.ReloadInterval is { } interval && (interval < Shortest || interval > Longest)
        ? ValidateOptionsResult.Fail($"ReloadInterval of '{name}' is {interval}, but it must be between {Shortest} and {Longest}.")
        : ValidateOptionsResult.Success;
}
