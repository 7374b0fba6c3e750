using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Hosting;

/// <summary>Makes the models of the container with the weights of their files, and knows which of them have some.</summary>
internal sealed class ModelFiles(IOptionsMonitor<ModelOptions> options, ILogger<ModelFiles>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<ModelFiles>.Instance;
    private readonly ConcurrentDictionary<string, string> _loaded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileStamp> _stamps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _refusals = new(StringComparer.Ordinal);

    /// <summary>The file that a model was loaded from; null while it has random parameters.</summary>
    public string? LoadedFrom(string name) => _loaded.GetValueOrDefault(name);

    /// <summary>The version of a model's file that was loaded last, or was tried; default while there was none.</summary>
    public FileStamp StampOf(string name) => _stamps.GetValueOrDefault(name);

    /// <summary>What is wrong with the file that a model should have been loaded from anew; null where nothing is.</summary>
    public string? RefusalOf(string name) => _refusals.GetValueOrDefault(name);

    /// <summary>The whole path of a model's file.</summary>
    public string PathOf(IServiceProvider services, string name) => Absolute(services, options.Get(name).WeightsPath!);

    /// <summary>A path as the application means it: relative ones begin at its content root.</summary>
    public static string Absolute(IServiceProvider services, string path) =>
        Path.GetFullPath(path, services.GetService<IHostEnvironment>()?.ContentRootPath is { Length: > 0 } root ? Path.GetFullPath(root) : Environment.CurrentDirectory);

    /// <summary>Makes a model and loads it.</summary>
    /// <exception cref="ModelWeightsException">The file is missing, damaged or of another class.</exception>
    /// <exception cref="OptionsValidationException">The options of the model are out of range.</exception>
    public TModel Open<TModel>(IServiceProvider services, string name, Func<IServiceProvider, TModel> create)
        where TModel : class, IModel
    {
        var path = PathOf(services, name);
        var model = create(services);
        try
        {
            model.Workers = options.Get(name).Workers;
            if (options.Get(name).MayBeMissing && !File.Exists(path))
            {
                HostingLog.ModelWithoutWeights(_logger, name, path);
                return model;
            }

            Load(model, name, path);
            HostingLog.ModelLoaded(_logger, name, path, model.Parameters.Length);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Loads what a training has saved into the model that serves it, between two requests.</summary>
    public void Replace(IModel model, string name, string path)
    {
        Load(model, name, path);
        HostingLog.WeightsReplaced(_logger, name, path);
    }

    /// <summary>Loads a file that has changed; where it cannot be loaded, the weights stay as they are.</summary>
    public void Reload(IModel model, string name, string path)
    {
        try
        {
            Replace(model, name, path);
        }
        catch (Exception exception) when (exception is ModelWeightsException or InvalidOperationException)
        {
            // Whatever the file or the model, such as one whose tensors another one trains just now, has against it, the application goes on.
            _refusals[name] = exception.Message;
            HostingLog.WeightsRefused(_logger, exception, name);
        }
    }

    private void Load(IModel model, string name, string path)
    {
        // Before the file is read: what is written meanwhile is another version.
        _stamps[name] = FileStamp.Of(path);
        var setting = $"{RationaleServiceCollectionExtensions.DefaultSection}:Models:{name}";
        if (!File.Exists(path))
        {
            throw new ModelWeightsException($"The weights of '{name}' are not at {path}; train the model and save it there, or set {setting}:WeightsPath to the file that has them.");
        }

        try
        {
            var expected = options.Get(name).SavedAs ?? model.Specification.Name;
            if (SafetensorsFile.Read(path).Metadata.TryGetValue("model", out var found) && found != expected)
            {
                throw new ModelWeightsException(
                    $"The weights of '{name}' at {path} were saved by a '{found}', but the container has a '{expected}'; give the file that '{expected}' saved, or set {setting}:SavedAs to '{found}' if that is what the class was called.");
            }

            model.Load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DataFormatException or ArchitectureMismatchException)
        {
            throw new ModelWeightsException($"The weights of '{name}' cannot be loaded: {exception.Message}", exception);
        }

        _loaded[name] = path;
        _refusals.TryRemove(name, out _);
    }
}
