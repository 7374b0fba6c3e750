namespace Rationale;

/// <summary>
/// Sets what several inputs give side by side along the last axis, in the order of the inputs. Stands behind the last [Input] and its layers; the layers behind it are those of the whole model. What the inputs give must agree in all
/// other axes, so that images and tables are flattened first.
/// </summary>
public sealed class JoinAttribute : LayerAttribute;
