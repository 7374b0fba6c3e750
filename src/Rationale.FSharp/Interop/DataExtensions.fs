namespace Rationale.FSharp

open System
open System.Linq
open Rationale.Data
open Rationale.Objectives

/// <summary>Overloads that take tuples, sequences and options of F# where the C# member takes those of C#: <c>struct (a, b)</c>, <c>IAsyncEnumerable</c>, <c>Nullable</c>.</summary>
[<AutoOpen>]
module DataExtensions =
    type DataSchema<'T> with

        /// <summary>Adds a number.</summary>
        member schema.Number(name: string, value: 'T -> float) = schema.Number(name, Func<'T, Nullable<float>>(fun item -> Nullable(value item)))

        /// <summary>Adds a number that may be missing.</summary>
        member schema.Number(name: string, value: 'T -> float option) = schema.Number(name, Func<'T, Nullable<float>>(fun item -> Option.toNullable (value item)))

        /// <summary>Adds a text that may be missing, such as the name of a category.</summary>
        member schema.Text(name: string, value: 'T -> string option) = schema.Text(name, Func<'T, string | null>(fun item -> Option.toObj (value item)))

    type DatasetStream with

        /// <summary>A stream over sequences: <c>DatasetStream.FromSequence(fun epoch -> files |> Seq.map read)</c>. A block is read when it is asked for.</summary>
        static member FromSequence(read: int -> Dataset seq) =
            DatasetStream.FromSource(fun epoch _ -> (read epoch).ToAsyncEnumerable())

    type FeatureGraph with

        /// <summary>A graph whose edges all have the weight 1.</summary>
        static member Create(features: int, edges: (int * int) list) =
            FeatureGraph.Create(features, [ for left, right in edges -> struct (left, right) ])

        /// <summary>A graph with weights.</summary>
        static member Create(features: int, edges: (int * int * float32) list) =
            FeatureGraph.Create(features, [ for left, right, weight in edges -> struct (left, right, weight) ])

        /// <summary>A graph of features that are named.</summary>
        static member Create(names: string list, edges: (string * string) list) =
            FeatureGraph.Create(names, [ for left, right in edges -> struct (left, right) ])
