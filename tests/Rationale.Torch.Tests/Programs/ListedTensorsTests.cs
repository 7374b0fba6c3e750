using Rationale.Torch.Programs;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Functions of a program with one parameter, a list.</summary>
public sealed class ListedTensorsTests
{
    [Fact]
    public void Each_function_takes_its_list_apart_and_does_what_it_did() => Assert.Equal(
        """
        def once_0(tensors__: List[Tensor]) -> None:
            a, = tensors__
            a.zero_()

        def examples_0(tensors__: List[Tensor]) -> None:
            a, b, c, = tensors__
            # c = a·b
            torch.mm(a, b, out=c)
        """,
        ListedTensors.Of("""
        def once_0(a) -> None:
            a.zero_()

        def examples_0(a, b,
                c) -> None:
            # c = a·b
            torch.mm(a, b, out=c)
        """));
}
