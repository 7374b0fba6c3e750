namespace Rationale;

/// <summary>
/// Base of every attribute that adds a layer to a declared model. Layers are applied in the order in which they stand in the source:
/// the output of one is the input of the next. Square brackets may be shared or separate; only the order counts.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;
