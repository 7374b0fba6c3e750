using System.Reflection;
using System.Text.Json;

namespace Rationale.Native.Tests;

/// <summary>Every declared operator gives the numbers of PyTorch.</summary>
public sealed class OperatorTests
{
    /// <summary>Whose results are random, unset or a plain number: they have tests of their own below.</summary>
    private static readonly string[] Others = ["Empty", "Rand", "Randn", "Randperm", "UniformInPlace", "BernoulliInPlace", "AllClose"];

    private static readonly JsonElement Cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Data", "native.json"))).RootElement.GetProperty("cases");

    public static TheoryData<string> Names => [.. Declared().Except(Others)];

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void The_numbers_are_those_of_PyTorch(string name)
    {
        JsonElement expected = Cases.GetProperty(name);
        TensorHandle[] inputs = [.. expected.GetProperty("inputs").EnumerateArray().Select(Read)];
        TensorHandle[] outputs = [.. expected.GetProperty("outputs").EnumerateArray().Select(Read)];
        TensorHandle[] results = OperatorCalls.All[name](inputs, outputs[0].Sizes);
        Assert.Equal(outputs.Length, results.Length);
        foreach ((TensorHandle result, TensorHandle output) in results.Zip(outputs))
        {
            Assert.Equal(output.Sizes, result.Sizes);
            Assert.Equal(output.Facts.Type, result.Facts.Type);
            Assert.Equal(Tensors.Numbers(output), Tensors.Numbers(result), (x, y) => Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)));
        }
    }

    [Fact]
    public void Every_operator_has_a_case_and_a_call()
    {
        Assert.Empty(Declared().Except(Others).Except(Cases.EnumerateObject().Select(property => property.Name)));
        Assert.Empty(Declared().Except(Others).Except(OperatorCalls.All.Keys));
        Assert.Empty(OperatorCalls.All.Keys.Except(Declared()));
        Assert.True(Declared().Length > 100);
    }

    [TorchFact]
    public void The_declared_schemas_are_those_of_libtorch()
    {
        foreach (MethodInfo method in Methods())
        {
            string schema = method.GetCustomAttribute<AtenAttribute>()!.Schema;
            var parsed = Generators.AtenSchema.Parse(schema)!;
            var actual = Generators.AtenSchema.Parse(new NativeOperator(parsed.Name, parsed.Overload).Schema)!;
            Assert.Equal(actual.Arguments.Take(parsed.Arguments.Count).Select(argument => argument.Name), parsed.Arguments.Select(argument => argument.Name));
        }
    }

    [TorchFact]
    public void Random_numbers_follow_the_seed_and_the_state()
    {
        LibTorch.Seed(3);
        using TensorHandle first = Aten.Rand([100], ScalarType.Float64);
        using TensorHandle state = LibTorch.RandomState(Device.Cpu);
        using TensorHandle second = Aten.Randn([100], ScalarType.Float64);
        LibTorch.Seed(3);
        using TensorHandle again = Aten.Rand([100], ScalarType.Float64);
        Assert.Equal(Tensors.Numbers(first), Tensors.Numbers(again));
        Assert.All(Tensors.Numbers(first), value => Assert.InRange(value, 0, 1));
        using TensorHandle skipped = Aten.Randn([7]);
        LibTorch.SetRandomState(Device.Cpu, state);
        using TensorHandle replayed = Aten.Randn([100], ScalarType.Float64);
        Assert.Equal(Tensors.Numbers(second), Tensors.Numbers(replayed));
        Assert.NotEqual(Tensors.Numbers(first), Tensors.Numbers(second));

        using TensorHandle order = Aten.Randperm(50);
        Assert.Equal(Enumerable.Range(0, 50).Select(value => (double)value), Tensors.Numbers(order).Order());
        using TensorHandle drawn = Aten.Empty([1000], ScalarType.Float64);
        Aten.UniformInPlace(drawn, 2, 3);
        Assert.All(Tensors.Numbers(drawn), value => Assert.InRange(value, 2, 3));
        Aten.BernoulliInPlace(drawn, 0.25);
        Assert.InRange(Tensors.Numbers(drawn).Sum(), 190, 310);
    }

    [TorchFact]
    public void Close_tensors_are_told_from_others()
    {
        using TensorHandle one = Tensors.Of([1, 2], 2), other = Tensors.Of([1, 2.1], 2);
        Assert.True(Aten.AllClose(one, one));
        Assert.False(Aten.AllClose(one, other));
    }

    private static string[] Declared() => [.. Methods().Select(method => method.Name)];

    private static IEnumerable<MethodInfo> Methods() => typeof(Aten).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.IsDefined(typeof(AtenAttribute)));

    private static TensorHandle Read(JsonElement tensor) => Tensors.Of(
        [.. tensor.GetProperty("data").EnumerateArray().Select(value => value.GetDouble())],
        Enum.Parse<ScalarType>(tensor.GetProperty("type").GetString()!),
        [.. tensor.GetProperty("shape").EnumerateArray().Select(value => value.GetInt64())]);
}
