using Rationale.Generators.Emission;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Emission;

/// <summary>The generator knows the runtime by name only: here the names are held against the runtime.</summary>
public sealed class KnownTypesTests
{
    public static TheoryData<string> Names => [.. KnownTypes.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_known_type_exists_and_is_public(string name)
    {
        var written = KnownTypes.FullName(name).Replace("global::", "").Replace("torch.", "torch+").Replace("nn.", "nn+");
        var compilation = TestCompilation.CreateWithGpu();
        var type = new[] { "", "`1" }
            .Select(arity => compilation.GetTypeByMetadataName(written.Replace("<float>", "") + arity))
            .FirstOrDefault(found => found is not null);

        Assert.NotNull(type);
        Assert.Equal(Microsoft.CodeAnalysis.Accessibility.Public, type.DeclaredAccessibility);
    }

    [Fact]
    public void Every_layer_can_be_written()
    {
        var layers = typeof(Layer).Assembly.GetTypes().Where(type => typeof(Layer).IsAssignableFrom(type) && !type.IsAbstract);

        Assert.NotEmpty(layers);
        Assert.All(layers, layer => Assert.Contains(layer.Name, KnownTypes.Names));
    }
}
