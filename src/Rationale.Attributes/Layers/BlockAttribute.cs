namespace Rationale;

/// <summary>
/// Marks a class as a block: layers that models use by name, as in <c>[Residual(typeof(Stage))]</c>. A block carries layer attributes only; what it gets and what
/// it is trained for is said by the models that use it. It may use other blocks, but not itself. Nothing is generated for it, so it need not be partial.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
