namespace Rationale.Packages.Tests.Projects;

/// <summary>The packages in a script in F#.</summary>
public sealed class FSharpScriptTests(PackageFeed feed)
{
    [Fact]
    public void A_script_takes_the_package_from_the_feed()
    {
        var script = Path.Combine(feed.CreateFolder("script"), "Loans.fsx");
        File.WriteAllText(script, $"#i \"nuget: {feed.Folder}\"\n#r \"nuget: Rationale.FSharp, {Built.Version}\"\n" + FSharpTests.Declaration + """
            let model = loans.Create(seed = 1UL)
            printfn $"%d{model.Predict([| 1.2f; 0.5f; 0.0f |]).Outputs.Count} outputs"

            """);

        // A script has no project that could name folders: settings of the restore stand in the environment.
        var result = Command.FSharpScript(Path.GetDirectoryName(script)!, script, ("NUGET_PACKAGES", feed.Cache), ("RestoreFallbackFolders", Built.PackageCache), ("RestoreSources", feed.Folder)).Succeeded();
        Assert.EndsWith("2 outputs", result.Output.TrimEnd());
    }
}
