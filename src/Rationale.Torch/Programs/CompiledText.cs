using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Rationale.Torch.Programs;

/// <summary>
/// A program of TorchScript. Each text is compiled once in a process and kept: a compilation unit is never given back, because in TorchSharp 0.107 disposing one frees nothing.
/// It may be run by several threads.
/// </summary>
internal sealed class CompiledText
{
    private static readonly ConcurrentDictionary<string, Lazy<CompiledText>> Known = new();

    private readonly Func<string, object[], object?> _invoke;

    private CompiledText(string text)
    {
        try
        {
            // Only a file may name operators of other libraries than ATen; whoever writes one has looked whether they exist.
            _invoke = text.Contains("ops.", StringComparison.Ordinal) ? torch.jit.load(ScriptArchive.Write(text)).invoke : torch.jit.compile(text).invoke;
        }
        catch (ExternalException error)
        {
            throw new InvalidOperationException($"libtorch does not compile this program: {NativeErrors.Sentence(error)}\n{text}", error);
        }
    }

    /// <summary>Number of texts that have been compiled in this process.</summary>
    public static int Count => Known.Count;

    /// <summary>The program of a text.</summary>
    public static CompiledText For(string text) => Known.GetOrAdd(text, static key => new Lazy<CompiledText>(() => new CompiledText(key))).Value;

    /// <summary>Calls a function that gives nothing back, in inference mode: besides autograd, libtorch leaves out what keeps tensors ready for it, such as counting their versions.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="InvalidOperationException">An operator failed; those before it have run.</exception>
    public void Run(string function, object[] arguments)
    {
        try
        {
            using var inference = torch.inference_mode(mode: true);
            _invoke(function, arguments);
        }
        catch (ExternalException error)
        {
            throw new InvalidOperationException(NativeErrors.Sentence(error), error);
        }
    }

    /// <summary>Calls a function, which is recorded by autograd as the thread has it.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>A tensor, which is invalid where the function gave none; a tuple or an array of tensors.</returns>
    /// <exception cref="InvalidOperationException">An operator failed.</exception>
    public object? Call(string function, params object[] arguments)
    {
        try
        {
            return _invoke(function, arguments);
        }
        catch (ExternalException error)
        {
            throw new InvalidOperationException(NativeErrors.Sentence(error), error);
        }
    }
}
