#:package TorchSharp-cpu@0.107.0
#:package TorchSharp.PyBridge@1.4.4
#:property ManagePackageVersionsCentrally=false
// Writes data/state/pybridge.pt, the state of state.py as TorchSharp.PyBridge writes it: dotnet run tests/reference/pybridge.cs tests/reference/data/state/pybridge.pt
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

var net = Sequential(("hidden", Linear(5, 7)), ("norm", BatchNorm1d(7)), ("output", Linear(7, 3)));
using (no_grad())
{
    foreach (var (name, tensor) in net.state_dict())
    {
        var start = name is "norm.weight" or "norm.running_var" ? 0.5 : -1;
        tensor.copy_(name == "norm.num_batches_tracked" ? 4 : (arange(tensor.numel(), float64) * 0.125 + start).reshape(tensor.shape));
    }
}

net.save_py(args[0]);
