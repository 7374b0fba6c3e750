namespace Rationale.Analyzers.Tests;

public sealed class MemberClashTests
{
    [Fact]
    public async Task A_method_with_the_name_of_a_generated_one_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits
            {
                public int {|RAT0011:Predict|}() => 3;
            }
            """);

        Assert.Equal(
            "'Predict' is the name of a member that is generated for 'Digits'; rename this one",
            messages[0]);
    }

    [Fact]
    public async Task Fields_properties_and_nested_types_are_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits
            {
                public int {|RAT0011:Parameters|};

                public int {|RAT0011:Specification|} { get; set; }

                public class {|RAT0011:Explain|};
            }
            """);
    }

    [Fact]
    public async Task The_name_of_the_model_and_of_its_type_parameters_is_checked()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class {|RAT0011:Evaluate|}<{|RAT0011:Parameters|}>;
            """);
    }

    [Fact]
    public async Task Other_members_and_constructors_are_accepted()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits(int seed)
            {
                public int Seed => seed;

                public int PredictAll() => Seed;
            }
            """);
    }

    [Fact]
    public async Task A_module_that_is_a_model_has_the_members_of_one()
    {
        var messages = await Verify.ReportsAsync(Module.Create(
            """
            private readonly Linear output = Linear(4, 2);
            public void {|RAT0011:Save|}(string path) => save(path);
            public Tensor {|RAT0011:Predict|}(Tensor x) => call(x).argmax(1);
            private int {|RAT0011:_runtime|};
            """,
            "=> output.call(x);"));

        Assert.Equal("'Save' is the name of a member that is generated for 'Net'; rename this one", messages[0]);
    }

    [Fact]
    public async Task The_names_that_layers_of_a_module_have_are_free() => await Verify.ReportsAsync(Module.Create(
        """
        private readonly Linear _layers = Linear(4, 2);
        public Linear Layers => _layers;
        protected override void Dispose(bool disposing) => base.Dispose(disposing);
        """,
        "=> _layers.call(x);"));

    [Fact]
    public async Task Members_in_our_own_generated_file_are_not_the_users()
    {
        const string Source = """
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits;
            """;
        var compilation = TestCompilation.Create(("Model.cs", Verify.Using + Source));
        var hintName = Generators.Reading.TypeHierarchy.FromSymbol(compilation.GetTypeByMetadataName("Digits")!).HintName;

        await Verify.ReportsAsync(
            ("Model.cs", Source),
            ($"obj/{hintName}.g.cs", "public partial class Digits { public Digits() { } public void Save() { } }"));
    }
}
