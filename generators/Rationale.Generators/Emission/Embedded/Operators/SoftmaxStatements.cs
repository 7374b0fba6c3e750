using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Operators over classes.</summary>
internal static class SoftmaxStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<Softmax>((_, call) => Write(call, "Softmax", "Probabilities"));
        table.Add<LogSoftmax>((_, call) => Write(call, "Softmax", "LogProbabilities"));
        table.Add<ArgMaxMask>((_, call) => Write(call, "Selection", "ArgMaxMask"));
        table.Add<OneHot>((_, call) => Write(call, "Selection", "OneHot"));
    }

    private static void Write(KernelCall call, string type, string kernel)
    {
        var shape = call.Output.Shape;
        call.Call(type, kernel, call.Input(0), call.Result, KernelCall.Rows(shape, shape.Length / shape.Last), $"classes: {Literals.Of(shape.Last)}");
    }
}
