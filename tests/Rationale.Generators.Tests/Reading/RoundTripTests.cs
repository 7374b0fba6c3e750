using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Rationale.Generators.Reading;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Every property of every attribute must arrive in the record of its name. New attributes are found by reflection.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<Type, string> Properties => [.. AttributeClasses()
        .Where(type => type != typeof(InputAttribute))
        .SelectMany(type => type.GetProperties().Where(property => property.DeclaringType != typeof(Attribute)).Select(property => (type, property.Name)))];

    public static TheoryData<Type> Layers => [.. AttributeClasses().Where(type => typeof(LayerAttribute).IsAssignableFrom(type) && type != typeof(InputAttribute))];

    public static TheoryData<Type> Tasks => [.. AttributeClasses().Where(typeof(TaskAttribute).IsAssignableFrom)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_that_is_set_arrives_in_the_record(Type attribute, string property)
    {
        var value = Another(attribute, property);

        Assert.Equal(value is Type block ? block.Name : value, Found(attribute, Write(attribute, property, value), property));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_that_is_not_set_has_the_default_of_the_attribute(Type attribute, string property)
    {
        var value = attribute.GetProperty(property)!.GetValue(Create(attribute));
        if (property == nameof(WindowAttribute.Stride))
        {
            // Zero stands for what is usual.
            Assert.Equal(0, value);
            value = attribute == typeof(ConvAttribute) ? 1 : 2;
        }

        Assert.Equal(value is Type block ? block.Name : value, Found(attribute, Write(attribute, "", null), property));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_layer_attribute_has_a_reader_and_a_record_of_its_name(Type attribute)
    {
        Assert.Contains(attribute.Name, LayerTable.Readers.Keys);
        Assert.Equal(attribute.Name, ((Layer)RecordOf(attribute, Write(attribute, "", null)).Record).Name + "Attribute");
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_task_attribute_has_a_reader(Type attribute) => Assert.Contains(attribute.Name, TaskTable.Readers.Keys);

    [Fact]
    public void The_shape_of_the_input_arrives()
    {
        var model = ReadSource.Model("M", "[Classifier(2)] [Input(28, 27, 3)] [Flatten] [Dense(2)] public partial class M;");

        Assert.Equal(EquatableArray.Of(28, 27, 3), model.Specification.InputShape);
    }

    [Fact]
    public void Defaults_of_training_are_those_of_the_attribute()
    {
        var without = ReadSource.Model("M", "[Classifier(2)] [Input(4)] [Dense(2)] public partial class M;");
        var with = ReadSource.Model("M", "[Classifier(2)] [Input(4)] [Dense(2)] [Train] public partial class M;");

        Assert.Equal(with.Specification.Training, without.Specification.Training);
    }

    [Fact]
    public void A_regressor_explains_the_sum_of_its_outputs_by_default()
    {
        var model = ReadSource.Model("M", "[Regressor] [Input(4)] [Dense(1)] [ExplainConstraint] public partial class M;");

        Assert.Equal(ExplainedScalar.SumOfOutputs, model.Specification.Constraint!.Scalar);
    }

    private static IEnumerable<Type> AttributeClasses() => typeof(LayerAttribute).Assembly.GetExportedTypes()
        .Where(type => typeof(Attribute).IsAssignableFrom(type) && !type.IsAbstract);

    private static object Create(Type attribute) => attribute.GetConstructors().Single().Invoke([.. Arguments(attribute)]);

    // Parameters without a default get a value that is valid everywhere.
    private static IEnumerable<object> Arguments(Type attribute) => attribute.GetConstructors().Single().GetParameters().Select(parameter =>
        parameter.HasDefaultValue ? parameter.DefaultValue! : parameter.ParameterType == typeof(int) ? 2 : parameter.ParameterType == typeof(Type) ? typeof(Stage) : (object)0.5);

    private static object Another(Type attribute, string property) => attribute.GetProperty(property)!.GetValue(Create(attribute)) switch
    {
        bool flag => !flag,
        int number => number + 1,
        double number => number / 2 + 0.125,
        Type => typeof(OtherStage),
        Enum choice => Enum.GetValues(choice.GetType()).Cast<object>().Last(other => !other.Equals(choice)),
        var other => throw new NotSupportedException($"The test has no second value for {other}."),
    };

    private static string Write(Type attribute, string property, object? value)
    {
        var arguments = attribute.GetConstructors().Single().GetParameters().Zip(Arguments(attribute))
            .Select(pair => $"{pair.First.Name}: {Literal(IsOf(pair.First, property) ? value! : pair.Second)}");
        var isParameter = attribute.GetConstructors().Single().GetParameters().Any(parameter => IsOf(parameter, property));
        return $"[{attribute.Name[..^"Attribute".Length]}({string.Join(", ", value is null || isParameter ? arguments : arguments.Append($"{property} = {Literal(value)}"))})]";
    }

    private static bool IsOf(ParameterInfo parameter, string property) => parameter.Name!.Equals(property, StringComparison.OrdinalIgnoreCase);

    private static string Literal(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Type block => $"typeof({block.Name})",
        Enum choice => $"{choice.GetType().Name}.{choice}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A property where its record has it: a window is a record of its own, and repetitions are layers.</summary>
    private static object? Found(Type attribute, string written, string property)
    {
        var (record, specification) = RecordOf(attribute, written);
        if (property == nameof(ResidualAttribute.Times))
        {
            return specification.Layers.Count(layer => layer is Residual);
        }

        var window = record.GetType().GetProperty("Window")?.GetValue(record) as Window;
        return property switch
        {
            nameof(WindowAttribute.Size) => window!.Height == window.Width ? window.Height : null,
            nameof(WindowAttribute.Stride) => window!.Stride,
            nameof(WindowAttribute.Padding) => window!.Padding,
            nameof(ConvAttribute.Dilation) => window!.Dilation,
            _ => record.GetType().GetProperty(property)!.GetValue(record),
        };
    }

    private static (object Record, ModelSpecification Specification) RecordOf(Type attribute, string written)
    {
        var isTask = typeof(TaskAttribute).IsAssignableFrom(attribute);
        var isLayer = typeof(LayerAttribute).IsAssignableFrom(attribute);
        var outputs = isTask ? Regex.Match(written, "[0-9]+").Value : "2";
        var takesPictures = typeof(WindowAttribute).IsAssignableFrom(attribute) || attribute == typeof(GlobalAveragePoolAttribute);
        var source = $$"""
            {{(isTask ? written : "[Classifier(2)]")}}
            {{(takesPictures ? "[Input(5, 5, 2)]" : "[Input(4)]")}} {{(isLayer ? written : "")}} {{(takesPictures ? "[Flatten]" : "")}} [Dense({{outputs}})]
            {{(isTask || isLayer ? "" : written)}}
            public partial class M;
            [Block] [Dense(4)]
            public class Stage;
            [Block] [Tanh]
            public class OtherStage;
            """;
        var result = ModelReader.Read(ReadSource.Compile(source).Type("M"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(result.Problems, problem => problem.Blocks);
        var specification = result.Declaration!.Specification;
        object? record = isTask ? specification.Task
            : isLayer ? specification.Layers[0]
            : attribute == typeof(ExplainConstraintAttribute) ? specification.Constraint
            : attribute == typeof(WeightPenaltyAttribute) ? specification.WeightPenalty
            : specification.Training;
        Assert.NotNull(record);
        return (record, specification);
    }

    /// <summary>Stands for a block of its name in the source.</summary>
    private static class Stage;

    /// <summary>Stands for a block of its name in the source.</summary>
    private static class OtherStage;
}
