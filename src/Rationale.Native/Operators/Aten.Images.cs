namespace Rationale.Native;

/// <content>Layers of networks.</content>
internal static partial class Aten
{
    [Aten("aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor")]
    public static partial TensorHandle MaxPool2d(TensorHandle self, ReadOnlySpan<long> kernelSize, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, bool ceilMode = false);

    [Aten("aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor")]
    public static partial TensorHandle AvgPool2d(TensorHandle self, ReadOnlySpan<long> kernelSize, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, bool ceilMode = false, bool countIncludePad = true);

    [Aten("aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor")]
    public static partial TensorHandle AdaptiveAvgPool2d(TensorHandle self, ReadOnlySpan<long> outputSize);

    [Aten("aten::batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor")]
    public static partial TensorHandle BatchNorm(TensorHandle input, TensorHandle? weight, TensorHandle? bias, TensorHandle? runningMean, TensorHandle? runningVar, bool training, double momentum, double eps, bool cudnnEnabled = true);

    [Aten("aten::instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, float momentum, float eps, bool cudnn_enabled) -> Tensor")]
    public static partial TensorHandle InstanceNorm(TensorHandle input, TensorHandle? weight, TensorHandle? bias, TensorHandle? runningMean, TensorHandle? runningVar, bool useInputStats, double momentum, double eps, bool cudnnEnabled = true);

    [Aten("aten::layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enable=True) -> Tensor")]
    public static partial TensorHandle LayerNorm(TensorHandle input, ReadOnlySpan<long> normalizedShape, TensorHandle? weight = null, TensorHandle? bias = null, double eps = 1e-5);

    [Aten("aten::dropout(Tensor input, float p, bool train) -> Tensor")]
    public static partial TensorHandle Dropout(TensorHandle input, double p, bool train);

    [Aten("aten::embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor")]
    public static partial TensorHandle Embedding(TensorHandle weight, TensorHandle indices);
}
