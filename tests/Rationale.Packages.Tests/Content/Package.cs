using System.IO.Compression;
using System.Xml.Linq;

namespace Rationale.Packages.Tests.Content;

/// <summary>A package that was packed: its files and what it says about itself.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive _archive;

    public Package(PackageFeed feed, string id, string extension = "nupkg")
    {
        _archive = ZipFile.OpenRead(feed.PathOf(id, extension));
        using var manifest = _archive.GetEntry(id + ".nuspec")!.Open();
        var document = XDocument.Load(manifest);
        var metadata = document.Root!.Elements().Single();
        Metadata = metadata.Elements().Where(element => !element.HasElements).ToDictionary(element => element.Name.LocalName, element => element.Value);
        Repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        Dependencies = [.. metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(Dependency.Read)];
    }

    /// <summary>Fields of the manifest that are a text.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    public XElement Repository { get; }

    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>Files that a user gets, with their paths.</summary>
    public IReadOnlyList<string> Files =>
        [.. _archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")];

    public byte[] Read(string file)
    {
        using var stream = _archive.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public string ReadText(string file)
    {
        using var reader = new StreamReader(_archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => _archive.Dispose();
}

/// <summary>Another package that a package brings.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The range of versions.</param>
/// <param name="Include">What of it comes along, where that is not the default.</param>
internal sealed record Dependency(string Id, string Version, string? Include)
{
    public static Dependency Read(XElement element) =>
        new(element.Attribute("id")!.Value, element.Attribute("version")!.Value, element.Attribute("include")?.Value);
}
