namespace Rationale.Packages.Tests.Projects;

/// <summary>A user's program, from <c>dotnet new rationale</c> to a file that needs no .NET.</summary>
public sealed class ConsoleTests(ConsoleProgram console, ITestOutputHelper output) : IClassFixture<ConsoleProgram>
{
    private const string Weights = "Loans.safetensors";

    [Fact]
    public void The_template_builds_without_a_warning_and_its_tests_pass()
    {
        Assert.Empty(console.Build.Succeeded().Messages);
        var tests = Command.Dotnet(console.Folder, Path.Combine("tests", "Loans.Tests", "bin", "Release", "net10.0", "Loans.Tests.dll")).Succeeded();

        Assert.Matches(@"Total: 2, Errors: 0, Failed: 0, Skipped: 0", tests.Output);
    }

    [Fact]
    public void The_program_trains_and_explains() => Check("dotnet", Path.Combine(console.Folder, "src", "Loans", "bin", "Release", "net10.0", "Loans.dll"));

    [Fact]
    public void It_runs_with_its_own_copy_of_the_runtime() => Check("self-contained", console.Publish("self-contained", "--self-contained"));

    [NativeFact]
    public void It_runs_as_one_file_compiled_ahead_of_time_and_no_warning_is_given()
    {
        var program = console.Publish("native", "-p:PublishAot=true", "-p:NativeDebugSymbols=false");

        Assert.Equal([Path.GetFileName(program)], Directory.EnumerateFiles(Path.GetDirectoryName(program)!).Select(Path.GetFileName).Where(file => Path.GetExtension(file) is not ".pdb"));
        Check("native", program);
    }

    /// <summary>Trains in a folder of its own, and explains in a second process, which is all that inference needs.</summary>
    private void Check(string name, string program)
    {
        var folder = Directory.CreateDirectory(Path.Combine(console.Folder, name + "-run")).FullName;
        var trained = Run([]);
        var explained = Run(["explain", "1.2", "0.5", "0"]);
        var again = Run(["explain", "1.2", "0.5", "0"]);
        var mistaken = Run(["explain"]);

        Assert.Matches(@"^Right for 8[0-9] of 100 loans; saved as Loans\.safetensors\.\s*$", trained.Succeeded().Output);
        Assert.True(File.Exists(Path.Combine(folder, Weights)));
        Assert.Matches(@"^Gradient, probability of class (granted|declined); predicted ", explained.Succeeded().Output);
        Assert.Matches(@"\nincome +[+-][0-9.]+ +[0-9.]+ %", explained.Output);
        Assert.Equal(explained.Output, again.Output);
        Assert.Equal(1, mistaken.ExitCode);
        output.WriteLine($"{name}: {Size(program):F1} MB; training {trained.Elapsed.TotalMilliseconds:F0} ms, explaining {again.Elapsed.TotalMilliseconds:F0} ms");

        CommandResult Run(string[] arguments) => program.EndsWith(".dll", StringComparison.Ordinal) ? Command.Dotnet(folder, [program, .. arguments]) : Command.Run(folder, program, arguments);
    }

    private static double Size(string program) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(program)!).Where(file => Path.GetExtension(file) is not (".dbg" or ".pdb")).Sum(file => new FileInfo(file).Length) / 1e6;
}
