namespace Rationale.Packages.Tests.Projects;

/// <summary>Each mistake has one sentence that names the project, what was found and what to do; and doing it helps.</summary>
[Collection(typeof(UserProjects))]
public sealed class BadProjectTests(UserProjects projects)
{
    [Fact]
    public void A_language_version_that_is_too_old_is_one_error() => Only(
        "OldLanguage", "error", "RAT0046", "What Rationale generates is C# 12.0, and LangVersion of 'OldLanguage' is 10: remove LangVersion from the project, or set it to 12.0 or later.");

    [Fact]
    public void The_oldest_language_version_will_do() => Assert.Empty(projects.Group.Of("OldestLanguage"));

    [Fact]
    public void A_compiler_that_is_too_old_is_one_error() => Only(
        "OldCompiler", "error", "RAT0046", "The generator of Rationale needs the C# compiler 4.14 or later, and 'OldCompiler' is compiled by 4.12: use the compiler of .NET SDK 10, and remove the package Microsoft.Net.Compilers.Toolset where it brings an older one.");

    [Fact]
    public void A_framework_that_is_too_old_is_refused_when_packages_are_restored()
    {
        // The words are NuGet's. Below .NET SDK 10 no project can target net10.0, so this is what an older SDK says too.
        var message = Assert.Single(projects.Group.Of("OldFramework"));

        Assert.Equal(("error", "NU1202"), (message.Severity, message.Code));
        Assert.StartsWith($"Package Rationale {Built.Version} is not compatible with netstandard2.0 ", message.Text);
        Assert.Contains(" supports: net10.0 ", message.Text);
    }

    [Fact]
    public void Packages_of_two_versions_are_one_error()
    {
        Assert.All(projects.Group.Of("TwoVersions").Where(message => message.Severity == "warning"), message => Assert.Equal("NU1608", message.Code));
        var error = Assert.Single(projects.Group.Of("TwoVersions"), message => message.Severity == "error");
        Assert.Equal("RAT0047", error.Code);
        Assert.Equal($"A package of Rationale fits those of the same version only, and 'TwoVersions' has Rationale.Attributes {BadProjects.OtherVersion}, Rationale {BadProjects.OtherVersion}, Rationale.Gpu {Built.Version}: give all of them one version.", error.Text);
    }

    [Fact]
    public void Packages_of_one_version_fit() => Assert.Empty(projects.Group.Of("OneVersion"));

    [Fact]
    public void A_project_that_depends_on_one_with_models_is_asked_for_nothing() => Assert.Empty(projects.Group.Of("Dependent"));

    [Fact]
    public void A_project_that_depends_on_one_with_models_may_have_models_too() => Assert.Empty(projects.Group.Of("DependentWithModel"));

    [Fact]
    public void A_generator_that_would_run_twice_is_one_error()
    {
        var error = Assert.Single(projects.Group.Of("TwoGenerators"));

        Assert.Equal(("error", "RAT0047"), (error.Severity, error.Code));
        Assert.StartsWith("The generator of Rationale would run 2 times in 'TwoGenerators' and write every model as often (", error.Text);
        Assert.EndsWith("): keep the package or the reference to the project, not both.", error.Text);
    }

    [Theory]
    [InlineData("NoRuntime")]
    [InlineData("NoRuntimeButAttributes")]
    public void A_generator_without_its_runtime_is_one_error(string project) => Only(
        project, "error", "RAT0048", $"The generator of Rationale runs in '{project}', which does not refer to the runtime that its code calls: remove IncludeAssets and ExcludeAssets from the reference to the package Rationale.");

    [Fact]
    public void The_rules_of_models_come_with_the_package() => Only(
        "BrokenRule", "error", "RAT0001", "'Loans' is a model but not partial, so nothing can be generated for it; add the modifier 'partial' (https://github.com/rationale-net/rationale/blob/main/docs/rules/RAT0001.md)");

    [Fact]
    public void Attributes_alone_are_a_warning() => Only(
        "AttributesAlone", "warning", "RAT0049", "'AttributesAlone' refers to Rationale.Attributes but not to Rationale, and attributes alone generate no code: run 'dotnet add package Rationale'.");

    [Fact]
    public void Who_passes_attributes_on_can_say_so() => Assert.Empty(projects.Group.Of("AttributesPassedOn"));

    [Fact]
    public void Attributes_in_FSharp_are_a_warning() => Only(
        "AttributesInFSharp", "warning", "RAT0049", "'AttributesInFSharp' is written in F#, in which source generators do not run, so its attributes of Rationale generate no code: declare the models in a C# project that it refers to, or install Rationale.FSharp.");

    [Fact]
    public void The_runtime_in_FSharp_is_none() => Assert.Empty(projects.Group.Of("RuntimeInFSharp"));

    private void Only(string project, string severity, string code, string text)
    {
        var message = Assert.Single(projects.Group.Of(project));
        Assert.Equal((severity, code, text), (message.Severity, message.Code, message.Text));
    }
}
