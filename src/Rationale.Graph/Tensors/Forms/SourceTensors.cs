using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Values from outside the graph: views of the buffers that hold them.</summary>
internal static class SourceTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<InputOp>((input, node, context) => TensorView.Of(context.Shared(TensorRole.Input, input.Key, true, input.Shape.Length), input.Shape));
        table.Add<SharedInputOp>((input, _, _) => throw new NotSupportedException($"The torch target cannot read '{input.Key}', one value for a whole data set; train with Device.Cpu."));
        table.Add<LabelsOp>((_, node, context) => TensorView.Of(context.Shared(TensorRole.Labels, "labels", true, 1, TensorType.Index), node.Shape));
        table.Add<ParameterOp>((parameter, _, context) => TensorView.Of(context.Parameters, parameter.Shape, parameter.Offset));
        table.Add<SettingOp>((setting, _, context) => context.Setting(setting.Key));
        table.Add<BatchSizeOp>((_, _, context) => context.Setting(Scheduling.Schedule.BatchSizeSetting));
        table.Add<ConstantOp>((constant, _, context) => context.Constant(constant.Value, constant.Shape));
        table.Add<DropoutMaskOp>((mask, _, context) => TensorView.Of(
            context.Shared(TensorRole.Dropout, $"dropout {mask.Site}", true, mask.Shape.Length, TensorType.Real, mask), mask.Shape));
    }
}
