using Rationale.Generators.Tests;

[assembly: AssemblyFixture(typeof(Rationale.Packages.Tests.PackageFeed))]

namespace Rationale.Packages.Tests;

/// <summary>
/// Packs once for all tests what the build made, into a folder that is the only source of packages. Projects of the tests lie beside it, outside the repository, as those of a user: packages of others come from the cache
/// of the machine, ours are restored into a cache that goes with the folder.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("rationale-packages-");
    private readonly CompilerServer _compiler = new();

    public PackageFeed()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Cache}" /></config>
              <packageSources><clear /><add key="feed" value="{Folder}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{Built.PackageCache}" /></fallbackPackageFolders>
            </configuration>
            """);
        Directory.CreateDirectory(Folder);
        try
        {
            Command.Dotnet(
                Repository.Root,
                "msbuild", Path.Combine("eng", "packages", "Pack.proj"), "-t:Pack", "-m", "-v:quiet", "-p:NoBuild=true", $"-p:Configuration={Built.Configuration}", $"-p:PackageOutputPath={Folder}").Succeeded();
        }
        catch
        {
            // What is not made is not disposed.
            Dispose();
            throw;
        }
    }

    /// <summary>The folder with the packages.</summary>
    internal string Folder => Path.Combine(_root.FullName, "feed");

    /// <summary>The folder into which our packages are restored.</summary>
    internal string Cache => Path.Combine(_root.FullName, "cache");

    /// <summary>A package that is ours.</summary>
    internal string PathOf(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Built.Version}.{extension}");

    /// <summary>Makes a folder for a project.</summary>
    internal string CreateFolder(string name) => _root.CreateSubdirectory(name).FullName;

    public void Dispose()
    {
        _compiler.Dispose();
        _root.Delete(recursive: true);
    }
}
