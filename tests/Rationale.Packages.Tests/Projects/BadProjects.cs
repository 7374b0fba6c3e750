using System.IO.Compression;

namespace Rationale.Packages.Tests.Projects;

/// <summary>Projects with a mistake in them, and the same ones after the advice in the message was followed.</summary>
internal static class BadProjects
{
    /// <summary>A later version of a package, which is never packed: the one that was, under another number.</summary>
    internal const string OtherVersion = "99.9.9";

    private const string Model = "[Rationale.Classifier(2), Rationale.Input(3), Rationale.Dense(2)] public partial class Loans;";
    private const string UseOfModel = "public static class Use { public static void Train(Rationale.Data.Dataset data) { using var model = new Loans(); model.TrainAsync(data).Wait(); } }";

    /// <summary>Writes all of them.</summary>
    public static void AddTo(ProjectGroup group, PackageFeed feed)
    {
        var later = Directory.CreateDirectory(Path.Combine(group.Folder, "later")).FullName;
        File.WriteAllText(Path.Combine(group.Folder, "nuget.config"), $"""<configuration><packageSources><add key="later" value="{later}" /></packageSources></configuration>""");
        Renumber(feed, "Rationale", later);
        Renumber(feed, "Rationale.Attributes", later);
        var generator = Path.Combine(Generators.Tests.Repository.Root, "generators", "Rationale.Generators", "bin", Built.Configuration, "netstandard2.0", "Rationale.Generators.dll");

        Add("OldLanguage", "<LangVersion>10</LangVersion>", Package());
        Add("OldestLanguage", "<LangVersion>12</LangVersion>", Package());
        Add("OldCompiler", "", Package(), "<Target Name='Old' BeforeTargets='CheckRationaleCompiler'><PropertyGroup><CompilerApiVersion>roslyn4.12</CompilerApiVersion></PropertyGroup></Target>");
        Add("OldFramework", "<TargetFramework>netstandard2.0</TargetFramework>", Package());
        Add("TwoVersions", "", Package("Rationale", OtherVersion) + Package("Rationale.Gpu"));
        Add("OneVersion", "", Package() + Package("Rationale.Gpu"));
        Add("Dependent", "<LangVersion>10</LangVersion>", "<ProjectReference Include='../OneVersion/OneVersion.csproj' />", source: "public static class Loan { public static Loans Make() { return new Loans(); } }");
        Add("DependentWithModel", "", "<ProjectReference Include='../OneVersion/OneVersion.csproj' />", source: (Model + UseOfModel).Replace("Loans", "OtherLoans").Replace("Use", "OtherUse"));
        Add("TwoGenerators", "", Package() + $"<Analyzer Include='{generator}' />");
        Add("NoRuntime", "", $"<PackageReference Include='Rationale' Version='{Built.Version}' IncludeAssets='analyzers;build;buildTransitive' />");
        Add("NoRuntimeButAttributes", "", $"<PackageReference Include='Rationale' Version='{Built.Version}' IncludeAssets='analyzers' />" + Package("Rationale.Attributes"));
        Add("BrokenRule", "", Package(), source: "[Rationale.Classifier(2), Rationale.Input(3), Rationale.Dense(2)] public class Loans;");
        Add("AttributesAlone", "", Package("Rationale.Attributes"), source: Model);
        Add("AttributesPassedOn", "<NoWarn>$(NoWarn);RAT0049</NoWarn>", Package("Rationale.Attributes"), source: Model);
        Add("AttributesInFSharp", "", Package("Rationale.Attributes"), source: "module Loans", language: "fs");
        Add("RuntimeInFSharp", "", Package(), source: "module Loans\nlet train (model: Rationale.IModel) (data: Rationale.Data.Dataset) = model.TrainAsync data", language: "fs");

        void Add(string name, string properties, string items, string targets = "", string source = Model + UseOfModel, string language = "cs") => group.Add(name, properties, items, source, targets, language);
    }

    private static string Package(string id = "Rationale", string? version = null) => $"<PackageReference Include='{id}' Version='{version ?? Built.Version}' />";

    /// <summary>Copies a package under another version.</summary>
    private static void Renumber(PackageFeed feed, string id, string folder)
    {
        var copy = Path.Combine(folder, $"{id}.{OtherVersion}.nupkg");
        File.Copy(feed.PathOf(id), copy);
        using var archive = ZipFile.Open(copy, ZipArchiveMode.Update);
        var entry = archive.GetEntry(id + ".nuspec")!;
        string manifest;
        using (var reader = new StreamReader(entry.Open()))
        {
            manifest = reader.ReadToEnd();
        }

        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry(id + ".nuspec").Open());
        writer.Write(manifest.Replace($"<version>{Built.Version}<", $"<version>{OtherVersion}<").Replace($"[{Built.Version}]", $"[{OtherVersion}]"));
    }
}
