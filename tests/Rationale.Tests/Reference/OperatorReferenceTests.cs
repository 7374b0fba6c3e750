using System.Text.Json;
using Rationale.Execution;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Reference;

/// <summary>Values, derivatives and derivatives of derivatives of the operators against PyTorch's in double precision.</summary>
public class OperatorReferenceTests
{
    private static readonly JsonElement[] Cases = [.. ReferenceFile.Read("operators.json").GetProperty("cases").EnumerateArray()];

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Cases.Length; i++)
            {
                data.Add(i, $"{Cases[i].GetProperty("operator").GetString()} {Cases[i].GetProperty("attributes")}");
            }

            return data;
        }
    }

    [Fact]
    public void No_case_is_lost() => Assert.Equal(73, Cases.Length);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_operator_agrees_to_eleven_digits(int number, string name)
    {
        var json = Cases[number];
        var (batched, whole) = (OperatorReference.CanBeBatched(json), OperatorReference.CanBeWhole(json));
        Assert.True(batched || whole, $"{name} is tested in no form");
        if (batched)
        {
            Check(new OperatorReference(json, batched: true), name);
        }

        if (whole)
        {
            Check(new OperatorReference(json, batched: false), name);
        }
    }

    private static void Check(OperatorReference reference, string name)
    {
        // PyTorch takes softplus for the identity above 20 and its slope for one.
        var tolerance = name.StartsWith("Softplus", StringComparison.Ordinal) && name.Contains("tails", StringComparison.Ordinal) ? 3e-9 : 1e-11;
        var result = Runner.Run<double>(reference.Graph, reference.Sample, new ExecutionOptions { Workers = 2, TileSize = 16 });
        foreach (var (output, offset, values) in reference.Expected)
        {
            Near.Check(values, offset < 0 ? result.Rows[output] : result.Gradients.AsSpan(offset, values.Length).ToArray(), tolerance, $"{name}: {output}");
        }
    }
}
