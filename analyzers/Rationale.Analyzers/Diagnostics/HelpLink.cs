namespace Rationale.Analyzers;

/// <summary>Addresses of the pages of the rules.</summary>
internal static class HelpLink
{
    /// <summary>The page of a rule.</summary>
    public static string For(string id) => $"https://github.com/rationale-net/rationale/blob/main/docs/rules/{id}.md";
}
