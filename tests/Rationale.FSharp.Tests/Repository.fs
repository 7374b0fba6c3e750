/// Where the checkout is that the tests were built from.
module Rationale.FSharp.Tests.Repository

open System
open System.IO

let root =
    let rec find (folder: DirectoryInfo | null) =
        match folder with
        | null -> failwith $"No folder above {AppContext.BaseDirectory} has Toolkit.sln."
        | folder when File.Exists(Path.Combine(folder.FullName, "Toolkit.sln")) -> folder.FullName
        | folder -> find folder.Parent

    find (DirectoryInfo AppContext.BaseDirectory)

let read (path: string) = File.ReadAllText(Path.Combine(root, path))
