using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Rationale.Execution;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Tests;

/// <summary>Models compiled in memory and loaded beside the tests, to be unloaded afterwards.</summary>
internal sealed class CompiledModels : IDisposable
{
    private readonly AssemblyLoadContext _context = new("models", isCollectible: true);
    private readonly Assembly _assembly;

    private CompiledModels(Stream assembly) => _assembly = _context.LoadFromStream(assembly);

    /// <summary>Generates, compiles and loads.</summary>
    public static CompiledModels Create(params string[] texts)
    {
        var run = new GeneratorRun(TestCompilation.CreateToRun(texts), TestCompilation.RunOptions);
        return Load(run.Output, run.Diagnostics);
    }

    /// <summary>Compiles and loads code that is there already.</summary>
    public static CompiledModels From(params string[] texts) => Load(TestCompilation.CreateToRun(texts), []);

    private static CompiledModels Load(Compilation compilation, IEnumerable<Diagnostic> diagnostics)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Concat(diagnostics).Take(20)));
        stream.Position = 0;
        return new CompiledModels(stream);
    }

    /// <summary>A new model.</summary>
    public IModel Create(string type, params object[] arguments) => (IModel)Activator.CreateInstance(_assembly.GetType(type, throwOnError: true)!, arguments)!;

    /// <summary>A new object of any class.</summary>
    public object New(string type) => Activator.CreateInstance(_assembly.GetType(type, throwOnError: true)!)!;

    /// <summary>A generated program of a model.</summary>
    public StepProgram<float> Program(string type, string name) => (StepProgram<float>)Activator.CreateInstance(
        _assembly.GetType($"{type}+{name}Program", throwOnError: true)!, nonPublic: true)!;

    /// <summary>The training step of a model as operators on tensors, as its code says it.</summary>
    public TensorSchedule TensorTraining(string type) => (TensorSchedule)_assembly.GetType(type, throwOnError: true)!
        .GetMethod("TorchTraining", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!;

    public void Dispose() => _context.Unload();
}
