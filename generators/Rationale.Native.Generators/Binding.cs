using Rationale.Graph;

namespace Rationale.Native.Generators;

/// <summary>A declared operator as data: what the method is called, what it takes and gives, and its schema.</summary>
/// <param name="Namespace">Namespace of the class.</param>
/// <param name="Class">Name of the class.</param>
/// <param name="Header">The method's header as it must be repeated.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Result">Its return type, unqualified.</param>
/// <param name="Schema">The schema text.</param>
internal sealed record Binding(
    string Namespace, string Class, string Header, string Method, EquatableArray<BindingParameter> Parameters, string Result, string Schema);

/// <summary>A parameter of a declared operator.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, unqualified.</param>
internal sealed record BindingParameter(string Name, string Type);
