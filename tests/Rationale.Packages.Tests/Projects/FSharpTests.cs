namespace Rationale.Packages.Tests.Projects;

/// <summary>The packages in F#, where nothing is generated: a program and a script.</summary>
public sealed class FSharpTests(PackageFeed feed)
{
    private const string Declaration = """
        open Rationale.FSharp
        open Rationale.Data

        let loans =
            classifier 2 {
                input 3
                dense 16
                relu
                dense 2
                explainConstraint 10.0
                train(epochs = 100, learningRate = 0.01)
            }

        """;

    [Fact]
    public void A_program_trains_and_explains()
    {
        var folder = feed.CreateFolder("fsharp");
        File.WriteAllText(Path.Combine(folder, "Program.fs"), Declaration + """
            let random = System.Random 1
            let labels = Array.init 1000 (fun i -> i % 2)

            let draw leaked =
                let values =
                    labels
                    |> Array.collect (fun label -> [| float32 label + 1.5f * random.NextSingle(); random.NextSingle(); float32 (if leaked then label else random.Next 2) |])

                Dataset.ForClassification(FeatureMatrix.FromArray(values, 3), labels).WithFeatureNames([ "income"; "age"; "branch" ] |> List.toArray)

            let learn = (draw true).WithAnnotationMask(FeatureMatrix.Repeat([| 0.0f; 0.0f; 1.0f |], labels.Length))
            let model = loans.Create(seed = 1UL)
            model.TrainAsync(learn).Wait()
            printfn $"accuracy %.2f{model.Evaluate(draw false).Accuracy}, above all %s{model.Explain([| 1.2f; 0.5f; 0.0f |]).Top(1).[0].Name}"

            """);
        File.WriteAllText(Path.Combine(folder, "Loans.fsproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><Compile Include="Program.fs" /><PackageReference Include="Rationale.FSharp" Version="{Built.Version}" /></ItemGroup>
            </Project>
            """);

        Assert.Empty(Command.Dotnet(folder, "build", "--configuration", "Release", "-v:quiet").Succeeded().Messages);
        Assert.Matches(@"^accuracy 0\.8[0-9], above all income\s*$", Command.Dotnet(folder, Path.Combine("bin", "Release", "net10.0", "Loans.dll")).Succeeded().Output);
    }

    [Fact]
    public void A_script_takes_the_package_from_the_feed()
    {
        var script = Path.Combine(feed.CreateFolder("script"), "Loans.fsx");
        File.WriteAllText(script, $"#i \"nuget: {feed.Folder}\"\n#r \"nuget: Rationale.FSharp, {Built.Version}\"\n" + Declaration + """
            let model = loans.Create(seed = 1UL)
            printfn $"%d{model.Predict([| 1.2f; 0.5f; 0.0f |]).Outputs.Count} outputs"

            """);

        // A script has no project that could name folders: settings of the restore stand in the environment.
        var result = Command.FSharpScript(Path.GetDirectoryName(script)!, script, ("NUGET_PACKAGES", feed.Cache), ("RestoreFallbackFolders", Built.PackageCache), ("RestoreSources", feed.Folder)).Succeeded();
        Assert.EndsWith("2 outputs", result.Output.TrimEnd());
    }
}
