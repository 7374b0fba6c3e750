namespace Rationale.Generators.Reading;

/// <summary>The names of a model's translators, which tell their members and networks apart.</summary>
internal static class TranslatorNames
{
    private static readonly string Default = new CounterfactualAttribute().Name;

    /// <summary>The name that a [Counterfactual] gives its translator.</summary>
    public static string In(AttributeUse counterfactual) => counterfactual.Value<string?>(nameof(CounterfactualAttribute.Name), Default) ?? "";

    /// <summary>The translator that a [TranslatorGenerator] or [TranslatorDiscriminator] names; null where it names none.</summary>
    public static string? Named(AttributeUse network) => network.Value<string?>(nameof(TranslatorGeneratorAttribute.Translator), null);

    /// <summary>Reports names that cannot be those of members, names that come twice, and networks of translators that there are not.</summary>
    public static void Check(IReadOnlyList<AttributeUse> translators, ReadingContext context)
    {
        // The files of a model may not have names that differ in case alone.
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var translator in translators)
        {
            var (name, location) = (In(translator), translator.LocationOf(nameof(CounterfactualAttribute.Name)));
            if (!IsIdentifier(name))
            {
                context.Problems.Block(RuleIds.TranslatorNameUnusable, location, context.ModelName, name);
            }
            else if (!known.Add(name))
            {
                context.Problems.Block(RuleIds.TranslatorNameTwice, location, context.ModelName, name);
            }
        }

        foreach (var mark in new[] { nameof(TranslatorGeneratorAttribute), nameof(TranslatorDiscriminatorAttribute) })
        {
            foreach (var (type, use) in context.Blocks.Marked(mark))
            {
                if (Named(use) is { } name && translators.All(translator => In(translator) != name))
                {
                    context.Problems.Block(
                        RuleIds.NetworkOfNoTranslator, use.LocationOf(nameof(TranslatorGeneratorAttribute.Translator)), type.Name, use.Name, name, context.ModelName, string.Join(", ", translators.Select(In).DefaultIfEmpty("none")));
                }
            }
        }
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && name.All(character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_') && !char.IsDigit(name[0]) && name[0] != '_';
}
