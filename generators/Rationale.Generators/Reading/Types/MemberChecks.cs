using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Generators.Reading;

/// <summary>Checks the members that the user wrote against those that the generator adds.</summary>
internal static class MemberChecks
{
    /// <summary>Reports a <c>forward</c> beside layers, and names that clash.</summary>
    public static void Check(INamedTypeSymbol type, ModelAttributes attributes, string hintName, ReadingContext context)
    {
        var isModule = TorchTypes.IsModule(type);
        var hasLayers = attributes.Layers.Any(layer => !isModule || !InputReader.IsInput(layer));
        if (hasLayers && Own(type, "forward", hintName).FirstOrDefault(member => member is IMethodSymbol) is { } forward)
        {
            context.Problems.Block(RuleIds.OwnForward, forward.Locations[0], context.ModelName);
        }

        var names = (isModule ? GeneratedMembers.ListOfModule(attributes, TorchTypes.IsTargetOf(type)) : GeneratedMembers.List(attributes)).ToList();
        CheckOwn(type, names, hintName, context);
        CheckInherited(type, names, context);
    }

    /// <summary>Whether a member stands in a file that we generated: analyzers see those too.</summary>
    public static bool IsGenerated(ISymbol member, string hintName) =>
        member.Locations.Length > 0 && member.Locations.All(location => location.SourceTree is { } tree && HintNames.IsFileOf(hintName, tree.FilePath));

    private static IEnumerable<ISymbol> Own(INamedTypeSymbol type, string name, string hintName) =>
        type.GetMembers(name).Where(member => !member.IsImplicitlyDeclared && !IsGenerated(member, hintName));

    private static void CheckOwn(INamedTypeSymbol type, IReadOnlyList<string> names, string hintName, ReadingContext context)
    {
        foreach (var name in names)
        {
            // A type or a type parameter may not have the name of a member either.
            var named = type.Name == name ? [type] : Enumerable.Empty<ISymbol>();
            foreach (var member in named.Concat(type.TypeParameters.Where(parameter => parameter.Name == name)).Concat(Own(type, name, hintName)))
            {
                context.Problems.Block(RuleIds.MemberClash, member.Locations[0], context.ModelName, name);
            }
        }
    }

    private static void CheckInherited(INamedTypeSymbol type, IReadOnlyList<string> names, ReadingContext context)
    {
        for (var ancestor = type.BaseType; ancestor is not null && ancestor.SpecialType != SpecialType.System_Object; ancestor = ancestor.BaseType)
        {
            // What is generated for a base class cannot be seen while its derived class is generated, so the attributes have to tell.
            var clash = ModelAttributes.MarkAsModel(ancestor)
                ? GeneratedMembers.Names[0]
                : names.FirstOrDefault(name => ancestor.GetMembers(name).Any(member => member.DeclaredAccessibility != Accessibility.Private));
            if (clash is not null)
            {
                context.Problems.Block(RuleIds.InheritedMemberClash, context.TypeLocation, context.ModelName, ancestor.Name, clash);
                return;
            }
        }
    }
}
