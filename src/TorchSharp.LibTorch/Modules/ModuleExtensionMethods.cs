using Rationale.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moves a module and keeps its type.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false)
        where T : nn.Module => Moved(module, null, device);

    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false)
        where T : nn.Module => Moved(module, type, null);

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false)
        where T : nn.Module => Moved(module, type, device);

    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : nn.Module => Moved(module, null, new torch.Device(device));

    private static T Moved<T>(T module, torch.ScalarType? type, torch.Device? device)
        where T : nn.Module
    {
        foreach (var tensor in module.parameters().Select(parameter => (Tensor)parameter).Concat(module.buffers()))
        {
            // Integers, such as counts of batches, stay whole.
            var target = tensor.dtype is torch.ScalarType.Float16 or torch.ScalarType.Float32 or torch.ScalarType.Float64 ? type ?? tensor.dtype : tensor.dtype;
            var place = device ?? tensor.device;
            using var detached = Aten.Detach(tensor.Native);
            var moved = Operators.Find("to.dtype_layout").Invoke(detached, (long)target, NativeArgument.None, place.Native)[0];
            Autograd.RequireGradient(moved, tensor.requires_grad);
            tensor.Replace(moved);
        }

        return module;
    }
}
