using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Rationale.Generators.Reading;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Every property of every attribute must arrive in the record of its name, or in the window or the target of the record. New attributes are found by reflection; <see cref="CounterfactualReadingTests"/> reads the one that becomes a translator.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<Type, string> Properties => [.. AttributeClasses()
        .Where(type => type != typeof(InputAttribute) && type != typeof(ResidualAttribute) && type != typeof(ReshapeAttribute) && type != typeof(PermuteAttribute))
        .Where(type => !ScheduleReadingTests.Attributes.Contains(type) && type != typeof(CounterfactualAttribute) && type != typeof(TranslatorGeneratorAttribute) && type != typeof(TranslatorDiscriminatorAttribute))
        .SelectMany(type => type.GetProperties().Where(property => property.DeclaringType != typeof(Attribute)).Select(property => (type, property.Name)))
        .Where(pair => !OfMasks.Contains(pair) && !OfNetworks.Contains(pair) && !OfPriors.Contains(pair) && !OfTaskLoss.Contains(pair) && !OfInputs.Contains(pair))];

    /// <summary>Names of inputs, which <see cref="InputReadingTests"/> reads.</summary>
    private static (Type, string)[] OfInputs { get; } =
    [
        (typeof(ExplainConstraintAttribute), nameof(ExplainConstraintAttribute.OnInputs)),
        (typeof(SelfExplainingAttribute), nameof(SelfExplainingAttribute.OnInputs)),
        (typeof(SmoothedAttribute), nameof(SmoothedAttribute.Input)),
    ];

    /// <summary>What becomes seeds and groups, which have tests of their own.</summary>
    private static (Type, string)[] OfMasks { get; } = [.. new[] { nameof(SmoothedAttribute.Quantization), nameof(SmoothedAttribute.Seed), nameof(SmoothedAttribute.Patch), nameof(SmoothedAttribute.Groups) }
        .Select(property => (typeof(SmoothedAttribute), property))];

    /// <summary>What becomes the layers of a prior network or the class of a target, which <see cref="PriorReadingTests"/> reads.</summary>
    private static (Type, string)[] OfPriors { get; } = [.. new[] { nameof(AttributionPriorAttribute.Hidden), nameof(AttributionPriorAttribute.Dropout), nameof(AttributionPriorAttribute.Preset) }
        .Select(property => (typeof(AttributionPriorAttribute), property)),
        .. AttributeClasses().Where(typeof(AttributionTermAttribute).IsAssignableFrom).Select(type => (type, nameof(AttributionTermAttribute.Index)))];

    /// <summary>What becomes a part of the task loss, which <see cref="ClassWeightReadingTests"/> reads.</summary>
    private static (Type, string)[] OfTaskLoss { get; } =
    [
        (typeof(ClassifierAttribute), nameof(ClassifierAttribute.ClassWeights)),
        (typeof(ClassifierAttribute), nameof(TaskAttribute.TakesWeights)),
        (typeof(RegressorAttribute), nameof(TaskAttribute.TakesWeights)),
    ];

    /// <summary>What becomes the network of a self-explaining model, which has tests of its own.</summary>
    private static (Type, string)[] OfNetworks { get; } = [.. new[] { nameof(SelfExplainingAttribute.Concepts), nameof(SelfExplainingAttribute.Origin), nameof(SelfExplainingAttribute.Features), nameof(SelfExplainingAttribute.Bias), nameof(SelfExplainingAttribute.Aggregator) }
        .Select(property => (typeof(SelfExplainingAttribute), property))];

    public static TheoryData<Type> Layers => [.. AttributeClasses().Where(type => typeof(LayerAttribute).IsAssignableFrom(type) && type != typeof(InputAttribute) && type != typeof(JoinAttribute))];

    public static TheoryData<Type> Tasks => [.. AttributeClasses().Where(typeof(TaskAttribute).IsAssignableFrom)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_that_is_set_arrives_in_the_record(Type attribute, string property)
    {
        var value = Another(attribute, property);
        var record = RecordOf(attribute, Write(attribute, property, value));

        Assert.Equal(value, Read(record, property));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_that_is_not_set_has_the_default_of_the_attribute(Type attribute, string property)
    {
        var record = RecordOf(attribute, Write(attribute, "", null));

        // A stride of zero stands for what is usual: one for filters, the window's size for poolings.
        var usual = property != nameof(WindowAttribute.Stride) ? attribute.GetProperty(property)!.GetValue(Create(attribute))
            : attribute == typeof(ConvAttribute) || attribute == typeof(ConvTransposeAttribute) ? 1
            : Read(record, nameof(WindowAttribute.Size));
        Assert.Equal(usual, Read(record, property));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_layer_attribute_has_a_reader_and_a_record_of_its_name(Type attribute)
    {
        Assert.Contains(attribute.Name, LayerTable.Readers.Keys);
        Assert.Equal(attribute.Name, ((Layer)RecordOf(attribute, Write(attribute, "", null))).Name + "Attribute");
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_task_attribute_has_a_reader(Type attribute) => Assert.Contains(attribute.Name, TaskTable.Readers.Keys);

    [Fact]
    public void The_shape_of_the_input_arrives()
    {
        var model = ReadSource.Model("M", "[Classifier(2)] [Input(28, 27, 3)] [Flatten] [Dense(2)] public partial class M;");

        Assert.Equal(EquatableArray.Create(28, 27, 3), model.Specification.InputShape);
    }

    [Fact]
    public void The_shape_and_the_order_of_rearrangements_arrive()
    {
        var model = ReadSource.Model("M", "[Classifier(2)] [Input(6, 4)] [Permute(1, 0)] [Reshape(2, 3, 4)] [Flatten] [Dense(2)] public partial class M;");

        Assert.Equal(new PermuteLayer(EquatableArray.Create(1, 0)), model.Specification.Layers[0]);
        Assert.Equal(new ReshapeLayer(EquatableArray.Create(2, 3, 4)), model.Specification.Layers[1]);
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

        Assert.Equal(new Target(TargetOutput.Logit, TargetClass.All), model.Specification.Find<ExplanationPenalty>()!.Target);
    }

    private static IEnumerable<Type> AttributeClasses() => typeof(LayerAttribute).Assembly.GetExportedTypes()
        .Where(type => typeof(Attribute).IsAssignableFrom(type) && !type.IsAbstract);

    private static object Create(Type attribute) => attribute.GetConstructors().Single().Invoke([.. Arguments(attribute)]);

    // Parameters without a default get a value that is valid everywhere.
    private static IEnumerable<object> Arguments(Type attribute) => attribute.GetConstructors().Single().GetParameters().Select(parameter =>
        parameter.HasDefaultValue ? parameter.DefaultValue! : parameter.ParameterType == typeof(int) ? (object)2
        : parameter.ParameterType == typeof(Type) ? typeof(Step)
        : parameter.ParameterType == typeof(int[]) ? (attribute == typeof(PermuteAttribute) ? [2, 0, 1] : (int[])[9, 16])
        : 0.5);

    private static object Another(Type attribute, string property) => attribute.GetProperty(property)!.GetValue(Create(attribute)) switch
    {
        bool flag => !flag,
        int number => number + 1,
        double number => number / 2 + 0.125,
        Enum choice => Enum.GetValues(choice.GetType()).Cast<object>().First(other => !other.Equals(choice)),
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
        Enum choice => $"{choice.GetType().Name}.{choice}",
        Type type => $"typeof({type.Name})",
        int[] numbers => $"new[] {{ {string.Join(", ", numbers)} }}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object? Read(object record, string property)
    {
        if (record is ModelSpecification model)
        {
            // The choices of a self-explaining model are those of its robustness penalty; weights are coefficients of several terms.
            return model.Objectives.SelectMany(term => term.Coefficients).FirstOrDefault(coefficient => coefficient.Property == property)?.Value
                ?? Read(model.Find<RobustnessPenalty>()!, property);
        }

        if (record.GetType().GetProperty(property) is { } own)
        {
            return own.GetValue(record);
        }

        if (record is AttributionTerm { Source: var source })
        {
            return Read(source, property);
        }

        if (record.GetType().GetProperty(nameof(Target)) is { } target)
        {
            return typeof(Target).GetProperty(property)!.GetValue(target.GetValue(record));
        }

        var window = (Window)record.GetType().GetProperty(nameof(Window))!.GetValue(record)!;
        Assert.Equal(window.Height, window.Width);
        return property == nameof(WindowAttribute.Size) ? window.Height : typeof(Window).GetProperty(property)!.GetValue(window);
    }

    private static object RecordOf(Type attribute, string written)
    {
        var isTask = typeof(TaskAttribute).IsAssignableFrom(attribute);
        var isLayer = typeof(LayerAttribute).IsAssignableFrom(attribute);
        var outputs = isTask ? Regex.Match(written, "[0-9]+").Value : "2";
        var source = $$"""
            {{(isTask ? written : "[Classifier(2)]")}}
            [Input({{(attribute == typeof(DenseAttribute) ? "4" : attribute == typeof(AttentionAttribute) || attribute == typeof(PositionalEmbeddingAttribute) ? "5, 12" : "6, 6, 4")}})] {{(isLayer ? written : "")}} {{(attribute == typeof(SelfExplainingAttribute) ? "" : $"[Flatten] [Dense({outputs})]")}}
            {{(isTask || isLayer ? "" : written)}}
            public partial class M;
            [Block] [Relu]
            public class Step;
            """;
        // An output padding needs a stride above it.
        source = source.Replace("OutputPadding = 1", "OutputPadding = 1, Stride = 2", StringComparison.Ordinal);
        var result = ModelReader.Read(ReadSource.Compile(source).Type("M"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(result.Problems, problem => problem.Blocks);
        var specification = result.Declaration!.Specification;
        object? record = isTask ? specification.Task
            : isLayer ? specification.Layers[0]
            : attribute == typeof(SelfExplainingAttribute) ? specification
            : attribute == typeof(SmoothedAttribute) ? specification.Smoothing
            : specification.Objectives.FirstOrDefault(term => term.Coefficients.Any(coefficient => coefficient.Attribute + nameof(Attribute) == attribute.Name)) ?? (object)specification.Training;
        Assert.NotNull(record);
        return record;
    }

    /// <summary>Lends its name to the block of the test sources.</summary>
    private sealed class Step;
}
