using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Logging;

namespace Rationale.Hosting.Tests;

/// <summary>What holds for all code of the package: how it logs, what it says about threads.</summary>
public sealed partial class ConventionTests
{
    [Fact]
    public void All_that_ships_logs_through_generated_methods()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Name: file, Text: File.ReadAllText(file)))
            .ToList();
        Assert.True(files.Count > 500, $"{files.Count} files");
        Assert.True(files.Count(file => file.Text.Contains("[LoggerMessage(", StringComparison.Ordinal)) >= 2);
        Assert.Empty(files.Where(file => LogCall().IsMatch(file.Text)).Select(file => file.Name));
    }

    [Theory]
    [InlineData(typeof(IModel))]
    [InlineData(typeof(RationaleBuilder))]
    public void Numbers_and_names_of_what_is_logged_are_unique(Type ofAssembly)
    {
        var messages = ofAssembly.Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .ToList();
        Assert.True(messages.Count > 5, $"{messages.Count} messages");
        Assert.Equal(messages.Count, messages.Select(message => message.EventId).Distinct().Count());
        Assert.Equal(messages.Count, messages.Select(message => message.EventName).Distinct().Count());
    }

    [Fact]
    public void Every_public_type_says_how_threads_may_use_it()
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(RationaleBuilder).Assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, member => member.ToString());
        var types = typeof(RationaleBuilder).Assembly.GetExportedTypes().Where(type => !type.IsEnum && !type.IsSubclassOf(typeof(Exception))).ToList();
        Assert.True(types.Count > 5, $"{types.Count} types");
        Assert.Empty(types.Where(type => !documentation[$"T:{type.FullName}"].Contains("thread", StringComparison.OrdinalIgnoreCase)).Select(type => type.FullName));
    }

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|ogger\.Log\(")]
    private static partial Regex LogCall();

    private static string Repository() =>
        Ancestors(AppContext.BaseDirectory).First(folder => File.Exists(Path.Combine(folder, "Toolkit.sln")));

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (DirectoryInfo? current = new(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }
}
