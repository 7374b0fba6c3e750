namespace Rationale.FSharp

open Rationale.Objectives

/// <summary>Overloads that take tuples of F# where the C# member takes tuples of its own, which F# writes <c>struct (a, b)</c>.</summary>
[<AutoOpen>]
module TupleExtensions =
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
