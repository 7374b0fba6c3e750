using Rationale.Graph.Operators;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Emission.Torch;

/// <summary>Writes a schedule as the method that makes it again: memory first, then one line for each call, under its mathematics.</summary>
internal sealed class TensorProgramEmitter(TensorSchedule schedule, TensorNames tensors, IndentedWriter writer, TypeNames names)
{
    /// <summary>Writes the method.</summary>
    /// <param name="header">Its declaration.</param>
    public void Write(string header)
    {
        using (writer.Braces(header))
        {
            writer.Line($"var script = new {names["TensorScript"]}({Texts(schedule.Settings)}, {Texts(schedule.Totals)});");
            writer.Line();
            writer.Line("// ── memory");
            foreach (var buffer in schedule.Buffers)
            {
                writer.Line($"var {tensors[buffer].Name} = {Memory(buffer, tensors[buffer].View)};");
            }

            foreach (var (name, view, _) in tensors.Parts)
            {
                writer.Line($"var {name} = {tensors[view.Buffer].Name}.At({string.Join(", ", view.Dimensions.Select(dimension => dimension.Extent).Prepend(view.Offset).Select(Literals.Format))});");
            }

            foreach (var call in schedule.Setup)
            {
                Write(call);
            }

            WriteStages();
            writer.Line();
            writer.Line("return script.ToSchedule();");
        }
    }

    private void WriteStages()
    {
        var stages = schedule.Calls.GroupBy(call => call.Stage).ToList();
        for (var level = 0; level < Math.Max(schedule.Sums.Count, stages.Count == 0 ? 0 : stages.Max(stage => stage.Key.Level) + 1); level++)
        {
            foreach (var stage in stages.Where(stage => stage.Key.Level == level))
            {
                writer.Line();
                writer.Line($"// ── {(stage.Key.OnRows ? "for the rows of each worker" : level == 0 ? "once" : "when the sums of all workers have been added")}");
                writer.Line($"script.Stage({Literals.Format(level)}, onRows: {Literals.Format(stage.Key.OnRows)});");
                var formula = "";
                foreach (var call in stage)
                {
                    var next = $"// {tensors.Label(call.Writes[0])} = {call.Formula}";
                    if (next != formula)
                    {
                        writer.Line();
                        writer.Line(formula = next);
                    }

                    Write(call);
                }
            }

            if (level < schedule.Sums.Count)
            {
                writer.Line();
                writer.Line($"script.Sums({string.Join(", ", schedule.Sums[level].Select(tensors.Of))});");
            }
        }
    }

    private void Write(TensorCall call)
    {
        var arguments = call.Arguments.Select(Argument).ToList();
        var name = Literals.Format(call.Operator);
        var written = call.Writes.Select(tensors.Of).ToList();
        if (call.Elementwise)
        {
            arguments.RemoveAt(arguments.Count - 1);
        }

        writer.Line((call.Into, written.Count) switch
        {
            ({ } into, _) => $"script.Into({name}, {written[0]}, {Literals.Format(into.Index)}, {string.Join(", ", arguments)});",
            (_, 2) => $"script.Call({name}, {written[0]}, {written[1]}, new {names["TensorArgument"]}[] {{ {string.Join(", ", arguments)} }});",
            _ => $"script.{(call.Elementwise ? "Map" : "Call")}({string.Join(", ", arguments.Prepend(written[0]).Prepend(name))});",
        });
    }

    private string Argument(TensorArgument argument) => argument switch
    {
        TensorOperand operand => tensors.Of(operand.View),
        TensorOperands operands => $"script.List({string.Join(", ", operands.Views.Select(tensors.Of))})",
        TensorDouble real => Real(real.Value),
        TensorInt whole => Literals.Format(whole.Value),
        TensorBool flag => Literals.Format(flag.Value),
        TensorBools flags => $"script.Bools({string.Join(", ", flags.Values.Select(Literals.Format))})",
        TensorInts { RowsFirst: true } wholes => $"script.RowsAnd({string.Join(", ", wholes.Values.Select(Literals.Format))})",
        TensorInts { Values.Count: 0 } => "new int[0]",
        TensorInts wholes => $"new[] {{ {string.Join(", ", wholes.Values.Select(Literals.Format))} }}",
        _ => "script.None",
    };

    /// <summary>A real number, never to be taken for a whole one.</summary>
    private static string Real(double value)
    {
        var text = Literals.Format(value);
        return text.All(character => char.IsDigit(character) || character == '-') ? text + ".0" : text;
    }

    private string Memory(TensorBuffer buffer, TensorView view)
    {
        var (role, name) = ($"{names["TensorRole"]}.{buffer.Role}", Literals.Format(buffer.Name));
        var extents = string.Concat((buffer.Batched ? view.Dimensions.Skip(1) : view.Dimensions).Select(dimension => ", " + Literals.Format(dimension.Extent)));
        return buffer switch
        {
            { Source: ConstantOp constant } => $"script.{buffer.Role}({name}, {Literals.Format(constant.Value)})",
            { Source: DropoutMaskOp mask } => $"script.Dropout({name}, {Literals.Format(mask.Site)}, {Literals.Format(mask.Rate)}{extents})",
            { Type: TensorType.Real } => $"script.{(buffer.Batched ? "EachRow" : "Once")}({role}, {name}{extents})",
            _ => $"script.Typed({names["TensorType"]}.{buffer.Type}, {role}, {name}, batched: {Literals.Format(buffer.Batched)}{extents})",
        };
    }

    private static string Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? "new string[0]" : $"new[] {{ {string.Join(", ", texts.Select(Literals.Format))} }}";
}
