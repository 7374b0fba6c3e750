using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading;

/// <summary>Collects the problems of one model while it is read.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    /// <summary>All problems in the order in which they were found.</summary>
    public IReadOnlyList<Problem> All => _problems;

    /// <summary>Whether any problem keeps the model from being generated.</summary>
    public bool Blocked => _problems.Any(problem => problem.Blocks);

    /// <summary>Adds a problem that makes generation impossible.</summary>
    public void Block(string id, Location location, params object[] arguments) =>
        _problems.Add(new Problem(id, true, location, arguments, ImmutableDictionary<string, string?>.Empty));

    /// <summary>Adds a problem that makes generation impossible and that a code fix can solve with one more value.</summary>
    public void BlockFixable(string id, Location location, string property, string? value, params object[] arguments) =>
        _problems.Add(new Problem(id, true, location, arguments, ImmutableDictionary<string, string?>.Empty.Add(property, value)));

    /// <summary>Adds a problem that the generator can live with and that a code fix can solve with one more value.</summary>
    public void AdviseFixable(string id, Location location, string property, string value, params object[] arguments) =>
        _problems.Add(new Problem(id, false, location, arguments, ImmutableDictionary<string, string?>.Empty.Add(property, value)));

    /// <summary>Adds a problem that the generator can live with.</summary>
    public void Advise(string id, Location location, params object[] arguments) =>
        _problems.Add(new Problem(id, false, location, arguments, ImmutableDictionary<string, string?>.Empty));
}
