using Rationale.Graph.Operators;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Emission.Torch;

/// <summary>Writes a schedule as the method that makes it again: memory, the tensors that lie in it, and the text of the program.</summary>
internal sealed class TensorProgramEmitter(TensorSchedule schedule, IndentedWriter writer, TypeNames names)
{
    private readonly Dictionary<TensorBuffer, string> _buffers = schedule.Tensors.GroupBy(tensor => tensor.View.Buffer).ToDictionary(group => group.Key, group => group.First().Name);

    /// <summary>Writes the method.</summary>
    /// <param name="header">Its declaration.</param>
    public void Write(string header)
    {
        using (writer.Braces(header))
        {
            writer.Line($"var script = new {names["TensorScript"]}({Texts(schedule.Settings)}, {Texts(schedule.Totals)});");
            writer.Line();
            writer.Line("// ── memory");
            foreach (var tensor in schedule.Tensors.Take(schedule.Buffers.Count))
            {
                writer.Line($"script.{Memory(tensor)};");
            }

            WriteViews();
            WriteSlots();
            WriteSums();
            writer.Line();
            writer.Line("// ── the step: once, then for the examples of each worker, then with the sums of all of them");
            writer.Line("return script.ToSchedule(@\"");
            writer.Lines(schedule.Text.Replace("\"", "\"\"").TrimEnd('\n'));
            writer.Line("\");");
        }
    }

    private void WriteViews()
    {
        if (schedule.Tensors.Count > schedule.Buffers.Count)
        {
            writer.Line();
            writer.Line("// ── parts of it, and other views: (extent, stride, for each example)");
        }

        foreach (var (name, view) in schedule.Tensors.Skip(schedule.Buffers.Count).Select(tensor => (tensor.Name, tensor.View)))
        {
            var place = $"{Literals.Format(name)}, {Literals.Format(_buffers[view.Buffer])}, {Literals.Format(view.Offset)}";
            var extents = view.Dimensions.Select(dimension => dimension.Extent).ToArray();
            writer.Line(!view.Batched && view == TensorView.Of(view.Buffer, Graph.Shape.Unbatched(extents), view.Offset)
                ? $"script.Part({place}{string.Concat(extents.Select(extent => ", " + Literals.Format(extent)))});"
                : $"script.View({place}{string.Concat(view.Dimensions.Select(dimension => $", ({Literals.Format(dimension.Extent)}, {Literals.Format(dimension.Stride)}, {Literals.Format(dimension.Batched)})"))});");
        }
    }

    private void WriteSlots()
    {
        var shared = schedule.Slots.Where(slot => slot.Key != slot.Value).GroupBy(slot => slot.Value).OrderBy(owner => owner.Key.Id).ToList();
        if (shared.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("// ── memory that values take in turns");
        foreach (var owner in shared)
        {
            var sharing = owner.OrderBy(slot => slot.Key.Id).Select(slot => _buffers[slot.Key]).Prepend(_buffers[owner.Key]);
            writer.Line($"script.Share({string.Join(", ", sharing.Select(Literals.Format))});");
        }
    }

    private void WriteSums()
    {
        if (schedule.Sums.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("// ── sums over the batch, which are added up over the workers");
        foreach (var level in schedule.Sums)
        {
            writer.Line($"script.Sums({string.Join(", ", level.Select(Literals.Format))});");
        }
    }

    private string Memory(ScriptTensor tensor)
    {
        var buffer = tensor.View.Buffer;
        var (name, role, label) = (Literals.Format(tensor.Name), $"{names["TensorRole"]}.{buffer.Role}", Literals.Format(buffer.Name));
        var extents = string.Concat((buffer.Batched ? tensor.View.Dimensions.Skip(1) : tensor.View.Dimensions).Select(dimension => ", " + Literals.Format(dimension.Extent)));
        return buffer switch
        {
            { Source: ConstantOp constant } => $"{buffer.Role}({name}, {label}, {Literals.Format(constant.Value)})",
            { Source: DropoutMaskOp mask } => $"Dropout({name}, {label}, {Literals.Format(mask.Site)}, {Literals.Format(mask.Rate)}{extents})",
            { Type: TensorType.Real } => $"{(buffer.Batched ? "PerExample" : "Once")}({name}, {role}, {label}{extents})",
            _ => $"Typed({name}, {names["TensorType"]}.{buffer.Type}, {role}, {label}, {Literals.Format(buffer.Batched)}{extents})",
        };
    }

    private static string Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? "new string[0]" : $"new[] {{ {string.Join(", ", texts.Select(Literals.Format))} }}";
}
