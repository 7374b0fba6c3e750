using System.Runtime.InteropServices;

namespace Rationale.Packages.Tests.Projects;

/// <summary>Programs with packages beside the runtime, published without what they do not use.</summary>
public sealed class TrimmedTests(PackageFeed feed, ITestOutputHelper output)
{
    private const string Data = """
        float[] values = [.. Enumerable.Range(0, 96).Select(i => i % 7 / 7f)];
        int[] labels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];
        var data = Dataset.ForClassification(FeatureMatrix.FromArray(values, 3), labels);
        """;

    private const string Model = """
        [Classifier(2), Input(3), Dense(4), Relu, Dense(2), ExplainConstraint(Weight = 0), Train(BatchSize = 16, Epochs = 2)]
        public partial class Loans;
        """;

    [Fact]
    public void A_host_serves_its_model()
    {
        var folder = feed.CreateFolder("trimmed-host");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), $$"""
            using Microsoft.Extensions.DependencyInjection;
            using Rationale;
            using Rationale.Data;
            using Rationale.Hosting;

            {{Data}}
            using (var trained = new Loans())
            {
                await trained.TrainAsync(data);
                trained.Save("loans.safetensors");
            }

            var services = new ServiceCollection();
            services.AddLogging();
            services.AddRationale().AddModel<Loans>(Path.GetFullPath("loans.safetensors"));
            using var provider = services.BuildServiceProvider();
            Console.WriteLine($"{provider.GetRequiredService<Loans>().Predict([1f, 0.5f, 0f]).Probabilities.Count} classes");

            {{Model}}
            """);
        var (program, messages) = Publish(folder, "Rationale.Hosting", """<FrameworkReference Include="Microsoft.AspNetCore.App" />""");

        Assert.Empty(messages);
        Assert.Equal("2 classes", Command.Run(folder, program).Succeeded().Output.Trim());
    }

    [Fact]
    public void A_model_is_trained_by_kernels()
    {
        var folder = feed.CreateFolder("trimmed-gpu");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), $$"""
            using Rationale;
            using Rationale.Data;
            using Rationale.Gpu;
            using Rationale.Training;

            {{Data}}
            foreach (var mode in new[] { GpuMode.Tiles, GpuMode.WholeBatch })
            {
                using var model = new Loans();
                var result = await model.TrainAsync(data, new TrainingOptions { Device = GpuDevice.Emulated with { Mode = mode } });
                Console.WriteLine($"{result.Steps} steps");
            }

            {{Model}}
            """);
        var (program, messages) = Publish(folder, "Rationale.Gpu", "");

        // One of each assembly that looks for members by their names, all of which are kept.
        Assert.All(messages, message => Assert.Contains("IL2104", message, StringComparison.Ordinal));
        Assert.Equal(["4 steps", "4 steps"], Command.Run(folder, program).Succeeded().Output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    private (string Program, IReadOnlyList<string> Messages) Publish(string folder, string package, string more)
    {
        File.WriteAllText(Path.Combine(folder, "Loans.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><NoWarn>RAT0024</NoWarn>
                <PublishTrimmed>true</PublishTrimmed>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{Built.Version}" />{more}</ItemGroup>
            </Project>
            """);
        var result = Command.Dotnet(
            folder,
            "publish", "--configuration", "Release", "--self-contained", "--runtime", Built.RuntimeIdentifier, "--output", "published", "-v:quiet", "-p:DisableTransitiveFrameworkReferenceDownloads=true").Succeeded();
        var published = Path.Combine(folder, "published");
        output.WriteLine($"{package}: {Directory.EnumerateFiles(published).Sum(file => new FileInfo(file).Length) / 1e6:F1} MB");
        return (Path.Combine(published, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "Loans.exe" : "Loans"), [.. result.Messages.Select(message => message.ToString())]);
    }
}
