using Rationale.Generators.Emission;

namespace Rationale.Native.Generators;

/// <summary>Writes one operator: where it is kept, and the method that packs its arguments, calls it and unpacks what it gives.</summary>
internal static class BindingBody
{
    /// <summary>Writes the field and the method.</summary>
    public static void Write(IndentedWriter writer, Binding binding)
    {
        if (AtenSchema.Parse(binding.Schema) is not { } schema)
        {
            writer.Line($"#error '{binding.Method}' has the schema '{binding.Schema}', which is not in ATen's notation");
            return;
        }

        var values = schema.Arguments.Select(argument => ArgumentText.Of(argument, binding.Parameters.FirstOrDefault(parameter => argument.IsCalled(parameter.Name)))).ToList();
        foreach (var problem in Problems(binding, schema, values))
        {
            writer.Line($"#error {problem}");
            return;
        }

        var field = $"{binding.Method}Operator{schema.Overload}";
        writer.Line($"private static readonly NativeOperator {field} = new(\"{schema.Name}\", \"{schema.Overload}\");");
        writer.Line();
        writer.Line($"// {binding.Schema}");
        using (writer.Braces(binding.Header))
        {
            foreach (var preparation in values.SelectMany(value => value!.Preparations))
            {
                writer.Line(preparation);
            }

            foreach (var pin in values.Select(value => value!.Pin).Where(pin => pin is not null))
            {
                writer.Line($"fixed ({pin})");
            }

            if (values.Any(value => value!.Pin is not null))
            {
                using (writer.Braces(""))
                {
                    WriteCall(writer, binding, field, values!);
                }
            }
            else
            {
                WriteCall(writer, binding, field, values!);
            }
        }
    }

    private static void WriteCall(IndentedWriter writer, Binding binding, string field, IReadOnlyList<ArgumentText> values)
    {
        writer.Line($"var arguments = stackalloc NativeValue[{values.Count}];");
        for (var i = 0; i < values.Count; i++)
        {
            writer.Line($"arguments[{i}] = {values[i].Value};");
        }

        var results = ResultText.Of(binding.Result);
        if (results.Count > 0)
        {
            writer.Line($"var results = stackalloc NativeValue[{results.Count}];");
        }

        writer.Line($"{field}.Call(arguments, {values.Count}, {(results.Count > 0 ? "results" : "null")}, {results.Count});");
        foreach (var kept in values.SelectMany(value => value.KeptAlive))
        {
            writer.Line(kept);
        }

        if (results.Count > 0)
        {
            writer.Line($"return {ResultText.Expression(results)};");
        }
    }

    private static IEnumerable<string> Problems(Binding binding, AtenSchema schema, IReadOnlyList<ArgumentText?> values)
    {
        foreach (var parameter in binding.Parameters.Where(parameter => !schema.Arguments.Any(argument => argument.IsCalled(parameter.Name))))
        {
            yield return $"'{binding.Method}' has a parameter '{parameter.Name}', which the schema of {schema.Name} does not have";
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is null)
            {
                yield return $"'{binding.Method}' cannot give the argument '{schema.Arguments[i].Name}' of {schema.Name}: add a parameter of a type that fits";
            }
        }
    }
}
