using System.CommandLine;
using System.CommandLine.Invocation;

namespace Rationale.Samples;

/// <summary>The command line of a sample: the options that every sample has, its own beside them, and one place where errors become sentences.</summary>
public sealed class SampleCommand
{
    /// <summary>What shells report for a program that Ctrl+C ended.</summary>
    private const int Interrupted = 130;

    private readonly RootCommand _root;
    private readonly Option<bool> _quick = new("--quick") { Description = "A small run that shows the way in seconds; its numbers are not the paper's." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of data, initial weights and order.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _device = new("--device") { Description = "Where to train: auto, cpu, cuda, opencl, or emulated (a GPU played by the cores, very slow).", DefaultValueFactory = _ => "auto" };
    private readonly Option<DirectoryInfo?> _data = new("--data") { Description = "Folder with the data files, instead of fetching them." };
    private readonly Option<FileInfo?> _json = new("--json") { Description = "File that gets the results as JSON." };

    /// <summary>Makes the command line of a sample.</summary>
    /// <param name="description">What the sample shows, in one sentence.</param>
    /// <param name="options">Options of this sample only.</param>
    public SampleCommand(string description, params IEnumerable<Option> options)
    {
        _root = new RootCommand(description) { _quick, _seed, _device, _data, _json };
        foreach (var option in options)
        {
            _root.Options.Add(option);
        }
    }

    /// <summary>Reads the arguments and runs the sample.</summary>
    /// <param name="arguments">Arguments of the program.</param>
    /// <param name="body">The sample. Its expected exceptions are printed as one sentence.</param>
    /// <param name="error">Where errors are printed; the console's error stream by default.</param>
    /// <param name="cancellationToken">Cancels the run, as Ctrl+C does.</param>
    /// <returns>The exit code: 0, 1 for an error, 130 for a canceled run.</returns>
    public async Task<int> RunAsync(string[] arguments, Func<SampleContext, Task> body, TextWriter? error = null, CancellationToken cancellationToken = default)
    {
        error ??= Console.Error;
        SampleConsole.Prepare();
        _root.SetAction((parsed, cancellation) => GuardAsync(
            async () =>
            {
                var context = Context(parsed, cancellation);
                await body(context).ConfigureAwait(false);
                if (context.IgnoredDevice is { } ignored)
                {
                    await error.WriteLineAsync($"--device {ignored}: this sample trained on the CPU, for which its networks are small enough.").ConfigureAwait(false);
                }
            },
            error));
        var result = _root.Parse(arguments);
        if (result.Action is ParseErrorAction)
        {
            await error.WriteLineAsync(result.Errors[0].Message).ConfigureAwait(false);
            return 1;
        }

        // Ctrl+C cancels the token; a training run then has this long to write its checkpoint.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) };
        return await result.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
    }

    private SampleContext Context(ParseResult parsed, CancellationToken cancellation)
    {
        var data = parsed.GetValue(_data);
        if (data is { Exists: false })
        {
            throw new DirectoryNotFoundException($"--data: the folder {data.FullName} does not exist.");
        }

        return new SampleContext(parsed, cancellation)
        {
            Quick = parsed.GetValue(_quick),
            Seed = parsed.GetValue(_seed),
            Device = SampleDevice.Resolve(parsed.GetValue(_device)!),
            Data = data?.FullName,
            Json = parsed.GetValue(_json)?.FullName,
        };
    }

    private static async Task<int> GuardAsync(Func<Task> run, TextWriter error)
    {
        try
        {
            await run().ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return Interrupted;
        }
        catch (Exception exception) when (ExpectedErrors.Contains(exception))
        {
            await error.WriteLineAsync(ExpectedErrors.Sentence(exception)).ConfigureAwait(false);
            return 1;
        }
    }
}
