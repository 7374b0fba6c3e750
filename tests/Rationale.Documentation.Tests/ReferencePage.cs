using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rationale.Documentation.Tests;

/// <summary>The index of public types that users name: a sentence for each, from its XML documentation.</summary>
internal static partial class ReferencePage
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(ClassifierAttribute).Assembly, typeof(Graph.Models.ModelSpecification).Assembly, typeof(IModel).Assembly,
        typeof(Gpu.GpuDevice).Assembly, typeof(Torch.TorchDevice).Assembly, typeof(Hosting.RationaleBuilder).Assembly,
    ];

    /// <summary>Namespaces of what programs are made of, which users do not name.</summary>
    private static readonly string[] Inner = ["CompilerServices", "Execution", "Kernels", "Lowering", "Scheduling", "Tensors", "Programs", "Modules", "Operators", "Structure"];

    /// <summary>Where the page lies.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "reference.md");

    /// <summary>Types that the page lists.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsNamed).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>The page as it should be.</summary>
    public static string Write()
    {
        var text = new StringBuilder("# Public types\n\nWritten by `eng/write-reference.sh` from the documentation in the code; a test holds it current. Members, ranges and errors are in the documentation of each type, which every editor shows.\n");
        foreach (var ofNamespace in Types.GroupBy(type => (Assembly: type.Assembly.GetName().Name!, type.Namespace)).OrderBy(group => Array.FindIndex(Assemblies, assembly => assembly.GetName().Name == group.Key.Assembly)).ThenBy(group => group.Key.Namespace, StringComparer.Ordinal))
        {
            text.Append($"\n## {ofNamespace.Key.Namespace}, in {ofNamespace.Key.Assembly}\n\n| type | |\n|---|---|\n");
            foreach (var type in ofNamespace)
            {
                text.Append($"| `{Name(type)}` | {Sentence(type).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The first sentence about a type; empty where nothing is said.</summary>
    public static string Sentence(Type type)
    {
        var member = Documentation(type.Assembly).GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}");
        var words = Spaces().Replace(Plain(member?.Element("summary")), " ").Trim();
        var end = SentenceEnd().Match(words);
        return end.Success ? words[..(end.Index + 1)] : words;
    }

    private static bool IsNamed(Type type) =>
        !type.FullName!.Contains('<', StringComparison.Ordinal)
        && !type.IsNested
        && type.GetCustomAttribute<EditorBrowsableAttribute>() is not { State: EditorBrowsableState.Never }
        && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && !Inner.Intersect(type.Namespace!.Split('.')).Any();

    private static string Name(Type type)
    {
        var name = type.Name.Split('`')[0];
        name = type.IsSubclassOf(typeof(Attribute)) ? $"[{name[..^"Attribute".Length]}]" : name;
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>" : name;
    }

    private static string Plain(XElement? element) => element is null ? "" : string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { HasElements: false, IsEmpty: true } reference => $"`{(reference.Attribute("cref")?.Value.Split('(')[0].Split('.')[^1].Split(':')[^1].Split('`')[0] ?? reference.Attribute("langword")?.Value ?? reference.Attribute("name")?.Value)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement inner => Plain(inner),
        _ => "",
    }));

    private static Dictionary<string, XElement> Documentation(Assembly assembly)
    {
        if (!Read.TryGetValue(assembly, out var members))
        {
            Read[assembly] = members = XDocument.Load(System.IO.Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").DistinctBy(member => member.Attribute("name")!.Value).ToDictionary(member => member.Attribute("name")!.Value);
        }

        return members;
    }

    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Read = [];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // A full stop before a space and a capital ends a sentence; one of an abbreviation or a number does not.
    [GeneratedRegex(@"\.(?= [A-Z`])")]
    private static partial Regex SentenceEnd();
}
