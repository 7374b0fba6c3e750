/// Where the checkout is that the tests were built from.
module Rationale.FSharp.Tests.Repository

open System
open System.Diagnostics
open System.IO

let root =
    let rec find (folder: DirectoryInfo | null) =
        match folder with
        | null -> failwith $"No folder above {AppContext.BaseDirectory} has Toolkit.sln."
        | folder when File.Exists(Path.Combine(folder.FullName, "Toolkit.sln")) -> folder.FullName
        | folder -> find folder.Parent

    find (DirectoryInfo AppContext.BaseDirectory)

let read (path: string) = File.ReadAllText(Path.Combine(root, path))

/// Runs a program of the SDK, and gives what it printed and its exit code.
let dotnet (folder: string) (arguments: string list) =
    let start = ProcessStartInfo("dotnet", arguments, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true)
    start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] <- "1"
    use run = nonNull (Process.Start start)
    let output, errors = run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync()
    run.WaitForExit()
    run.ExitCode, output.Result + errors.Result
