using System.Reflection;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>
/// A specification as the C# expression that makes it again. Records are written by their constructors with named arguments, so a new layer or
/// setting needs nothing here but its name among the known types. Layers of a block are nested lists.
/// </summary>
internal sealed class SpecificationText(TypeNames names)
{
    /// <summary>The expression, on several lines.</summary>
    public string Of(ModelSpecification model) => Record(model, "\n    ");

    private string Value(object? value, string line) => value switch
    {
        null => "null",
        int number => Literals.Of(number),
        double number => Literals.Of(number),
        bool truth => Literals.Of(truth),
        string text => Literals.Of(text),
        Enum choice => $"{names[choice.GetType().Name]}.{choice}",
        EquatableArray<int> shape => $"{names["EquatableArray"]}.Of({string.Join(", ", shape.Select(Literals.Of))})",
        EquatableArray<Layer> layers => List(layers, line + "    "),
        _ => Record(value, " ", line),
    };

    private string List(EquatableArray<Layer> layers, string line) =>
        $"{names["EquatableArray"]}.Of<{names["Layer"]}>({string.Join(",", layers.Select(layer => line + Value(layer, line)))})";

    private string Record(object record, string separator, string? line = null)
    {
        var type = record.GetType();
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var arguments = constructor.GetParameters().Select(parameter => $"{parameter.Name}: {Value(Property(type, parameter).GetValue(record), line ?? separator)}").ToList();
        var start = arguments.Count > 0 && separator != " " ? separator : "";
        return $"new {names[type.Name]}({start}{string.Join("," + separator, arguments)})";
    }

    private static PropertyInfo Property(Type type, ParameterInfo parameter) =>
        type.GetProperty(parameter.Name) ?? throw new NotSupportedException($"{type.Name} has no property for its parameter '{parameter.Name}'.");
}
