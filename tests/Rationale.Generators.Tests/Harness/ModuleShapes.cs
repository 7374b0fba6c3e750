namespace Rationale.Generators.Tests;

/// <summary>TorchSharp modules with a forward of their own that the generator must cope with, by name.</summary>
internal static class ModuleShapes
{
    private const string Usings = """
        using Rationale;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        using F = TorchSharp.torch.nn.functional;
        using Reduction = Rationale.Reduction;

        namespace Models;

        """;

    /// <summary>The sources, each a class of its name in the namespace <c>Models</c>.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["DigitsModule"] = Usings + """
            /// <summary>Understood, without a constructor.</summary>
            [Classifier(10)] [Input(1, 28, 28)] [ExplainConstraint(Weight = 100)]
            public sealed partial class DigitsModule : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv1 = Conv2d(1, 8, 5, padding: 2);
                private readonly BatchNorm2d norm = BatchNorm2d(8);
                private readonly Conv2d conv2 = Conv2d(8, 8, 3, padding: 1, bias: false);
                private readonly Sequential head = Sequential(("hidden", Linear(1568, 50)), ("relu", ReLU()), ("output", Linear(50, 10)));

                /// <inheritdoc/>
                public override Tensor forward(Tensor x)
                {
                    x = F.max_pool2d(F.relu(norm.call(conv1.call(x))), 2);
                    x += conv2.call(x);
                    return head.call(x.flatten(1));
                }
            }
            """,
        ["GatedModule"] = Usings + """
            /// <summary>Two branches, numbers, and reductions; nothing else so that its text stays short.</summary>
            [Classifier(1, Reduction = Reduction.Mean)] [Input(4)] [ExplainConstraint(Output = TargetOutput.Probability, Class = TargetClass.Labeled, Reduction = Reduction.Normalized)]
            public sealed partial class GatedModule : Module<Tensor, Tensor>
            {
                private readonly Linear value = Linear(4, 3), gate = Linear(4, 3);
                private Linear Output { get; } = Linear(3, 1);

                /// <inheritdoc/>
                public override Tensor forward(Tensor x) => Output.call((value.call(x) * gate.call(x).sigmoid() / 2) - 0.5);
            }
            """,
        ["SortingModule"] = Usings + """
            /// <summary>Not understood, with a parameter of its own.</summary>
            [Regressor] [Input(4)] [ExplainConstraint(Norm = PenaltyNorm.L1)] [WeightPenalty(L2 = 0.01)]
            public partial class SortingModule : Module<Tensor, Tensor>
            {
                private readonly Linear f = Linear(4, 1);
                private Parameter @params = Parameter(ones(4));
                private Linear? _late;

                /// <summary>Makes one.</summary>
                public SortingModule(string name)
                    : base(name) => RegisterComponents();

                /// <inheritdoc/>
                public override Tensor forward(Tensor x) => f.call(sort(x * @params).values);

                /// <summary>Makes the other part.</summary>
                public void Grow() => _late = Linear(1, 1);
            }
            """,
        ["RegisteredByHand"] = Usings + """
            /// <summary>Registers its parts itself.</summary>
            [Classifier(1)] [Input(4)]
            public sealed partial class RegisteredByHand : Module<Tensor, Tensor>
            {
                private readonly Linear f = Linear(4, 1);

                /// <summary>Makes one.</summary>
                public RegisteredByHand()
                    : base("net") => register_module("f", f);

                /// <inheritdoc/>
                public override Tensor forward(Tensor x) => f.call(x);
            }
            """,
        ["ConceptModule"] = Usings + """
            /// <summary>Explains itself: its forward is generated.</summary>
            [Classifier(3)] [Input(8)] [SelfExplaining(4)]
            public sealed partial class ConceptModule : Module<Tensor, Tensor>
            {
                [ConceptEncoder] private readonly Linear encoder = Linear(8, 4);
                [ConceptDecoder] private readonly Linear decoder = Linear(4, 8);
                [Relevance] private readonly Sequential relevance = Sequential(("hidden", Linear(8, 6)), ("tanh", Tanh()), ("output", Linear(6, 12)));
            }
            """,
    };
}
