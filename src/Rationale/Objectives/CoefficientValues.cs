using System.Collections.Immutable;
using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Objectives;

/// <summary>A value for each coefficient of a model's objective: what the model declares, and what a training changes of it.</summary>
internal sealed class CoefficientValues
{
    private readonly ImmutableSortedDictionary<string, double> _values;

    private CoefficientValues(ImmutableSortedDictionary<string, double> values) => _values = values;

    /// <summary>The value of a coefficient; zero where the model has no such coefficient.</summary>
    public double this[string key] => _values.GetValueOrDefault(key);

    /// <summary>All values by their keys, in the order of the keys.</summary>
    public IEnumerable<KeyValuePair<string, double>> All => _values;

    /// <summary>The values that a model declares.</summary>
    public static CoefficientValues Declared(ModelSpecification model) => new(model.Objectives
        .SelectMany(term => term.Coefficients)
        .ToImmutableSortedDictionary(coefficient => coefficient.Key, coefficient => coefficient.Value, StringComparer.Ordinal));

    /// <summary>The same with another value for one coefficient.</summary>
    public CoefficientValues With(string key, double value) => new(_values.SetItem(key, value));

    /// <summary>Whether the model has such a coefficient.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Whether a term has coefficients and all of them are zero: it adds nothing.</summary>
    public bool AreZeroFor(ObjectiveTerm term) => term.Coefficients.Count > 0 && term.Coefficients.All(coefficient => this[coefficient.Key] == 0);

    /// <summary>Gives the values to a program.</summary>
    public void ApplyTo<T>(IStepExecutor<T> executor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (key, value) in _values)
        {
            executor.Set(key, T.CreateChecked(value));
        }
    }
}
