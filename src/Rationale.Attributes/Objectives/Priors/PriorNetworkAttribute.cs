namespace Rationale;

/// <summary>
/// Marks a class nested in a model with <see cref="AttributionPriorAttribute"/> whose layers lead from the meta-features of a feature to one number: [Dense], [Dropout] and
/// activations, the last layer a <c>[Dense(1)]</c> or an activation behind one.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class PriorNetworkAttribute : Attribute;
