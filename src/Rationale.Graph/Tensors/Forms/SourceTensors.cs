using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Values from outside the graph: views of the buffers that hold them.</summary>
internal static class SourceTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<Input>((input, node, context) => TensorView.Of(context.Shared(TensorRole.Column, input.Column, true, input.Shape.Length), input.Shape));
        table.Add<SharedInput>((input, _, _) => throw new NotSupportedException($"The torch target cannot read '{input.Key}', one value for a whole data set; train on the CPU, without a Target."));
        table.Add<Labels>((_, node, context) => TensorView.Of(context.Shared(TensorRole.Labels, "labels", true, 1, TensorType.Index), node.Shape));
        table.Add<Parameter>((parameter, _, context) => TensorView.Of(context.Parameters, parameter.Shape, parameter.Offset));
        table.Add<Setting>((setting, _, context) => context.Setting(setting.Key));
        table.Add<BatchRows>((_, _, context) => context.Setting("rows"));
        table.Add<Constant>((constant, _, context) => context.Constant(constant.Value, constant.Shape));
        table.Add<DropoutMask>((mask, _, context) => TensorView.Of(
            context.Shared(TensorRole.Dropout, $"dropout {mask.Site}", true, mask.Shape.Length, TensorType.Real, mask), mask.Shape));
    }
}
