using Rationale.Generators.Emission.Surface;
using Rationale.Generators.Reading.Modules;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Modules;

/// <summary>What was read from a forward pass: the layers, and where the module's parameters stand in theirs.</summary>
internal static class ReadMembers
{
    /// <summary>Writes both.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model, ModuleDeclaration module) => writer.Lines(
        $$"""
        /// <summary>The layers that <c>forward</c> stands for, with what the attributes declare. Examples have the shape that the module takes; images are permuted to channels last inside, where layers need it.</summary>
        {{ModelFile.Mark(names)}}
        public static {{names["ModelSpecification"]}} Specification { get; } = {{new SpecificationText(names).Format(model)}};

        /// <summary>For each parameter and running statistic of <see cref="Specification"/>, in their order: its name in the module and among the layers, the shape that the module's tensor is viewed in, the order of its dimensions among the layers, and whether it is trained.</summary>
        {{ModelFile.Mark(names)}}
        public static {{names.Generic("EquatableArray", "ParameterBinding")}} ParameterBindings { get; } = {{names["EquatableArray"]}}.Create(
        {{string.Join(",\n", module.Bindings.Select(binding => "    " + Text(names, binding)))}});

        """);

    private static string Text(TypeNames names, ParameterBinding binding) =>
        $"new {names["ParameterBinding"]}({Literals.Format(binding.Name)}, {Literals.Format(binding.Parameter)}, {Numbers(names, binding.Shape)}, {Numbers(names, binding.Order)}, {Literals.Format(binding.Trained)}){(binding.PaddingIndex is { } row ? $" {{ PaddingIndex = {Literals.Format(row)} }}" : "")}";

    private static string Numbers(TypeNames names, EquatableArray<int> numbers) => $"{names["EquatableArray"]}.Create({string.Join(", ", numbers.Select(Literals.Format))})";
}
