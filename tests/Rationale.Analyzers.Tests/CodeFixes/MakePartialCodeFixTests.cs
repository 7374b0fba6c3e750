using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class MakePartialCodeFixTests
{
    [Theory]
    [InlineData("public sealed class Digits;", "public sealed partial class Digits;")]
    [InlineData("class Digits { }", "partial class Digits { }")]
    [InlineData("/* why */ class Digits;", "/* why */ partial class Digits;")]
    public Task A_model_is_made_partial(string before, string after) => VerifyFix.ChangesAsync<MakePartialCodeFix>(
        $"[Classifier(2)] [Input(4)] [Dense(2)]\n{before}",
        $"[Classifier(2)] [Input(4)] [Dense(2)]\n{after}");

    [Fact]
    public Task The_types_around_a_model_are_made_partial_with_it() => VerifyFix.ChangesAsync<MakePartialCodeFix>(
        """
        public interface IOuter
        {
            public readonly record struct Middle
            {
                [Classifier(2)] [Input(4)] [Dense(2)]
                public class Digits;
            }
        }
        """,
        """
        public partial interface IOuter
        {
            public readonly partial record struct Middle
            {
                [Classifier(2)] [Input(4)] [Dense(2)]
                public partial class Digits;
            }
        }
        """);

    [Fact]
    public Task All_models_of_a_file_are_made_partial_at_once() => VerifyFix.ChangesAllAsync<MakePartialCodeFix>(
        "RAT0001",
        """
        [Classifier(2)] [Input(4)] [Dense(2)]
        public class Digits;

        public class Outer
        {
            [Classifier(2)] [Input(4)] [Dense(2)]
            public class Letters;

            [Classifier(2)] [Input(4)] [Dense(2)]
            public class Signs;
        }
        """,
        """
        [Classifier(2)] [Input(4)] [Dense(2)]
        public partial class Digits;

        public partial class Outer
        {
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Letters;

            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Signs;
        }
        """);
}
