namespace Rationale.Generators.Emission.Modules;

/// <summary>The way from a module to the model of its layers, and back.</summary>
internal static class ConversionMembers
{
    /// <summary>Writes both.</summary>
    public static void Write(IndentedWriter writer, TypeNames names)
    {
        var (mark, torch) = (ModelFile.Mark(names), "global::TorchSharp.torch");
        writer.Lines(
            $$"""
            /// <summary>The layers of this module as a model of their own, with the module's parameters as they are now, as 32-bit numbers: it trains, evaluates and explains by the programs that were compiled for it, without autograd.</summary>
            /// <returns>A model to be disposed. What it learns comes back by <see cref="CopyFrom"/>.</returns>
            /// <exception cref="global::System.InvalidOperationException">A parameter is frozen, which a layer cannot be.</exception>
            {{mark}}
            public {{names["Model"]}} ToModel()
            {
                RegisterComponents();
                foreach (var (name, parameter) in named_parameters())
                {
                    if (!parameter.requires_grad)
                    {
                        throw new global::System.InvalidOperationException($"'{name}' is frozen, but layers train all of their parameters; train the module with ExplainedLoss, or set requires_grad.");
                    }
                }

                var tensors = state_dict();
                var model = {{names["Model"]}}.FromPrograms(Specification, new Programs());
                {{names["ModuleParameters"]}}.Import(model, ParameterBindings, name =>
                {
                    using var values = tensors[name].detach().to({{torch}}.float32).cpu().contiguous();
                    return values.data<float>().ToArray();
                });
                return model;
            }

            /// <summary>Takes over the parameters and running statistics of a model that <see cref="ToModel"/> made.</summary>
            /// <param name="model">The model.</param>
            /// <exception cref="global::System.ArgumentException">The model is one of other layers.</exception>
            {{mark}}
            public void CopyFrom({{names["Model"]}} model)
            {
                RegisterComponents();
                var tensors = state_dict();
                using var constant = {{torch}}.no_grad();
                {{names["ModuleParameters"]}}.Export(model, ParameterBindings, (name, values) =>
                {
                    using var learned = {{torch}}.tensor(values, tensors[name].shape);
                    tensors[name].copy_(learned);
                });
            }

            """);
    }
}
