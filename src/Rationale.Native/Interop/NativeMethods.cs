using System.Runtime.InteropServices;

namespace Rationale.Native.Interop;

/// <summary>The functions of <c>rationale.h</c>, where they are described.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "rationale_native";

    [LibraryImport(Library, EntryPoint = "rationale_error")]
    internal static partial byte* Error();

    [LibraryImport(Library, EntryPoint = "rationale_version")]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "rationale_find", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint Find(string name, string overload);

    [LibraryImport(Library, EntryPoint = "rationale_schema")]
    internal static partial byte* Schema(nint op);

    [LibraryImport(Library, EntryPoint = "rationale_call")]
    internal static partial int Call(nint op, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library, EntryPoint = "rationale_list_release")]
    internal static partial void ReleaseList(nint list);

    [LibraryImport(Library, EntryPoint = "rationale_program_create")]
    internal static partial nint CreateProgram();

    [LibraryImport(Library, EntryPoint = "rationale_program_release")]
    internal static partial void ReleaseProgram(nint program);

    [LibraryImport(Library, EntryPoint = "rationale_program_add")]
    internal static partial int AddToProgram(nint program, nint op, NativeValue* arguments, int count, nint into, int result);

    [LibraryImport(Library, EntryPoint = "rationale_program_run")]
    internal static partial int RunProgram(nint program, int from, int to);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_over")]
    internal static partial nint TensorOver(void* data, long* sizes, int dimensions, int type);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_share")]
    internal static partial nint Share(nint tensor);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_release")]
    internal static partial void Release(nint tensor);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_live")]
    internal static partial long LiveTensors();

    [LibraryImport(Library, EntryPoint = "rationale_tensor_facts")]
    internal static partial int Facts(nint tensor, out TensorFacts facts);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_sizes")]
    internal static partial int Sizes(nint tensor, long* sizes, long* strides, int capacity);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_data")]
    internal static partial int Data(nint tensor, void** data);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_require_grad")]
    internal static partial int RequireGrad(nint tensor, int required);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_grad")]
    internal static partial int Grad(nint tensor, nint* grad);

    [LibraryImport(Library, EntryPoint = "rationale_tensor_set_grad")]
    internal static partial int SetGrad(nint tensor, nint grad);

    [LibraryImport(Library, EntryPoint = "rationale_grad")]
    internal static partial int Gradients(
        nint* outputs, nint* cotangents, int outputCount, nint* inputs, int inputCount, int retainGraph, int createGraph, int allowUnused, nint* gradients);

    [LibraryImport(Library, EntryPoint = "rationale_backward")]
    internal static partial int Backward(
        nint* outputs, nint* cotangents, int outputCount, nint* inputs, int inputCount, int retainGraph, int createGraph);

    [LibraryImport(Library, EntryPoint = "rationale_grad_mode")]
    internal static partial int GradMode();

    [LibraryImport(Library, EntryPoint = "rationale_set_grad_mode")]
    internal static partial void SetGradMode(int enabled);

    [LibraryImport(Library, EntryPoint = "rationale_seed")]
    internal static partial int Seed(ulong seed);

    [LibraryImport(Library, EntryPoint = "rationale_random_state")]
    internal static partial int RandomState(int deviceType, int deviceIndex, nint* state);

    [LibraryImport(Library, EntryPoint = "rationale_set_random_state")]
    internal static partial int SetRandomState(int deviceType, int deviceIndex, nint state);

    [LibraryImport(Library, EntryPoint = "rationale_threads")]
    internal static partial int Threads();

    [LibraryImport(Library, EntryPoint = "rationale_set_threads")]
    internal static partial int SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "rationale_cuda_devices")]
    internal static partial int CudaDevices();

    [LibraryImport(Library, EntryPoint = "rationale_cuda_synchronize")]
    internal static partial int CudaSynchronize(int device);

    [LibraryImport(Library, EntryPoint = "rationale_cuda_set_tf32")]
    internal static partial int SetTensorFloat32(int allowed);

    [LibraryImport(Library, EntryPoint = "rationale_cuda_graph_begin")]
    internal static partial int BeginGraph(int device, nint* graph);

    [LibraryImport(Library, EntryPoint = "rationale_cuda_graph_end")]
    internal static partial int EndGraph(nint graph);

    [LibraryImport(Library, EntryPoint = "rationale_cuda_graph_replay")]
    internal static partial int ReplayGraph(nint graph);

    [LibraryImport(Library, EntryPoint = "rationale_cuda_graph_release")]
    internal static partial void ReleaseGraph(nint graph);
}
