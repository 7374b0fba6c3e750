using Rationale.Execution;
using Rationale.Graph.Tensors;

namespace Rationale.Torch.Programs;

/// <summary>Programs of TorchScript over the flat parameters and gradients of a model.</summary>
internal static class UpdateText
{
    /// <summary>Looks at the gradients of a step, where 0 · g is 0 for finite numbers and not a number for others, and measures those that are not left out.</summary>
    public const string Check = """
        def look(gradients, all, finite) -> None:
            all.copy_(gradients).mul_(0.0)
            torch.sum(all, [0], False, dtype=None, out=finite)

        def leave_out(gradients) -> None:
            gradients.zero_()

        def measure(trained, squares, sum_of_squares) -> None:
            torch.mul(trained, trained, out=squares)
            torch.sum(squares, [0], False, dtype=None, out=sum_of_squares)

        """;

    /// <summary>Moves parameters along gradients; of each step only the four numbers change.</summary>
    /// <param name="rule">The optimizer.</param>
    public static string Of(UpdateRule rule) => $$"""
        def update(theta, gradients, move, m, v, step_size, root_correction, scale, decay) -> None:
            gradients.mul_(scale)
        {{(rule.Kind == OptimizerKind.Sgd ? Descent(rule) : Adam(rule))}}
            theta.sub_(move)

        def replace(state, new) -> None:
            state.copy_(new)

        """;

    private static string Descent(UpdateRule rule) => rule.Momentum == 0
        ? """
              torch.mul(gradients, step_size, out=move)
          """
        : $"""
              # m = momentum · m + g
              m.mul_({Spelling.Number(rule.Momentum)}).add_(gradients)
              torch.mul(m, step_size, out=move)
          """;

    private static string Adam(UpdateRule rule) => $"""
            # m += (1 − β₁)(g − m); v = β₂ v + (1 − β₂) g²
            m.lerp_(gradients, {Spelling.Number(1 - UpdateRule.Beta1)})
            v.mul_({Spelling.Number(UpdateRule.Beta2)}).addcmul_(gradients, gradients, value={Spelling.Number(1 - UpdateRule.Beta2)})

            # The move is the step size · m / (√v · correction + ε).
            torch.sqrt(v, out=move)
            move.mul_(root_correction).add_({Spelling.Number(UpdateRule.Epsilon)})
            torch.div(m, move, out=move)
            move.mul_(step_size)
        {(rule.Decay() > 0 ? "    theta.mul_(decay)" : "")}
        """;
}
