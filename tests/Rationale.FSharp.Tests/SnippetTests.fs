/// Every block of F# on the pages of the repository compiles, in one script that is checked and not run.
module Rationale.FSharp.Tests.SnippetTests

open System
open System.IO
open System.Text
open System.Text.RegularExpressions
open Xunit

let private fence = Regex(@"^```fsharp\r?\n(.*?)^```", RegexOptions.Singleline ||| RegexOptions.Multiline)

let private pages =
    [ "README.md"; "docs"; "src"; "templates"; "samples" ]
    |> List.collect (fun name ->
        let path = Path.Combine(Repository.root, name)
        if File.Exists path then [ path ]
        elif Directory.Exists path then List.ofSeq (Directory.EnumerateFiles(path, "*.md", SearchOption.AllDirectories))
        else [])

let private blocks =
    [ for page in pages do
          let found = [ for block in fence.Matches(File.ReadAllText page) -> block.Groups[1].Value ]
          if not found.IsEmpty then
              Path.GetRelativePath(Repository.root, page), found ]

/// A module for each page, in which its blocks stand one behind the other, as somebody reads them.
let private script =
    let text = StringBuilder()

    for library in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll") |> Seq.sort do
        let name = string (Path.GetFileNameWithoutExtension library)

        if name.StartsWith("Rationale", StringComparison.Ordinal) && not (name.Contains("Tests", StringComparison.Ordinal)) || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) then
            text.AppendLine $"#r @\"{library}\"" |> ignore

    for number, (page, found) in List.indexed blocks do
        text.AppendLine($"module Page{number} =").AppendLine($"    let page = @\"{page}\"") |> ignore

        for block in found do
            for line in block.Split '\n' do
                let line = line.TrimEnd()
                // Packages of a script are those of the test.
                if not (line.StartsWith("#r", StringComparison.Ordinal)) then
                    text.AppendLine("    " + line) |> ignore

    text.ToString()

[<Fact>]
let ``Every block of F# compiles`` () =
    Assert.Contains(Path.Combine("docs", "how-to", "use-from-fsharp.md"), List.map fst blocks)
    Assert.True(List.sumBy (snd >> List.length) blocks >= 4)
    let folder = Directory.CreateTempSubdirectory "snippets"

    try
        File.WriteAllText(Path.Combine(folder.FullName, "pages.fsx"), script)
        let code, output = Repository.dotnet folder.FullName [ "fsi"; "--quiet"; "--typecheck-only"; "--warnaserror"; "pages.fsx" ]
        Assert.True((code = 0), output)
    finally
        folder.Delete true
