namespace Rationale.Native;

/// <summary>
/// Declares a method as an operator of the dispatcher. Its parameters are those of the schema, matched by name without underscores; what the method
/// leaves out takes the schema's default. The code that packs arguments and results is generated.
/// </summary>
/// <param name="schema">The schema in ATen's notation, such as <c>aten::mul.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AtenAttribute(string schema) : Attribute
{
    /// <summary>The schema.</summary>
    public string Schema { get; } = schema;
}
