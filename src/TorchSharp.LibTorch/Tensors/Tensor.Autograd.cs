using Rationale.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Native.Facts.RequiresGrad;
            set => Autograd.RequireGradient(Native, value);
        }

        public bool is_leaf => Native.Facts.IsLeaf;

        public Tensor? grad
        {
            get => Autograd.GradientOf(Native) is { } gradient ? new Tensor(gradient) : null;
            set => Autograd.SetGradient(Native, value?.Native);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor detach() => Call("detach");

        public void backward() => Autograd.Backward([Native]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }

    public static class autograd
    {
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false) =>
            [.. Autograd.Gradients(Handles(outputs), Handles(inputs), Handles(grad_outputs), retain_graph, create_graph, allow_unused)
                .Select(gradient => gradient is null ? null! : new Tensor(gradient))];

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Autograd.Backward(Handles(tensors), Handles(grad_tensors), Handles(inputs), retain_graph ?? create_graph, create_graph);

        private static TensorHandle[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(tensor => tensor.Native)];
    }

    public static IDisposable no_grad() => set_grad_enabled(false);

    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => mode ? GradientMode.On() : GradientMode.Off();

    public static bool is_grad_enabled() => GradientMode.IsOn;
}
