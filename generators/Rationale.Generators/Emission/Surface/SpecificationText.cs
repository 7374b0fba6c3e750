using System.Reflection;
using Rationale.Graph;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission.Surface;

/// <summary>
/// A specification as the C# expression that makes it again. Records are written by their constructors with named arguments, so a new layer or
/// setting needs nothing here but its name among the known types. Layers of a block are nested lists; a concern that a model does not have is left out.
/// </summary>
internal sealed class SpecificationText(TypeNames names)
{
    /// <summary>Numbers on one line.</summary>
    private const int Shown = 32;

    /// <summary>Fewer equal layers in a row are written out.</summary>
    private const int MinRepeated = 4;

    /// <summary>The expression, on several lines.</summary>
    public string Format(ModelSpecification model) => Record(model, "\n    ");

    /// <summary>The expression of a translator, on several lines; its classifier is the model itself.</summary>
    public string Format(TranslatorSpecification translator) => Record(translator, "\n    ");

    private string Value(object? value, string line) => value switch
    {
        null => "null",
        ModelSpecification => "Specification",
        int number => Literals.Format(number),
        double number => Literals.Format(number),
        bool truth => Literals.Format(truth),
        string text => Literals.Format(text),
        Enum choice => $"{names[choice.GetType().Name]}.{choice}",
        Target { Index: { } index } target => $"{names["Target"]}.ForClass({Literals.Format(index)}, {names["TargetOutput"]}.{target.Output})",
        EquatableArray<int> numbers => $"{names["EquatableArray"]}.Create({Numbers(numbers, line + "    ")})",
        EquatableArray<float> numbers => $"{names["EquatableArray"]}.Create({string.Join(", ", numbers.Select(number => Literals.FormatFloat(number)))})",
        EquatableArray<string> texts => $"{names["EquatableArray"]}.Create({string.Join(", ", texts.Select(Literals.Format))})",
        EquatableArray<ModelInput> inputs => List("ModelInput", inputs, line + "    "),
        EquatableArray<Layer> layers => List("Layer", layers, line + "    "),
        EquatableArray<DataflowStep> steps => List("DataflowStep", steps, line + "    "),
        EquatableArray<ObjectiveTerm> terms => List("ObjectiveTerm", terms, line + "    "),
        _ => Record(value, " ", line),
    };

    /// <summary>A shape stands on one line; a table is broken into lines.</summary>
    private static string Numbers(EquatableArray<int> numbers, string line) => numbers.Count <= Shown
        ? string.Join(", ", numbers.Select(Literals.Format))
        : string.Join(",", Enumerable.Range(0, (numbers.Count + Shown - 1) / Shown).Select(row => line + string.Join(", ", numbers.Skip(row * Shown).Take(Shown).Select(Literals.Format))));

    /// <summary>Items one a line; equal ones that follow each other stand there once.</summary>
    private string List<T>(string type, IReadOnlyList<T> items, string line)
        where T : notnull
    {
        var runs = new List<(T Item, int Count)>();
        foreach (var item in items)
        {
            var repeats = runs.Count > 0 && runs[runs.Count - 1].Item.Equals(item);
            if (repeats)
            {
                runs[runs.Count - 1] = (item, runs[runs.Count - 1].Count + 1);
            }
            else
            {
                runs.Add((item, 1));
            }
        }

        var repeated = runs.Any(run => run.Count >= MinRepeated);
        var texts = runs.SelectMany(run => run.Count >= MinRepeated
            ? [$"{line}.. {names["Enumerable"]}.Repeat<{names[type]}>({Value(run.Item, line)}, {Literals.Format(run.Count)})"]
            : Enumerable.Repeat(line + Value(run.Item, line), run.Count));
        return $"{names["EquatableArray"]}.Create<{names[type]}>({(repeated ? "[" : "")}{string.Join(",", texts)}{(repeated ? "]" : "")})";
    }

    private string Record(object record, string separator, string? line = null)
    {
        var type = record.GetType();
        var parameters = Constructor(type, record).GetParameters();
        var arguments = parameters
            .Select(parameter => (parameter, Value: Property(type, parameter).GetValue(record)))
            .Where(argument => argument is not { Value: null or false or EquatableArray<float> { Count: 0 } or EquatableArray<Layer> { Count: 0 } or EquatableArray<ModuleTensor> { Count: 0 }, parameter.HasDefaultValue: true })
            .Select(argument => $"{argument.parameter.Name}: {Value(argument.Value, line ?? separator)}").ToList();
        var start = arguments.Count > 0 && separator != " " ? separator : "";
        return $"new {names[type.Name]}({start}{string.Join("," + separator, arguments)}){Names(type, record, parameters)}";
    }

    /// <summary>An only input of the usual name and without layers is written by its shape alone.</summary>
    private static ConstructorInfo Constructor(Type type, object record)
    {
        var byShape = record is not ModelSpecification { Inputs: not [{ Name: ModelInput.Features, Layers.Count: 0 }] };
        return type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length)
            .First(candidate => candidate.GetParameters().All(parameter => parameter.ParameterType != typeof(EquatableArray<ModelInput>)) == byShape);
    }

    /// <summary>The names of inputs that a record has beside what it is constructed of.</summary>
    private string Names(Type type, object record, ParameterInfo[] parameters)
    {
        var set = type.GetProperties()
            .Where(property => property.SetMethod is not null && parameters.All(parameter => parameter.Name != property.Name))
            .Select(property => (property.Name, Value: property.GetValue(record)))
            .Where(property => property.Value is string or EquatableArray<string> { Count: > 0 })
            .Select(property => $"{property.Name} = {Value(property.Value, " ")}").ToList();
        return set.Count > 0 ? $" {{ {string.Join(", ", set)} }}" : "";
    }

    private static PropertyInfo Property(Type type, ParameterInfo parameter) =>
        type.GetProperty(parameter.Name) ?? throw new NotSupportedException($"{type.Name} has no property for its parameter '{parameter.Name}'.");
}
