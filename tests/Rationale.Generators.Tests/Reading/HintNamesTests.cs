using Rationale.Generators.Reading;

namespace Rationale.Generators.Tests.Reading;

public sealed class HintNamesTests
{
    [Fact]
    public void Names_that_look_alike_give_different_files_even_ignoring_case()
    {
        var compilation = ReadSource.Compile("""
            namespace A { public class B_C; public class b_c; public class B { public class C; public class C<T>; } }
            namespace A.B_ { public class C; }
            namespace A_B { public class C; }
            public class A_B_C;
            public class Größe;
            public class Grüße;
            """);
        string[] types = ["A.B_C", "A.b_c", "A.B+C", "A.B+C`1", "A.B_.C", "A_B.C", "A_B_C", "Größe", "Grüße"];

        var names = types.Select(type => HintNames.Create(compilation.Type(type))).ToArray();

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9._-]+$", name));
    }

    [Fact]
    public void A_name_is_readable_and_the_same_on_every_run()
    {
        var compilation = ReadSource.Compile("namespace A.B; public class Outer<T> { public class Digits; }");

        Assert.Equal("A.B.Outer_1_Digits-122f83d5", HintNames.Create(compilation.Type("A.B.Outer`1+Digits")));
    }

    [Fact]
    public void A_long_name_is_shortened_and_stays_unique()
    {
        var tail = new string('x', 120);
        var compilation = ReadSource.Compile($"namespace A {{ public class {tail}; }} namespace B {{ public class {tail}; }}");

        var (first, second) = (HintNames.Create(compilation.Type("A." + tail)), HintNames.Create(compilation.Type("B." + tail)));

        Assert.NotEqual(first, second);
        Assert.True(first.Length < 100);
    }

    [Theory]
    [InlineData("obj/generated/A.Digits-01234567.g.cs", true)]
    [InlineData("A.Digits-01234567.Step.g.cs", true)]
    [InlineData("A.Digits-012345678.g.cs", false)]
    [InlineData("Digits.cs", false)]
    [InlineData("", false)]
    public void Files_of_a_type_are_recognized(string path, bool expected) => Assert.Equal(expected, HintNames.IsFileOf("A.Digits-01234567", path));
}
