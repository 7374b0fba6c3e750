namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>Classes that derive from a module of one's own.</summary>
public sealed class BaseClassTests
{
    private const string Base = """
        public abstract class Backbone : Module<Tensor, Tensor>
        {
            protected readonly Linear hidden;
            private readonly int _units;

            protected Backbone(string name, int inputs, int units) : base(name)
            {
                _units = units;
                hidden = Linear(inputs, units);
            }

            protected abstract Tensor Head(Tensor h);

            protected virtual Tensor Activated(Tensor h) => h.relu();

            public override Tensor forward(Tensor x) => Head(Activated(hidden.call(x)));
        }

        """;

    [Theory]
    [InlineData("private readonly Linear last = Linear(8, 2); public Net() : base(\"net\", 4, 8) => RegisterComponents(); protected override Tensor Head(Tensor h) => last.call(h);", "Dense(8) Relu Dense(2)")]
    [InlineData("private readonly Linear last; public Net() : base(\"net\", 4, 4 + 4) { last = Linear(8, 2); RegisterComponents(); } protected override Tensor Head(Tensor h) => last.call(h);", "Dense(8) Relu Dense(2)")]
    [InlineData("private readonly Linear last = Linear(8, 2); public Net() : base(\"net\", 4, 8) => RegisterComponents(); protected override Tensor Head(Tensor h) => last.call(h); protected override Tensor Activated(Tensor h) => base.Activated(h).tanh();",
        "Dense(8) Relu Tanh Dense(2)")]
    [InlineData("private readonly Linear last = Linear(8, 2); public Net() : base(\"net\", 4, 8) => RegisterComponents(); protected override Tensor Head(Tensor h) => h; public override Tensor forward(Tensor x) => last.call(base.forward(x / 2));",
        "Scale(0.5, 0) Dense(8) Relu Dense(2)")]
    public void Fields_and_methods_of_a_base_class_are_read(string members, string expected)
    {
        var model = ReadModule.Understood(Base + Net("sealed ", members));
        Assert.Equal(expected, ReadModule.Text(model.Specification));
        Assert.Equal(["hidden.bias", "hidden.weight", "last.bias", "last.weight"], model.Module!.Bindings.Select(binding => binding.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_generic_base_class_is_read()
    {
        const string Generic = """
            public class Stack<T> : Module<Tensor, Tensor> where T : Module<Tensor, Tensor>
            {
                protected readonly T first;
                protected Stack(T first) : base("stack") { this.first = first; }
                public override Tensor forward(Tensor x) => first.call(x);
            }

            """;
        var model = ReadModule.Understood(Generic + """
            [Classifier(2)] [Input(4)]
            public sealed partial class Net : Stack<Linear>
            {
                public Net() : base(Linear(4, 2)) => RegisterComponents();
            }
            """);
        Assert.Equal("Dense(2)", ReadModule.Text(model.Specification));
        Assert.Equal("first.weight", model.Module!.Bindings[0].Name);
    }

    [Theory]
    [InlineData("", "private readonly Linear last = Linear(8, 2); public Net() : base(\"net\", 4, 8) => RegisterComponents(); protected override Tensor Head(Tensor h) => last.call(h);",
        "RAT0073: Head(Activated(hidden.call(x))): calls 'Head', which a derived class may replace; seal 'Net'")]
    [InlineData("sealed ", "private readonly Linear last = Linear(8, 2); public Net(int units) : base(\"net\", 4, units) => RegisterComponents(); protected override Tensor Head(Tensor h) => last.call(h);",
        "RAT0071: units: is a parameter of the constructor, which whoever makes the model chooses (write a constant), so what is made with it is not known")]
    public void What_a_base_class_does_not_say_is_named(string modifier, string members, string expected) => Assert.Equal(expected, ReadModule.NotUnderstood(Base + Net(modifier, members)));

    /// <summary>Reflection over a derived class does not see them, so TorchSharp neither trains nor saves them.</summary>
    [Fact]
    public void Modules_in_private_fields_of_a_base_class_are_named() => Assert.Equal(
        "RAT0071: hidden: is private to a base class, so TorchSharp does not register it in 'Net': it is neither trained nor saved; make it protected",
        ReadModule.NotUnderstood(Base.Replace("protected readonly Linear hidden", "private readonly Linear hidden")
            + Net("sealed ", "private readonly Linear last = Linear(8, 2); public Net() : base(\"net\", 4, 8) => RegisterComponents(); protected override Tensor Head(Tensor h) => last.call(h);")));

    private static string Net(string modifier, string members) => $$"""
        [Classifier(2)] [Input(4)]
        public {{modifier}}partial class Net : Backbone
        {
            {{members}}
        }
        """;
}
