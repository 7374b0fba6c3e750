// Signatures of TorchSharp 0.107.0, as far as the sources of the tests use them. They are compiled, never run.
using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp
{
    public readonly struct Scalar
    {
        public static implicit operator Scalar(int value) => throw null!;
        public static implicit operator Scalar(long value) => throw null!;
        public static implicit operator Scalar(float value) => throw null!;
        public static implicit operator Scalar(double value) => throw null!;
    }

    public enum PaddingModes { Zeros = 0, Reflect = 1, Replicate = 2, Circular = 3 }

    public enum Padding { Valid = 0, Same = 1 }

    public sealed class DisposeScope : IDisposable
    {
        public void Dispose() => throw null!;
    }

    public static class torch
    {
        public enum ScalarType { Int64 = 4, Float32 = 6, Float64 = 7 }

        public enum RoundingMode { None, trunc, floor }

        public enum UpsampleMode { Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4 }

        public enum InterpolationMode { Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4, Area = 5, NearestExact = 6 }

        public sealed class Device { }

        public static Device CPU => throw null!;

        public class Tensor : IDisposable
        {
            public long[] shape => throw null!;
            public long ndim => throw null!;
            public long dim() => throw null!;
            public long size(int dim) => throw null!;
            public long[] size() => throw null!;
            public void Dispose() => throw null!;
            public bool requires_grad { get; set; }
            public bool IsInvalid => throw null!;
            public Tensor abs() => throw null!;
            public Tensor argmax(long dim, bool keepdim = false) => throw null!;
            public Tensor clamp_min(Scalar min) => throw null!;
            public Tensor detach() => throw null!;
            public Tensor gather(long dim, Tensor index) => throw null!;
            public Tensor pow(Scalar exponent) => throw null!;
            public Tensor requires_grad_(bool requires_grad = true) => throw null!;
            public Tensor type_as(Tensor tensor) => throw null!;
            public Tensor view_as(Tensor other) => throw null!;
            public Tensor add(Tensor target) => throw null!;
            public Tensor add(Tensor target, Scalar alpha) => throw null!;
            public Tensor add(Scalar scalar) => throw null!;
            public Tensor add_(Tensor target) => throw null!;
            public Tensor contiguous() => throw null!;
            public Tensor copy_(Tensor source, bool nonBlocking = false) => throw null!;
            public Tensor cpu() => throw null!;
            public TorchSharp.Utils.TensorAccessor<T> data<T>() where T : unmanaged => throw null!;
            public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => throw null!;
            public Tensor elu(double alpha = 1) => throw null!;
            public Tensor flatten(long start_dim = 0, long end_dim = -1) => throw null!;
            public Tensor gelu() => throw null!;
            public Tensor leaky_relu(Scalar negative_slope) => throw null!;
            public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => throw null!;
            public Tensor mul(Scalar target) => throw null!;
            public Tensor mul(Tensor target) => throw null!;
            public Tensor neg() => throw null!;
            public Tensor permute(params long[] permutation) => throw null!;
            public Tensor relu() => throw null!;
            public Tensor relu_() => throw null!;
            public Tensor reshape(params long[] shape) => throw null!;
            public Tensor sigmoid() => throw null!;
            public Tensor silu() => throw null!;
            public Tensor softplus(double beta = 1, double threshold = 20) => throw null!;
            public Tensor squeeze(long? dim = null) => throw null!;
            public Tensor sub(Scalar target) => throw null!;
            public Tensor sum(ScalarType? type = null) => throw null!;
            public Tensor tanh() => throw null!;
            public Tensor transpose(long dim0, long dim1) => throw null!;
            public Tensor unflatten(long dim, params long[] sizes) => throw null!;
            public Tensor unsqueeze(long dim) => throw null!;
            public Tensor view(params long[] shape) => throw null!;
            public Tensor MoveToOuterDisposeScope() => throw null!;
            public T item<T>() where T : unmanaged => throw null!;
            public static Tensor operator +(Tensor left, Tensor right) => throw null!;
            public static Tensor operator +(Tensor left, Scalar right) => throw null!;
            public static Tensor operator +(Tensor left, double right) => throw null!;
            public static Tensor operator +(Tensor left, int right) => throw null!;
            public static Tensor operator +(double left, Tensor right) => throw null!;
            public static Tensor operator -(Tensor left, Tensor right) => throw null!;
            public static Tensor operator -(Tensor left, double right) => throw null!;
            public static Tensor operator -(Tensor left, int right) => throw null!;
            public static Tensor operator -(int left, Tensor right) => throw null!;
            public static Tensor operator *(Tensor left, Tensor right) => throw null!;
            public static Tensor operator *(Tensor left, float right) => throw null!;
            public static Tensor operator *(Tensor left, double right) => throw null!;
            public static Tensor operator *(Tensor left, int right) => throw null!;
            public static Tensor operator *(double left, Tensor right) => throw null!;
            public static Tensor operator *(int left, Tensor right) => throw null!;
            public static Tensor operator /(Tensor left, Tensor right) => throw null!;
            public static Tensor operator /(Tensor left, double right) => throw null!;
            public static Tensor operator /(Tensor left, int right) => throw null!;
            public static Tensor operator /(Tensor left, long right) => throw null!;
            public static Tensor operator >(Tensor left, Scalar right) => throw null!;
            public static Tensor operator <(Tensor left, Scalar right) => throw null!;
            public static Tensor operator /(double left, Tensor right) => throw null!;
            public static Tensor operator -(Tensor tensor) => throw null!;
        }

        public static class autograd
        {
            public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false) => throw null!;
        }

        public static IDisposable no_grad() => throw null!;
        public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => throw null!;
        public static DisposeScope NewDisposeScope() => throw null!;
        public static Tensor add(Tensor left, Tensor right) => throw null!;
        public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => throw null!;
        public static Tensor mul(Tensor left, Tensor right) => throw null!;
        public static Tensor ones(params long[] size) => throw null!;
        public static Tensor permute(Tensor input, params long[] permutation) => throw null!;
        public static Tensor reshape(Tensor input, params long[] shape) => throw null!;
        public static Tensor sigmoid(Tensor input) => throw null!;
        public static (Tensor Values, Tensor Indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => throw null!;
        public static Tensor tanh(Tensor input) => throw null!;

        public static class nn
        {
            public interface IModule<in T, out TResult>
            {
                TResult call(T input1);
            }

            public class Module : IDisposable
            {
                protected Module(string name) { }
                public bool training => throw null!;
                protected virtual void RegisterComponents() => throw null!;
                public virtual void register_module(string name, Module submodule) => throw null!;
                public virtual void register_parameter(string name, Parameter param) => throw null!;
                public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => throw null!;
                public virtual IEnumerable<Parameter> parameters(bool recurse = true) => throw null!;
                public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null) => throw null!;
                public virtual void train(bool train = true) => throw null!;
                public virtual void eval() => throw null!;
                public void Dispose() => throw null!;
                protected virtual void Dispose(bool disposing) => throw null!;
            }

            public abstract class Module<T, TResult> : Module, IModule<T, TResult>
            {
                protected Module(string name) : base(name) { }
                public abstract TResult forward(T input);
                public TResult call(T input) => throw null!;
            }

            public abstract class Module<T1, T2, TResult> : Module
            {
                protected Module(string name) : base(name) { }
                public abstract TResult forward(T1 input1, T2 input2);
                public TResult call(T1 input1, T2 input2) => throw null!;
            }

            public static Parameter Parameter(Tensor data, bool requires_grad = true) => throw null!;
            public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => throw null!;
            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => throw null!;
            public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) => throw null!;
            public static BatchNorm1d BatchNorm1d(long num_features, double eps = 1E-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static BatchNorm2d BatchNorm2d(long num_features, double eps = 1E-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static Bilinear Bilinear(long in1Features, long in2Features, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => throw null!;
            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => throw null!;
            public static ELU ELU(double alpha = 1, bool inplace = false) => throw null!;
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => throw null!;
            public static GELU GELU() => throw null!;
            public static Identity Identity() => throw null!;
            public static InstanceNorm2d InstanceNorm2d(long num_features, double eps = 1E-05, double momentum = 0.1, bool affine = false, bool track_running_stats = false, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => throw null!;
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => throw null!;
            public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) => throw null!;
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => throw null!;
            public static ReLU ReLU(bool inplace = false) => throw null!;
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => throw null!;
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => throw null!;
            public static Sigmoid Sigmoid() => throw null!;
            public static SiLU SiLU() => throw null!;
            public static Softplus Softplus(double beta = 1, double threshold = 20) => throw null!;
            public static Tanh Tanh() => throw null!;
            public static Upsample Upsample(long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null, bool? recompute_scale_factor = null) => throw null!;

            public static class functional
            {
                public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => throw null!;
                public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) => throw null!;
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => throw null!;
                public static Tensor elu(Tensor x, double alpha, bool inplace = false) => throw null!;
                public static Tensor gelu(Tensor x) => throw null!;
                public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false) => throw null!;
                public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => throw null!;
                public static Tensor log_softmax(Tensor x, long dim) => throw null!;
                public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) => throw null!;
                public static Tensor relu(Tensor x, bool inplace = false) => throw null!;
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => throw null!;
                public static Tensor silu(Tensor x, bool inplace = false) => throw null!;
                public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => throw null!;
            }

            public static class init
            {
                public static Tensor zeros_(Tensor tensor) => throw null!;
            }
        }
    }
}

