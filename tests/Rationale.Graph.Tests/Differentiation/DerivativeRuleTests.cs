using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Rules;

public class DerivativeRuleTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Names => new(OperatorCases.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void First_derivative_agrees_with_finite_differences(string name) => Check(Case(name), second: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivative_of_the_derivative_agrees_with_finite_differences(string name) => Check(Case(name), second: true);

    [Fact]
    public void Every_operator_is_in_the_table()
    {
        var covered = OperatorCases.All.Values.SelectMany(build => new ComputationGraph([new Output("", OutputKind.Total, build(new CaseBuilder(2, 1)))]).Nodes())
            .Select(node => node.Operator.GetType()).ToHashSet();
        var all = typeof(Operator).Assembly.GetTypes().Where(type => typeof(Operator).IsAssignableFrom(type) && !type.IsAbstract && !typeof(LoweredOp).IsAssignableFrom(type));

        // A value for the whole data set is a source as a column is one, and every case would need it loaded; the term in Rationale.Tests that reads one is differentiated numerically.
        // A module is differentiated by autograd; random ones are compared with layers in Rationale.Torch.Tests.
        Assert.Empty(all.Where(type => !covered.Contains(type) && type != typeof(SharedInputOp) && type != typeof(ModuleOp)).Select(type => type.Name));
    }

    /// <summary>At a kink the derivative is a convention: PyTorch's. A unit that sees an empty row stands exactly there.</summary>
    [Theory]
    [InlineData("relu", 0)]
    [InlineData("leaky", 0.1)]
    [InlineData("elu", 0.7)]
    [InlineData("abs", 0)]
    [InlineData("maximum of two equal", 0.5)]
    public void The_slope_at_zero_is_the_usual_one(string function, double slope)
    {
        var builder = new GraphBuilder();
        var (x, zero) = (builder.Input("x", Shape.PerExample(1)), builder.Input("zero", Shape.PerExample(1)));
        var y = function switch
        {
            "relu" => x.Relu(),
            "leaky" => x.LeakyRelu(0.1),
            "elu" => x.Elu(0.7),
            "abs" => x.Abs(),
            _ => x.Maximum(zero),
        };
        var graph = Graph.Differentiation.Expand(new ComputationGraph([new Output("g", OutputKind.PerExample, Functions.GradientOf(y, x, "s"))]));
        var sample = new Sample(1, new Dictionary<string, double[]> { ["x"] = [0], ["zero"] = [0] }, [0], new Dictionary<string, double>(), []);
        Assert.Equal(slope, new NaiveEvaluator(sample).Run(graph)[graph.Outputs[0].Value][0], 15);
    }

    /// <summary>y = x², and the cotangent is x: 2x · x, as of a constant. Differentiated again, x counts wherever it stands: 4x.</summary>
    [Fact]
    public void A_cotangent_is_constant_for_the_inner_derivative_and_not_for_the_outer_one()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", Shape.PerExample(2));
        var product = Functions.VectorJacobianProduct(x.Square(), x, x, "y");
        var graph = Graph.Differentiation.Expand(new ComputationGraph(
        [
            new Output("product", OutputKind.PerExample, product),
            new Output("outer", OutputKind.PerExample, Functions.GradientOf(product.SumPerExample(), x, "p")),
        ]));
        var sample = new Sample(1, new Dictionary<string, double[]> { ["x"] = [3, -0.5] }, [0], new Dictionary<string, double>(), []);
        var values = new NaiveEvaluator(sample).Run(graph);
        Assert.Equal([18, 0.5], values[graph.Outputs[0].Value]);
        Assert.Equal([12, -2], values[graph.Outputs[1].Value]);
    }

    [Fact]
    public void A_cotangent_of_another_shape_is_refused()
    {
        var builder = new GraphBuilder();
        var (x, wrong) = (builder.Input("x", Shape.PerExample(2)), builder.Input("c", Shape.PerExample(3)));
        Assert.Contains("does not fit", Assert.Throws<ShapeException>(() => Functions.VectorJacobianProduct(x.Square(), x, wrong, "y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_rule_is_found()
    {
        var wrong = new DerivativeCase(c => c.Builder.Apply(new WrongSquare(), c.Batched(-1, 1, 3)));
        Assert.Contains("finite difference", Assert.ThrowsAny<Exception>(() => Check(wrong, second: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_right_once_but_wrong_twice_is_found()
    {
        var wrong = new DerivativeCase(c => c.Builder.Apply(new FrozenSquare(), c.Batched(-1, 1, 3)));
        Check(wrong, second: false);
        Assert.Contains("finite difference", Assert.ThrowsAny<Exception>(() => Check(wrong, second: true)).Message, StringComparison.Ordinal);
    }

    /// <summary>Images have many elements, and each is moved by itself: two of them say as much as five.</summary>
    private static DerivativeCase Case(string name) => new(OperatorCases.All[name], ImageCases.All.ContainsKey(name) ? 2 : 5);

    private static void Check(DerivativeCase derivative, bool second)
    {
        var gradients = second ? derivative.SecondGradients : derivative.FirstGradients;
        var graph = Graph.Differentiation.Expand(derivative.Graph(second));
        var scalar = graph.Outputs.Single(output => output.Name == "scalar");
        var function = new ComputationGraph([scalar]).Nodes();
        var values = new NaiveEvaluator(derivative.Sample).Run(graph);
        var found = graph.Outputs.Where(output => output.Name is not ("scalar" or "value")).Select(output => values[output.Value]).ToList();
        Assert.Equal(gradients.Count, found.Count);
        for (var argument = 0; argument < found.Count; argument++)
        {
            var depending = Depending(derivative.Arguments[argument], function);
            for (var element = 0; element < found[argument].Length; element++)
            {
                var slope = (At(Step) - At(-Step)) / (2 * Step);
                var gradient = found[argument][element];
                if (!(Math.Abs(slope - gradient) <= 2e-7 * (1 + Math.Abs(slope))))
                {
                    Assert.Fail(FormattableString.Invariant($"argument {argument} element {element}: derivative {gradient:R}, finite difference {slope:R}\n{graph}"));
                }

                double At(double by) => values.Again(derivative.Moved(argument, element, by), depending)[scalar.Value][0];
            }
        }
    }

    /// <summary>The nodes of a function that an argument is an input of, directly or not.</summary>
    private static List<Node> Depending(Node argument, IEnumerable<Node> function)
    {
        var all = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        return [.. function.Where(node => (node.Operator.Equals(argument.Operator) || node.Inputs.Any(all.Contains)) && all.Add(node))];
    }

    private sealed record WrongSquare : ElementwiseOp
    {
        public override double Evaluate(double x) => x * x;

        protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * x;
    }

    /// <summary>Its rule multiplies by a comparison that hides the dependence on x from the second derivative.</summary>
    private sealed record FrozenSquare : ElementwiseOp
    {
        public override double Evaluate(double x) => x * x;

        protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * x.Builder.Apply(new FrozenDouble(), x);
    }

    private sealed record FrozenDouble : ElementwiseOp
    {
        public override double Evaluate(double x) => 2 * x;

        protected override Node? Pullback(Node y, Node x, Node cotangent) => null;
    }
}
