/// Every public member says what it is, every type how threads may use it, and the list of public members changes with a look.
module Rationale.FSharp.Tests.DocumentationTests

open System
open System.ComponentModel
open System.IO
open System.Reflection
open System.Xml.Linq
open Rationale.FSharp
open Xunit

let private assembly = typeof<ModelDeclaration>.Assembly

let private documentation =
    XDocument.Load(nonNull (Path.ChangeExtension(assembly.Location, ".xml"))).Descendants "member"
    |> Seq.map (fun entry -> (nonNull (entry.Attribute "name")).Value, entry)
    |> dict

let private isHidden (found: MemberInfo) =
    match found.GetCustomAttribute<EditorBrowsableAttribute>() with
    | null -> false
    | browsable -> browsable.State = EditorBrowsableState.Never

let private types = assembly.GetExportedTypes() |> Array.filter (fun found -> not (isHidden found))

let private flags = BindingFlags.Public ||| BindingFlags.Instance ||| BindingFlags.Static ||| BindingFlags.DeclaredOnly

/// Members as their documentation names them, without parameters: overloads share what they say.
let private members =
    [ for found in types do
          for method in found.GetMethods flags do
              if not (method.IsSpecialName || isHidden method || method.Name = "ToString") then
                  found, method :> MemberInfo, $"M:{found.FullName}.{method.Name}"
          for property in found.GetProperties flags do
              if not (isHidden property) then
                  found, property :> MemberInfo, $"P:{found.FullName}.{property.Name}" ]

let private isOf (key: string) (entry: string) =
    entry = key || entry.StartsWith(key + "(", StringComparison.Ordinal) || entry.StartsWith(key + "``", StringComparison.Ordinal)

[<Fact>]
let ``Every public member is documented, with each of its parameters`` () =
    Assert.True(members.Length > 80, $"{members.Length} members")

    // The compiler replaces the dots of an extension's name by hashes.
    let entry (key: string) = documentation |> Seq.tryFind (fun entry -> isOf key (entry.Key.Replace('#', '.')))

    Assert.Equal<string list>([], [ for _, _, key in members do if (entry key).IsNone then key ])

    let missing =
        [ for found, method, key in members do
              match method, entry key with
              | (:? MethodInfo as method), Some entry when found.Name.EndsWith("Operations", StringComparison.Ordinal) ->
                  let documented = entry.Value.Elements "param" |> Seq.map (fun parameter -> (nonNull (parameter.Attribute "name")).Value) |> set
                  for parameter in method.GetParameters() do
                      if not (documented.Contains(string parameter.Name)) then
                          $"{method.Name}: {parameter.Name}"
              | _ -> () ]

    Assert.Equal<string list>([], missing)

[<Fact>]
let ``Every public type is documented, and says how threads may use it`` () =
    let says (found: Type) =
        match documentation.TryGetValue $"T:{found.FullName}" with
        | true, entry -> found.IsSubclassOf typeof<Exception> || found.Name.EndsWith("Extensions", StringComparison.Ordinal) || found.Name = "Progress" || entry.ToString().Contains("Thread safety", StringComparison.Ordinal)
        | _ -> false

    Assert.True(types.Length > 20, $"{types.Length} types")
    Assert.Equal<string list>([], [ for found in types do if not (says found) then string found.FullName ])

/// A type as F# and readers of the list know it.
let rec private text (found: Type) =
    if found.IsGenericType then
        let arguments = found.GetGenericArguments() |> Array.map text |> String.concat ", "
        let name = found.Name[.. found.Name.IndexOf '`' - 1]
        if name = "FSharpOption" then $"{arguments} option"
        elif name = "FSharpList" then $"{arguments} list"
        else $"{name}<{arguments}>"
    elif found.IsArray then
        $"{text (nonNull (found.GetElementType()))}[]"
    else
        found.Name

[<Fact>]
let ``The public members are those of the list`` () =
    let lines =
        [ for found in types do
              string found.FullName
          for found, method, _ in members do
              match method with
              | :? MethodInfo as method ->
                  let parameters = [ for parameter in method.GetParameters() -> $"{parameter.Name}: {text parameter.ParameterType}" ] |> String.concat ", "
                  $"{found.FullName}.{method.Name}({parameters}) -> {text method.ReturnType}"
              | :? PropertyInfo as property -> $"{found.FullName}.{property.Name} -> {text property.PropertyType}"
              | _ -> () ]
        |> List.sortWith (fun left right -> String.CompareOrdinal(left, right))

    let file = Path.Combine(Repository.root, "src", "Rationale.FSharp", "PublicApi.txt")
    let found = String.Join("\n", lines) + "\n"
    let listed = if File.Exists file then File.ReadAllText file else ""

    if found <> listed then
        File.WriteAllText(Path.Combine(nonNull (Path.GetDirectoryName file), "PublicApi.received.txt"), found)

    Assert.True((found = listed), $"The public members are others than those of {file}: compare with PublicApi.received.txt beside it, and where the difference is meant, rename that.")