namespace TorchSharp.Utils
{
    public sealed class TensorAccessor<T> where T : unmanaged
    {
        public T[] ToArray() => throw null!;
    }

    [AttributeUsage(AttributeTargets.Field, AllowMultiple = false, Inherited = false)]
    public sealed class ComponentNameAttribute : Attribute
    {
        public string Name { get; set; } = "";
    }
}

namespace TorchSharp.Modules
{
    using static TorchSharp.torch;

    public class Parameter : Tensor { }

    public abstract class TensorModule : nn.Module<Tensor, Tensor>
    {
        protected TensorModule() : base("") { }
        public override Tensor forward(Tensor input) => throw null!;
    }

    public sealed class AdaptiveAvgPool2d : TensorModule { }
    public sealed class AvgPool2d : TensorModule { }
    public sealed class BatchNorm1d : TensorModule { }
    public sealed class BatchNorm2d : TensorModule { }
    public sealed class Conv2d : TensorModule { }
    public sealed class ConvTranspose2d : TensorModule { }
    public sealed class Dropout : TensorModule { }
    public sealed class Dropout2d : TensorModule { }
    public sealed class ELU : TensorModule { }
    public sealed class Embedding : TensorModule { }
    public sealed class Flatten : TensorModule { }
    public sealed class GELU : TensorModule { }
    public sealed class Identity : TensorModule { }
    public sealed class InstanceNorm2d : TensorModule { }
    public sealed class LayerNorm : TensorModule { }
    public sealed class LeakyReLU : TensorModule { }
    public sealed class MaxPool2d : TensorModule { }
    public sealed class ReLU : TensorModule { }
    public sealed class Sigmoid : TensorModule { }
    public sealed class SiLU : TensorModule { }
    public sealed class Softplus : TensorModule { }
    public sealed class Tanh : TensorModule { }
    public sealed class Upsample : TensorModule { }

    public sealed class Linear : TensorModule
    {
        public Parameter weight { get; set; } = null!;
        public Parameter? bias { get; set; }
    }

    public sealed class Bilinear : nn.Module<Tensor, Tensor, Tensor>
    {
        internal Bilinear() : base("") { }
        public override Tensor forward(Tensor input1, Tensor input2) => throw null!;
    }

    public class Sequential : TensorModule
    {
        public nn.IModule<Tensor, Tensor> this[int index] => throw null!;
        public Sequential append(string name, nn.IModule<Tensor, Tensor> module) => throw null!;
    }

    public class ModuleList<T> : nn.Module, IEnumerable<T> where T : nn.Module
    {
        internal ModuleList() : base("") { }
        public T this[int index] => throw null!;
        public int Count => throw null!;
        public IEnumerator<T> GetEnumerator() => throw null!;
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!;
    }
}
