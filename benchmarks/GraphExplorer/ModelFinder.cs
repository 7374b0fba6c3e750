using System.Reflection;
using System.Runtime.Loader;
using Rationale.Benchmarks;
using Rationale.Graph.Models;

namespace Rationale.GraphExplorer;

/// <summary>Finds a model by the name of its class or of its benchmark.</summary>
internal static class ModelFinder
{
    /// <summary>The declaration of a model.</summary>
    /// <param name="assembly">The assembly that has it; null for the benchmarks'.</param>
    /// <param name="name">Its name; may be left out where there is only one.</param>
    /// <exception cref="ArgumentException">There is no such model; the message names those that there are.</exception>
    public static ModelSpecification Find(FileInfo? assembly, string? name)
    {
        if (assembly is { Exists: false })
        {
            throw new ArgumentException($"The assembly {assembly.FullName} does not exist; build its project and give the path of its .dll.");
        }

        var benchmarks = assembly is null ? BenchmarkCases.Models() : new Dictionary<string, Func<IModel>>();
        if (name is not null && benchmarks.TryGetValue(name, out var create))
        {
            return Specification(create());
        }

        var types = (assembly is null ? typeof(BenchmarkCases).Assembly : Load(assembly)).GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IModel)) && Constructor(type) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal).ToList();
        var found = types.Where(type => name is null || type.Name == name || type.FullName == name).ToList();
        if (found.Count != 1)
        {
            var known = string.Join(", ", benchmarks.Keys.Concat(types.Select(type => type.Name)));
            throw new ArgumentException(found.Count == 0
                ? $"There is no model '{name}'; there are: {known}."
                : $"{(name is null ? "No model is named" : $"'{name}' is not the only one")}; give --model one of: {known}.");
        }

        var constructor = Constructor(found[0])!;
        return Specification((IModel)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]));
    }

    private static ModelSpecification Specification(IModel model)
    {
        using (model)
        {
            return model.Specification;
        }
    }

    /// <summary>Everything that this program has itself comes from here, so that a model is a model of ours; the rest stands beside the assembly.</summary>
    private static Assembly Load(FileInfo file)
    {
        var resolver = new AssemblyDependencyResolver(file.FullName);
        AssemblyLoadContext.Default.Resolving += (context, name) => resolver.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(file.FullName);
    }

    private static ConstructorInfo? Constructor(Type type) =>
        type.GetConstructors().Where(constructor => constructor.GetParameters().All(parameter => parameter.HasDefaultValue)).MinBy(constructor => constructor.GetParameters().Length);
}
