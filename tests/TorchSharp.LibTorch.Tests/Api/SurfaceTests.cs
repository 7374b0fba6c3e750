using System.Reflection;

namespace TorchSharp.LibTorch.Tests.Api;

/// <summary>Every public member stands in the list of TorchSharp 0.107.0 with the same signature, so that a program compiles against either.</summary>
public class SurfaceTests
{
    private static readonly ILookup<string, string> Theirs = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", "TorchSharp-0.107.0.txt"))
        .Where(line => line.Contains(": ", StringComparison.Ordinal))
        .ToLookup(line => line[..line.IndexOf(": ", StringComparison.Ordinal)], line => Plain(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));

    [Fact]
    public void Every_member_is_one_of_TorchSharps()
    {
        var strangers = typeof(torch).Assembly.GetExportedTypes().SelectMany(type => Signatures.Of(type)
            .Where(own => !Origins(type).Any(origin => Theirs[origin].Contains(own.Line)) && !IsInherited(own.Member))
            .Select(own => $"{TheirName(type)}: {own.Line}"));
        Assert.True(!strangers.Any(), string.Join("\n", strangers.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_list_is_read() => Assert.Contains("torch.Tensor relu()", Theirs["torch.Tensor"]);

    /// <summary>A member may stand in a base class of ours where theirs has it in each class, or the other way round.</summary>
    private static IEnumerable<string> Origins(Type type)
    {
        for (var origin = type; origin is not null && origin != typeof(object); origin = origin.BaseType)
        {
            yield return TheirName(origin);
        }

        foreach (var derived in type.Assembly.GetExportedTypes().Where(candidate => candidate.BaseType == type))
        {
            yield return TheirName(derived);
        }
    }

    private static string TheirName(Type type) => type == typeof(torch)
        ? "TorchSharp.torch"
        : Signatures.Name(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type);

    private static bool IsInherited(MemberInfo member) => member is MethodInfo method && method.GetBaseDefinition().DeclaringType == typeof(object);

    /// <summary>Without the accessors of properties: ours may lack setters.</summary>
    private static string Plain(string member) => member.IndexOf(" {", StringComparison.Ordinal) is var brace and > 0 ? member[..brace] : member;
}
