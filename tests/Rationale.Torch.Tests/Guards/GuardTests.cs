using System.Diagnostics;
using System.Runtime.InteropServices;
using Rationale.Torch.Objectives;
using Rationale.Torch.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Guards;

/// <summary>What TorchSharp 0.107 does when something is wrong, and what happens here instead. A test that fails after an update of the package says that a guard may go.</summary>
public sealed class GuardTests
{
    [TorchTheory]
    [InlineData(nameof(Traps.Matrices_that_do_not_fit))]
    [InlineData(nameof(Traps.A_maximum_along_a_dimension_that_is_not_there))]
    [InlineData(nameof(Traps.A_minimum_along_a_dimension_that_is_not_there))]
    [InlineData(nameof(Traps.A_gradient_of_what_nobody_watches))]
    [InlineData(nameof(Traps.A_gradient_whose_graph_was_given_back))]
    public async Task TorchSharp_itself_ends_the_process(string trap)
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [typeof(Traps).Assembly.Location, "-noLogo", "-noColor", "-explicit", "only", "-method", $"{typeof(Traps).FullName}.{trap}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Starting:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("TEST EXECUTION SUMMARY", output, StringComparison.Ordinal);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("c10::Error", await errors, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Matrices_that_do_not_fit_are_an_exception()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(
            "matmul was given [2, 3] and [2, 3]: the last dimension of the first is 3, and that of the second which it is summed with is 2; transpose the first.",
            Assert.Throws<ExternalException>(() => Guarded.MatMul(ones(2, 3), ones(2, 3))).Message);
        Assert.Equal(2, Guarded.MatMul(ones(2, 3).transpose(0, 1), ones(2, 3))[0, 0].item<float>());

        // What is not a matter of shapes is said by libtorch, in one sentence.
        var error = Assert.Throws<ExternalException>(() => Guarded.MatMul(ones(2, 3), ones(3, 2, dtype: int64)));
        Assert.Contains("dtype", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_gradient_that_cannot_be_taken_is_an_exception_or_none()
    {
        using var scope = NewDisposeScope();
        var (x, other) = (ones(2).requires_grad_(), ones(2).requires_grad_());
        var y = (x * x * x).sum();
        Assert.Null(Guarded.Gradient(y, other, ones_like(y)));
        Assert.Contains("does not require grad", Assert.Throws<InvalidOperationException>(() => Guarded.Gradient(ones(2).sum(), x, ones([]))).Message, StringComparison.Ordinal);
        var gradient = Guarded.Gradient(y, x, ones_like(y))!;
        gradient.pow(2).sum().backward();
        Assert.Equal([36f, 36f], x.grad!.data<float>().ToArray());
        Assert.Contains("second time", Assert.Throws<InvalidOperationException>(() => Guarded.Gradient(y, x, ones_like(y))).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_loss_whose_graph_was_given_back_is_an_exception()
    {
        using var scope = NewDisposeScope();
        var x = RightReasons.Explained(ones(2, 3));
        var z = x * x;
        z.sum().backward();
        Assert.Contains("second time", Assert.Throws<InvalidOperationException>(() => RightReasons.Gradient(z, x)).Message, StringComparison.Ordinal);
    }

    // sum(0) takes its argument for an element type: no exception, another number.
    [TorchFact]
    public void A_sum_over_a_dimension_is_never_written_with_a_bare_number()
    {
        using var scope = NewDisposeScope();
        Assert.Empty(ones(3, 4).sum(0).shape);
        Assert.Equal([4L], ones(3, 4).sum([0L]).shape);
        string[] sources = [.. Directory.GetFiles(Path.Combine(Generators.Tests.Repository.Root, "src", "Rationale.Torch"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
        Assert.True(sources.Length > 20);
        Assert.All(sources, file => Assert.DoesNotMatch(@"\.sum\(-?\d", File.ReadAllText(file)));
    }

    // They are added to the scores, as ones: the reader refuses them.
    [TorchFact]
    public void A_mask_of_truth_values_hides_nothing_in_a_module_of_attention()
    {
        using var scope = NewDisposeScope();
        var attention = nn.MultiheadAttention(4, 2);
        Tensor x = rand(3, 1, 4), all = ones(3, 3).to(ScalarType.Bool), none = zeros(3, 3);
        var unmasked = attention.call(x, x, x).Item1;
        Assert.True(attention.call(x, x, x, attn_mask: all).Item1.allclose(unmasked));
        Assert.True(attention.call(x, x, x, attn_mask: none.masked_fill(all, float.NegativeInfinity)).Item1.isnan().all().item<bool>());
    }

    [TorchFact]
    public void A_text_is_compiled_once_for_all_element_types_and_sizes()
    {
        var text = $"def once_{Environment.TickCount64}(x) -> None:\n    x.add_(1.0)\n";
        var before = CompiledText.Count;
        var program = CompiledText.For(text);
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            using var x = zeros(3, dtype: type);
            CompiledText.For(text).Run(text[4..text.IndexOf('(', StringComparison.Ordinal)], [x]);
            Assert.Equal(3, x.sum().to(ScalarType.Float64).item<double>());
        }

        Assert.Same(program, CompiledText.For(text));
        Assert.True(CompiledText.Count > before);
    }

    // A parameter is another tensor after to(dtype): who keeps the old one has an empty handle.
    [TorchFact]
    public void A_change_of_type_makes_new_tensors()
    {
        using var linear = nn.Linear(2, 2);
        var weight = linear.weight!;
        linear.to(ScalarType.Float64);
        Assert.NotSame(weight, linear.weight);
        Assert.True(weight.IsInvalid);
    }

    // So nothing may be awaited within either: the rest would run, and end it, on another thread.
    [TorchFact]
    public void A_scope_and_the_gradient_mode_belong_to_one_thread()
    {
        Tensor? made = null;
        var records = false;
        using (NewDisposeScope())
        using (no_grad())
        {
            var thread = new Thread(() =>
            {
                made = ones(2).requires_grad_();
                records = (made * 2).requires_grad;
            });
            thread.Start();
            thread.Join();
        }

        Assert.True(records);
        Assert.False(made!.IsInvalid);
        made.Dispose();
    }
}
