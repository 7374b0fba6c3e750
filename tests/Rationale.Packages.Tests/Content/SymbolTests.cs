using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;

namespace Rationale.Packages.Tests.Content;

/// <summary>Symbols of each assembly of a library, and where they say that its sources are.</summary>
public sealed class SymbolTests(PackageFeed feed)
{
    // "CC110556-A091-4D38-9FEC-25AB9A351A6A", by the format of portable symbols.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Theory]
    [MemberData(nameof(PackageTests.Libraries), MemberType = typeof(PackageTests))]
    public void Every_assembly_has_symbols_that_find_their_sources(string id, string[] assemblies)
    {
        using var symbols = new Package(feed, id, "snupkg");

        foreach (var assembly in assemblies)
        {
            var file = Assert.Single(symbols.Files, file => file.EndsWith($"/{assembly}.pdb", StringComparison.Ordinal));
            using var provider = MetadataReaderProvider.FromPortablePdbImage([.. symbols.Read(file)]);
            var reader = provider.GetMetadataReader();
            var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Single(information => reader.GetGuid(information.Kind) == SourceLink);
            var documents = JsonDocument.Parse(Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value))).RootElement.GetProperty("documents");

            Assert.Matches("^https://[^ ]+/[0-9a-f]{40}/[*]$", Assert.Single(documents.EnumerateObject()).Value.GetString());
        }
    }
}
