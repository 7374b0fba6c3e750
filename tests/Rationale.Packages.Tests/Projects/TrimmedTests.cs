using System.Runtime.InteropServices;

namespace Rationale.Packages.Tests.Projects;

/// <summary>A program with the packages beside the runtime and a library in F#, published without what it does not use.</summary>
public sealed class TrimmedTests(PackageFeed feed, ITestOutputHelper output)
{
    private const string Program = """
        using Microsoft.Extensions.DependencyInjection;
        using Rationale;
        using Rationale.Data;
        using Rationale.Gpu;
        using Rationale.Hosting;
        using Rationale.Training;

        float[] values = [.. Enumerable.Range(0, 96).Select(i => i % 7 / 7f)];
        int[] labels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];
        var data = Dataset.ForClassification(FeatureMatrix.FromArray(values, 3), labels);
        foreach (var mode in new[] { GpuMode.Tiles, GpuMode.WholeBatch })
        {
            using var trained = new Loans();
            var result = await trained.TrainAsync(data, new TrainingOptions { Device = GpuDevice.Emulated with { Mode = mode } });
            trained.Save("loans.safetensors");
            Console.WriteLine($"{result.Steps} steps");
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRationale().AddModel<Loans>(Path.GetFullPath("loans.safetensors"));
        using var provider = services.BuildServiceProvider();
        Console.WriteLine($"{provider.GetRequiredService<Loans>().Predict([1f, 0.5f, 0f]).Probabilities.Count} classes");
        Console.WriteLine(LoansInFSharp.explain(values, labels));

        [Classifier(2), Input(3), Dense(4), Relu, Dense(2), ExplainConstraint(Weight = 0), Train(BatchSize = 16, Epochs = 2)]
        public partial class Loans;
        """;

    private const string Library = "module LoansInFSharp\n" + FSharpTests.Declaration + """
        let explain (values: float32[]) (labels: int[]) =
            use trained = loans.Create(seed = 1UL)
            trained.TrainAsync(Dataset.ForClassification(FeatureMatrix.FromArray(values, 3), labels).WithAnnotationMask(FeatureMatrix.Repeat([| 0.0f; 0.0f; 1.0f |], labels.Length))).Wait()
            trained.Save "library.safetensors"
            use loaded = loans.Create(seed = 2UL)
            loaded.Load "library.safetensors"
            loaded.Explain([| 1.2f; 0.5f; 0.0f |]).ToString()

        """;

    [Fact]
    public void A_host_serves_a_model_that_kernels_trained_and_explains_one_in_FSharp()
    {
        var folder = feed.CreateFolder("trimmed");
        var library = Directory.CreateDirectory(Path.Combine(folder, "library")).FullName;
        File.WriteAllText(Path.Combine(library, "Loans.fs"), Library);
        File.WriteAllText(Path.Combine(library, "LoansInFSharp.fsproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <Compile Include="Loans.fs" />
                <PackageReference Include="Rationale.FSharp" Version="{Built.Version}" />
              </ItemGroup>
            </Project>
            """);
        folder = Directory.CreateDirectory(Path.Combine(folder, "host")).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(folder, "Loans.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><NoWarn>RAT0024</NoWarn>
                <PublishTrimmed>true</PublishTrimmed>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Rationale.Hosting" Version="{Built.Version}" />
                <PackageReference Include="Rationale.Gpu" Version="{Built.Version}" />
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <ProjectReference Include="../library/LoansInFSharp.fsproj" />
              </ItemGroup>
            </Project>
            """);
        var result = Command.Dotnet(
            folder,
            "publish", "--configuration", "Release", "--self-contained", "--runtime", Built.RuntimeIdentifier, "--output", "published", "-v:quiet", "-p:DisableTransitiveFrameworkReferenceDownloads=true").Succeeded();
        var published = Path.Combine(folder, "published");
        output.WriteLine($"{Directory.EnumerateFiles(published).Sum(file => new FileInfo(file).Length) / 1e6:F1} MB; {string.Join(" | ", result.Messages)}");

        // One of each assembly that looks for members by their names, all of which are kept, and of the library of F# itself: none is said of the host or of the model in F#.
        Assert.All(result.Messages, message => Assert.Matches("^FSharp.Core: |'(ILGPU[^']*|Rationale.Gpu|FSharp.Core)' produced trim warnings", message.Text));
        var program = Path.Combine(published, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "Loans.exe" : "Loans");
        var said = Command.Run(folder, program).Succeeded().Output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["4 steps", "4 steps", "2 classes"], said[..3]);
        Assert.StartsWith("Gradient, ", said[3], StringComparison.Ordinal);
        Assert.Equal(3, said[4..].Count(line => line.TrimEnd().EndsWith('%')));
    }
}
