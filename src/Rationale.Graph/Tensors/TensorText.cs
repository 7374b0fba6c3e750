using System.Globalization;
using System.Text;

namespace Rationale.Graph.Tensors;

/// <summary>
/// Prints calls as a program of TorchScript: a function for each stage, one operator a line under its mathematics. The text speaks of no number of rows and no element type,
/// so one compiled text serves batches and workers of every size, in both precisions.
/// </summary>
internal sealed class TensorText(TensorNames names)
{
    private const int Width = 150;

    /// <summary>Arguments that a schema allows by name only: the last ones of a call. Elsewhere that is the destination alone.</summary>
    private static readonly Dictionary<string, string[]> ByName = new()
    {
        ["add.out"] = ["alpha", "out"],
        ["sub.out"] = ["alpha", "out"],
        ["addmm.out"] = ["beta", "alpha", "out"],
        ["sum.IntList_out"] = ["dtype", "out"],
        ["cumsum.out"] = ["dtype", "out"],
        ["gather.out"] = ["sparse_grad", "out"],
        ["max_pool2d_with_indices.out"] = ["out", "indices"],
        ["adaptive_max_pool2d.out"] = ["out", "indices"],
    };

    private readonly StringBuilder _text = new();
    private readonly List<TensorFunction> _functions = [];

    /// <summary>The text so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Its functions, in order.</summary>
    public IReadOnlyList<TensorFunction> Functions => _functions;

    /// <summary>Adds the function of a stage.</summary>
    public void Add(TensorStage stage, IReadOnlyList<TensorCall> calls)
    {
        var arguments = calls.SelectMany(call => call.Tensors).Select(names.Of).Distinct().ToList();
        var function = new TensorFunction(TensorFunction.NameOf(stage), stage, new(arguments));
        _functions.Add(function);
        _text.Append(_text.Length > 0 ? "\n" : "");
        Header(function);
        var mathematics = "";
        foreach (var call in calls)
        {
            var next = $"    # {names.InMathematics(call.Writes[0])} = {call.Formula}\n";
            if (call.Formula.Length > 0 && next != mathematics)
            {
                _text.Append(mathematics.Length > 0 ? "\n" : "").Append(next);
                mathematics = next;
            }

            _text.Append("    ").Append(Statement(call)).Append('\n');
        }
    }

    private void Header(TensorFunction function)
    {
        var line = $"def {function.Name}(";
        for (var i = 0; i < function.Arguments.Count; i++)
        {
            var next = function.Arguments[i] + (i + 1 < function.Arguments.Count ? ", " : ") -> None:");
            if (line.Length + next.Length > Width)
            {
                _text.Append(line.TrimEnd(' ')).Append('\n');
                line = "        ";
            }

            line += next;
        }

        _text.Append(line).Append('\n');
    }

    private string Statement(TensorCall call)
    {
        var name = call.Operator.Split('.')[0];
        if (call.Into is { } into)
        {
            // Of several results one is wanted.
            var results = call.Operator == "convolution_backward" ? FormattableString.Invariant($"[{into.Index}]") : "";
            return $"{names.Of(into.View)}.copy_(torch.{name}({string.Join(", ", call.Arguments.Select(argument => Argument(argument, call)))}){results})";
        }

        var arguments = call.Arguments.Select(argument => Argument(argument, call)).ToList();
        if (name.EndsWith("_", StringComparison.Ordinal))
        {
            return $"{arguments[0]}.{name}({string.Join(", ", arguments.Skip(1))})";
        }

        var byName = ByName.TryGetValue(call.Operator, out var known) ? known : [call.Operator.EndsWith(".grad_input", StringComparison.Ordinal) ? "grad_input" : "out"];
        var first = arguments.Count - byName.Length;
        return $"torch.{name}({string.Join(", ", arguments.Take(first).Concat(byName.Select((argument, i) => $"{argument}={arguments[first + i]}")))})";
    }

    private string Argument(TensorArgument argument, TensorCall call) => argument switch
    {
        TensorOperand operand => names.Of(operand.View),
        TensorOperands operands => $"[{string.Join(", ", operands.Views.Select(names.Of))}]",
        TensorDouble real => Spelling.Number(real.Value),
        TensorInt whole => whole.Value.ToString(CultureInfo.InvariantCulture),
        TensorBool flag => Flag(flag.Value),
        TensorBools flags => $"[{string.Join(", ", flags.Values.Select(Flag))}]",
        TensorInts { RowsFirst: true } sizes => $"[{string.Join(", ", sizes.Values.Select(Size).Prepend($"{names.Of(call.Writes[0])}.size(0)"))}]",
        TensorInts sizes => $"[{string.Join(", ", sizes.Values.Select(Size))}]",
        TensorNone => "None",
        _ => throw new InvalidOperationException($"{argument.GetType().Name} is no argument of an operator."),
    };

    private static string Size(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool value) => value ? "True" : "False";
}
