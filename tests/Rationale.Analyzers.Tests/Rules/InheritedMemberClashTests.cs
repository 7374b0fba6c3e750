namespace Rationale.Analyzers.Tests;

public sealed class InheritedMemberClashTests
{
    [Fact]
    public async Task A_base_class_with_the_name_of_a_generated_member_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            public class Store
            {
                protected void Save()
                {
                }
            }

            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class {|RAT0012:Digits|} : Store;
            """);

        Assert.Equal(
            "'Digits' inherits from 'Store', which has a member 'Save' that is also generated for 'Digits'; rename it there or hold a 'Store' in a field instead of inheriting",
            messages[0]);
    }

    [Fact]
    public async Task A_base_class_that_is_a_model_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits;

            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class {|RAT0012:Letters|} : Digits;
            """);
    }

    [Fact]
    public async Task Other_base_classes_and_private_members_are_accepted()
    {
        await Verify.ReportsAsync("""
            public class Store
            {
                public string Name => Save();

                private string Save() => "";
            }

            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits : Store;
            """);
    }
}
