namespace Rationale.FSharp

open System
open System.Globalization
open System.Text.RegularExpressions

/// The words of messages: what the attributes are called in F#, and values as they stand in source.
module internal Phrases =
    /// Attributes and their properties whose F# name is not theirs in camel case. Those of the language and of FSharp.Core cannot be taken.
    let renamed =
        dict [ "Tanh", "tanhActivation"; "Class", "targetClass"; "Base", "baseOutput" ]

    let camelCase (name: string) =
        match renamed.TryGetValue name with
        | true, other -> other
        | _ when name.Length < 3 -> name.ToLowerInvariant()
        | _ -> string (Char.ToLowerInvariant name[0]) + name[1..]

    let number (value: float) = value.ToString("R", CultureInfo.InvariantCulture)

    let value (value: obj) =
        match value with
        | :? float as number -> number.ToString("R", CultureInfo.InvariantCulture)
        | :? seq<int> as numbers -> String.Join(", ", numbers)
        | other -> Convert.ToString(other, CultureInfo.InvariantCulture) |> string

    /// An operation with its values: dense(50), relu.
    let call (name: string) (values: obj list) =
        if values.IsEmpty then name else $"""{name}({String.Join(", ", List.map value values)})"""

    let private attribute = Regex(@"\[([A-Z][A-Za-z]*)(?:\(([^\]]*)\))?\]", RegexOptions.CultureInvariant)
    let private setting = Regex(@"\b([A-Z][A-Za-z0-9]*) = ", RegexOptions.CultureInvariant)
    let private block = Regex(@"typeof\((\w+)\)", RegexOptions.CultureInvariant)

    /// A sentence about attributes, as the runtime has it, in the words of F#: [Flatten] is flatten, [Conv(3, …)] is conv(3, …).
    let fromAttributes (sentence: string) =
        let translated =
            attribute.Replace(sentence, fun found ->
                let arguments = setting.Replace(found.Groups[2].Value, fun name -> camelCase name.Groups[1].Value + " = ")
                if arguments = "" then camelCase found.Groups[1].Value else $"{camelCase found.Groups[1].Value}({arguments})")

        block.Replace(translated, "$1").TrimEnd('.')
