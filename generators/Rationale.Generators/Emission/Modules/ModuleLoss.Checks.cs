using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Modules;

/// <content>What the method checks before it computes: what libtorch would take for something else, or refuse in words of its own.</content>
internal sealed partial class ModuleLoss
{
    /// <summary>Examples of another shape end in an error of libtorch far below, or are taken for something else.</summary>
    private void WriteExampleCheck(IndentedWriter writer)
    {
        if (!HasInputShape)
        {
            return;
        }

        var extents = string.Join(", ", _model.InputShape.Select(Literals.Format));
        var same = _model.InputShape.Select((extent, i) => $"x.shape[{Literals.Format(i + 1)}] != {Literals.Format(extent)}");
        using (writer.Braces($"if (x.ndim != {Literals.Format(_model.InputShape.Count + 1)} || {string.Join(" || ", same)})"))
        {
            writer.Line(
                $"throw new global::System.ArgumentException($\"ExplainedLoss of '{_model.Name}' takes x of shape {InputShape}, as [Input] declares it, but was given [{{string.Join(\", \", x.shape)}}]; "
                + $"use x.reshape(-1, {extents}) where each example has these values in another shape.\", nameof(x));");
        }

        writer.Line();
    }

    /// <summary>Numbers of another type than the parameters have end in an error of libtorch far below. A forward that was not understood may convert them.</summary>
    private void WriteTypeCheck(IndentedWriter writer)
    {
        if (!IsUnderstood)
        {
            return;
        }

        using (writer.Braces("if (x.is_floating_point() && global::System.Linq.Enumerable.FirstOrDefault(parameters()) is { } parameter && parameter.dtype != x.dtype)"))
        {
            writer.Line(
                $"throw new global::System.ArgumentException($\"ExplainedLoss of '{_model.Name}' takes x of the type of the module's parameters, {{parameter.dtype}}, but was given {{x.dtype}}; "
                + "use x.to(torch.{parameter.dtype.ToString().ToLowerInvariant()}), or convert the module by module.to(torch.{x.dtype.ToString().ToLowerInvariant()}).\", nameof(x));");
        }

        writer.Line();
    }

    /// <summary>A mask of another shape may be repeated over examples by libtorch, and mark what nobody marked.</summary>
    private void WriteMaskCheck(IndentedWriter writer)
    {
        foreach (var mask in Masks)
        {
            var name = Identifiers.FromLabel(mask.Name);
            using (writer.Braces($"if ({name} is not null && !global::System.MemoryExtensions.SequenceEqual<long>({name}.shape, x.shape))"))
            {
                writer.Line(
                    $"throw new global::System.ArgumentException($\"ExplainedLoss of '{_model.Name}' takes {name} of the shape of x, [{{string.Join(\", \", x.shape)}}], but was given [{{string.Join(\", \", {name}.shape)}}]; "
                    + $"give one value for each of x, with reshape or expand.\", nameof({name}));");
            }

            writer.Line();
        }
    }

    /// <summary>What is no class ends in an error of libtorch far below, or in a loss that means nothing.</summary>
    private void WriteLabelCheck(IndentedWriter writer)
    {
        if (_model.Task is not ClassifierTask { Classes: var classes })
        {
            return;
        }

        const string Torch = "global::TorchSharp";
        var (last, type, kind, fix) = classes == 1
            ? (1, "", "numbers", "")
            : (classes - 1, $"labels.dtype != {Torch}.torch.int64 || ", "64-bit integers", "use labels.to(torch.int64), and ");
        using (writer.Braces($"if ({type}labels.numel() != z.shape[0] || (labels.device_type == {Torch}.DeviceType.CPU && labels.lt(0).logical_or_(labels.gt({Literals.Format(last)})).any().item<bool>()))"))
        {
            writer.Line($"var given = labels.to({Torch}.torch.float64);");
            writer.Line("var range = given.numel() == 0 ? \"\" : $\" from {given.min().item<double>()} to {given.max().item<double>()}\";");
            writer.Line(
                $"throw new global::System.ArgumentException($\"ExplainedLoss of '{_model.Name}' takes {kind} from 0 to {Literals.Format(last)} as labels, one for each of {{z.shape[0]}} examples, but was given "
                + $"{{given.numel()}} of type {{labels.dtype}}{{range}}; {fix}count classes from 0.\", nameof(labels));");
        }
    }
}
