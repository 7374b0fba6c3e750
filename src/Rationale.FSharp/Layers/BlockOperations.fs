namespace Rationale.FSharp

open System.ComponentModel
open Rationale.Graph.Models

/// <summary>Builds layers that models use as one; <c>layers</c> and <c>block "NAME"</c> give it.</summary>
/// <param name="name">Name of the block, as messages have it.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it. The members are those that the compiler calls for <c>layers { … }</c>.</remarks>
[<Sealed>]
type LayerListBuilder internal (name: string) =
    inherit StatementBuilder()

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Run(statements: StatementList) =
        for statement in statements.Items do
            for problem in statement.Problems do
                statement.Fail($"block '{name}'", problem)

        LayerList(name, statements.Items)

/// <summary>Layers that are written once and used in several places.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type BlockOperations =
    /// <summary>Layers in order, for the parts of an operation, and to be used as a statement of models: <c>layers { dense 50; relu }</c>.</summary>
    static member layers = LayerListBuilder "layers"

    /// <summary>Layers in order under a name: <c>block "Stage" { conv(16, 3, padding = 1); relu }</c>. With the name of a C# block, the models are the same.</summary>
    /// <param name="name">The name.</param>
    static member block(name: string) = LayerListBuilder name

    /// <summary>Layers with a shortcut around them: <c>y = layers(x) + x</c>. Where they change the shape of an image, a 1 × 1 convolution leads around.</summary>
    /// <param name="block">The layers.</param>
    /// <param name="times">How often they stand behind each other, each time with parameters of their own; 1 by default.</param>
    static member residual(block: LayerList, ?times: int) =
        let times = defaultArg times 1
        let problems = Check.count "times" times @ (if block.Layers.Count = 0 then [ $"block '{block.Name}' has no layers; give it some" ] else [])
        LayerOperation("residual", [ block.Name ], problems, List.replicate (max 0 times) (ResidualLayer(block.Name, block.ToArray()) :> Layer))
