using System.Diagnostics;
using System.Text.Json.Nodes;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Torch.Tests.Guards;

/// <summary>An application that references TorchSharp and none of the packages with libtorch: this one, started without them.</summary>
public sealed class NoLibtorchTests
{
    private const string Sentence = "TorchSharp is here but no libtorch; add one of its packages to the application: TorchSharp-cpu, TorchSharp-cuda-windows or TorchSharp-cuda-linux.";

    [TorchFact]
    public async Task What_is_missing_is_one_sentence_and_with_the_package_the_training_runs()
    {
        var assembly = typeof(NoLibtorchTests).Assembly.Location;
        var folder = Path.GetDirectoryName(assembly)!;

        // The host takes the application to be where the file is.
        var without = Path.Combine(folder, $"without-{Environment.ProcessId}.deps.json");
        try
        {
            await File.WriteAllTextAsync(without, WithoutLibtorch(Path.ChangeExtension(assembly, ".deps.json")), TestContext.Current.CancellationToken);
            var probing = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(assembly, ".runtimeconfig.dev.json"), TestContext.Current.CancellationToken))!["runtimeOptions"]!["additionalProbingPaths"]!.AsArray();
            var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
            string[] arguments =
            [
                "exec", "--depsfile", without, "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"),
                .. probing.SelectMany(path => new[] { "--additionalprobingpath", path!.GetValue<string>() }),
                assembly, "-noLogo", "-noColor", "-explicit", "only", "-method", $"{typeof(NoLibtorchTests).FullName}.{nameof(A_training_without_libtorch)}",
            ];
            using var process = Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(without);
        }

        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var result = await model.TrainAsync(Small.Blobs(12), new TrainingOptions { Epochs = 1, Device = TorchDevice.Cpu }, null, TestContext.Current.CancellationToken);
        Assert.Equal(2, result.Steps);
    }

    [Fact(Explicit = true)]
    public async Task A_training_without_libtorch()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var missing = await Assert.ThrowsAsync<DllNotFoundException>(() => model.TrainAsync(Small.Blobs(12), new TrainingOptions { Device = TorchDevice.Cpu }, null, TestContext.Current.CancellationToken));
        Assert.Equal(Sentence, missing.Message);
        Assert.Equal(Sentence, Libraries.TorchLibraries.UnavailableReason);
    }

    private static string WithoutLibtorch(string file)
    {
        var dependencies = JsonNode.Parse(File.ReadAllText(file))!;
        var removed = 0;
        foreach (var (_, target) in dependencies["targets"]!.AsObject())
        {
            foreach (var (name, package) in target!.AsObject().Where(package => package.Key.StartsWith("libtorch-cpu", StringComparison.Ordinal)))
            {
                removed += package!.AsObject().Remove("runtimeTargets") ? 1 : 0;
                package.AsObject().Remove("native");
            }
        }

        Assert.True(removed > 0);
        return dependencies.ToJsonString();
    }
}
