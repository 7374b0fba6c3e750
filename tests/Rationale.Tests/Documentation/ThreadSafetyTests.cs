using System.ComponentModel;
using System.Reflection;
using System.Xml.Linq;

namespace Rationale.Tests.Documentation;

/// <summary>Every public type that users name says how threads may use it, in its own documentation or in that of a base type.</summary>
public sealed class ThreadSafetyTests
{
    /// <summary>The projects that ship and that this project of tests knows: those of the targets and of hosting link this file.</summary>
    private static readonly Assembly[] Assemblies =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "Rationale*.xml").Select(Path.GetFileNameWithoutExtension)
            .Where(name => !name!.Contains("Tests", StringComparison.Ordinal)).Select(name => Assembly.Load(name!)),
    ];

    /// <summary>Namespaces of what programs are made of and run by, which users do not name.</summary>
    private static readonly string[] Inner =
        ["Rationale.CompilerServices", "Rationale.Execution", "Rationale.Gpu.Kernels", "Rationale.Kernels", "Rationale.Graph.Lowering", "Rationale.Graph.Scheduling", "Rationale.Graph.Tensors"];

    private static readonly Dictionary<string, string> Documentation = Assemblies
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.ToString());

    [Fact]
    public void Every_type_that_users_name_says_how_threads_may_use_it()
    {
        var types = Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsNamed).ToList();
        Assert.True(types.Count > 100, $"{types.Count} types");
        Assert.Empty(types.Where(type => !Says(type)).Select(type => type.FullName));
    }

    /// <summary>What is copied or never changes by its kind says so by its kind: enums, structs that are read-only, delegates, attributes, exceptions. Names in angle brackets are the compiler's.</summary>
    private static bool IsNamed(Type type) =>
        !type.FullName!.Contains('<', StringComparison.Ordinal)
        && !type.IsEnum
        && !type.IsValueType
        && !type.IsSubclassOf(typeof(Delegate))
        && !type.IsSubclassOf(typeof(Attribute))
        && !type.IsSubclassOf(typeof(Exception))
        && !IsHidden(type);

    private static bool IsHidden(Type type) =>
        type.GetCustomAttribute<EditorBrowsableAttribute>() is { State: EditorBrowsableState.Never }
        || Inner.Any(inner => type.Namespace == inner || type.Namespace!.StartsWith($"{inner}.", StringComparison.Ordinal));

    [Fact]
    public void Public_structs_are_read_only()
    {
        var structs = Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type is { IsValueType: true, IsEnum: false } && !IsHidden(type)).ToList();
        Assert.NotEmpty(structs);
        Assert.Empty(structs.Where(type => type.CustomAttributes.All(attribute => attribute.AttributeType.Name != "IsReadOnlyAttribute")).Select(type => type.FullName));
    }

    private static bool Says(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            var name = $"T:{(current.IsGenericType ? current.GetGenericTypeDefinition() : current).FullName!.Replace('+', '.')}";
            if (Documentation.TryGetValue(name, out var text) && text.Contains("thread", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
