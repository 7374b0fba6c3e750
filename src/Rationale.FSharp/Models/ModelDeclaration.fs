namespace Rationale.FSharp

open System.Collections.Generic
open Rationale
open Rationale.Counterfactuals
open Rationale.Graph.Counterfactuals
open Rationale.Graph.Models

/// <summary>
/// A model declared in F#: what <c>classifier</c> and <c>regressor</c> give. It corresponds to an attributed C# class; <see cref="M:Rationale.FSharp.ModelDeclaration.Create(Microsoft.FSharp.Core.FSharpOption{System.UInt64})"/>
/// is its constructor. The programs are interpreted: the same kernels in the same order as in generated code, and so the same bits.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
[<Sealed>]
type ModelDeclaration internal (specification: ModelSpecification, translators: (string * TranslatorSpecification) list, advice: string list) =
    /// <summary>Name of the model.</summary>
    member _.Name = specification.Name

    /// <summary>The model as data: input, layers, task, terms of the objective and defaults of the training.</summary>
    member _.Specification = specification

    /// <summary>The translators that <c>counterfactual</c> declares, by their names: <c>Translator</c> for one that is given none.</summary>
    member _.Translators: IReadOnlyDictionary<string, TranslatorSpecification> = readOnlyDict translators

    /// <summary>What is allowed but probably not meant, a sentence each: what the analyzers warn of in C#.</summary>
    member _.Advice = advice

    /// <summary>Makes the model with new parameters. Whoever makes it disposes it.</summary>
    /// <param name="seed">Seed of the parameters, 0 by default: the same seed gives the same parameters on every machine, and those of the C# class.</param>
    member _.Create(?seed: uint64) = Model.Interpret(specification, defaultArg seed 0UL)

    /// <summary>Makes the model with the parameters of a file that <c>Save</c> wrote, here or in C#. Whoever makes it disposes it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:System.IO.IOException">The file cannot be read.</exception>
    /// <exception cref="T:Rationale.Storage.ArchitectureMismatchException">The file belongs to another architecture; the message names both.</exception>
    /// <exception cref="T:Rationale.Data.DataFormatException">The file is damaged.</exception>
    member this.Load(path: string) =
        let model = this.Create()

        try
            model.Load path
            model
        with _ ->
            model.Dispose()
            reraise ()

    /// <summary>Makes a translator that <c>counterfactual</c> declares. Whoever makes it disposes it.</summary>
    /// <param name="seed">Seed of its parameters, 0 by default.</param>
    /// <param name="name">Its name; <c>Translator</c> by default, as that of <c>counterfactual</c> is.</param>
    /// <exception cref="T:System.InvalidOperationException">The model declares none, or none of the name.</exception>
    member _.CreateTranslator(?seed: uint64, ?name: string) =
        let name = defaultArg name (CounterfactualAttribute().Name)

        match translators |> List.tryFind (fun (known, _) -> known = name) with
        | Some(_, translator) -> Translator.Interpret(translator, defaultArg seed 0UL)
        | None when translators.IsEmpty -> invalidOp $"'{specification.Name}' declares no translator; write counterfactual(0, 1), or counterfactual() for all classes, in its declaration."
        | None -> let known = translators |> List.map fst |> String.concat ", " in invalidOp $"'{specification.Name}' declares no translator of the name '{name}'; those are {known}."
