namespace TorchSharp.Utils;

/// <summary>The name under which a field is registered.</summary>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = false, Inherited = false)]
public sealed class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
