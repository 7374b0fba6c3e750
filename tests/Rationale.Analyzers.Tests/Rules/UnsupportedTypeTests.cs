namespace Rationale.Analyzers.Tests;

public sealed class UnsupportedTypeTests
{
    [Fact]
    public async Task An_abstract_class_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public abstract partial class {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is an abstract class, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task A_static_class_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public static partial class {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is a static class, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task A_record_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial record {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is a record, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task A_file_local_class_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            file sealed partial class {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is a file-local class, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task A_struct_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial struct {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is a struct, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task A_record_struct_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial record struct {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is a record struct, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task A_ref_struct_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public ref partial struct {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is a ref struct, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task An_interface_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial interface {|RAT0003:Digits|};
            """);

        Assert.Equal(
            "'Digits' is an interface, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task A_class_inside_a_file_local_type_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            file partial class Outer
            {
                [Classifier(2)] [Input(4)] [Dense(2)]
                public partial class {|RAT0003:Digits|};
            }
            """);

        Assert.Equal(
            "'Digits' is inside the file-local type 'Outer', and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task An_enum_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor]
            public enum {|RAT0003:{|RAT0006:Digits|}|} { One }
            """);

        Assert.Equal(
            "'Digits' is an enum, and a model must be an ordinary class; declare it as 'partial class Digits'",
            messages[0]);
    }

    [Fact]
    public async Task Sealed_internal_and_generic_classes_are_accepted()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            internal sealed partial class Digits<T>
                where T : class, new();
            """);
    }
}
