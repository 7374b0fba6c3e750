"""Writes C# with TorchSharp's public signatures from the list of its members, to compile against where its packages are not at hand.

usage: torchsharp-surface.py LIST OUTPUT.cs

Bodies throw. What the list does not say is filled in: the last array of a method is a params array, extension methods extend their first parameter, what has
Dispose() is disposable. The few members that C# does not accept in this form are left out; their number is printed.
"""
import re
import sys

MEMBER = re.compile(r"^([^:]+): (.*)$")
KIND = re.compile(r"^(\S.*?) \[(abstract class|class|enum|interface|static class)\](?: : (.*))?$")
METHOD = re.compile(r"^(.*) (\w+)(<[^()]*>)?\((.*)\)$")
PROPERTY = re.compile(r"^(.*) (\w+)(\[.*\])? \{ (.*) \}$")
OPERATORS = {
    "op_Addition": "+", "op_Subtraction": "-", "op_Multiply": "*", "op_Division": "/", "op_Modulus": "%", "op_BitwiseAnd": "&", "op_BitwiseOr": "|",
    "op_ExclusiveOr": "^", "op_UnaryNegation": "-", "op_OnesComplement": "~", "op_LeftShift": "<<", "op_RightShift": ">>", "op_Equality": "==",
    "op_Inequality": "!=", "op_LessThan": "<", "op_GreaterThan": ">", "op_LessThanOrEqual": "<=", "op_GreaterThanOrEqual": ">=", "op_LogicalNot": "!",
}
CONVERSIONS = {"op_Implicit": "implicit", "op_Explicit": "explicit"}
STATIC = {"torch", "nn", "functional", "optim", "autograd", "random", "init", "utils", "lr_scheduler"}
DECLARATIONS = {
    "static class": "static partial class", "abstract class": "abstract partial class", "class": "partial class",
    "enum": "enum", "interface": "partial interface", "struct": "partial struct",
}
BODY = "=> throw null!;"

# C# has these twice, or not in this form: a params array beside the same array, an extension by reference, a nested type that is not public.
LEFT_OUT = [("TorchSharp.TensorExtensionMethods", "Load("), ("TorchSharp.Data.DataIterator", " handle"), ("TorchSharp.torch", " tensor(long[] rawArray, torch.ScalarType?")]


def split(text, separator=","):
    """Splits where brackets are closed."""
    parts, depth, part = [], 0, ""
    for character in text:
        depth += (character in "<([") - (character in ">)]")
        if character == separator and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += character
    return parts + [part.strip()] if part.strip() else parts


def qualified(type_name):
    for prefix, full in (("torch.", "TorchSharp.torch."), ("TorchSharp.", "TorchSharp."), ("System.", "System.")):
        type_name = re.sub(r"(?<![\w.:])" + re.escape(prefix), "global::" + full, type_name)
    return type_name


def parameters(text, extends=False, allows_params=True):
    declared = []
    listed = split(text)
    for index, parameter in enumerate(listed):
        parameter, _, default = parameter.partition(" = ")
        modifier = re.match(r"^(?:ref|out|in|params) ", parameter)
        modifier, parameter = (modifier[0], parameter[len(modifier[0]):]) if modifier else ("", parameter)
        type_name, _, name = parameter.rpartition(" ")
        if index == len(listed) - 1 and type_name.endswith("[]") and not default and not modifier and allows_params:
            modifier = "params "
        declared.append(f"{'this ' if extends and index == 0 else ''}{modifier}{qualified(type_name)} @{name}{' = default' if default else ''}")
    return ", ".join(declared)


def method(owner, kind, static, match):
    result, name, generic, listed = match.groups()
    if name in ("Finalize", "GetType", "MemberwiseClone"):
        return None
    if name in CONVERSIONS:
        return f"public static {CONVERSIONS[name]} operator {qualified(result)}({parameters(listed, allows_params=False)}) {BODY}"
    if name in OPERATORS:
        return f"public static {qualified(result)} operator {OPERATORS[name]}({parameters(listed, allows_params=False)}) {BODY}"
    if kind == "interface":
        return f"{qualified(result)} @{name}{generic or ''}({parameters(listed)});"
    extends = kind == "static class" and "Extension" in owner and static
    constraint = " where T : global::TorchSharp.torch.nn.Module" if extends and generic and "T module" in listed else ""
    if name in ("ToString", "GetHashCode") and not listed or name == "Equals" and listed.startswith("System.Object"):
        access = "public override "
    elif static or kind in ("struct", "static class"):
        access = "public static " if static else "public "
    else:
        access = "protected virtual " if name == "RegisterComponents" or name == "Dispose" and listed else "public virtual "
    return f"{access}{qualified(result)} @{name}{generic or ''}({parameters(listed, extends)}){constraint} {BODY}"


def member(owner, kind, text):
    if any(owner == left and part in text for left, part in LEFT_OUT):
        return None
    if text.startswith(".ctor("):
        name = owner.split(".")[-1].split("<")[0]
        return None if kind in ("interface", "static class") else f"public {name}({parameters(text[6:-1])}) {{ }}"
    static, text = text.startswith("static "), text.removeprefix("static ")
    if (match := METHOD.match(text)) and not text.endswith("}"):
        return method(owner, kind, static, match)
    access = "" if kind == "interface" else "public static " if static else "public " if kind in ("struct", "static class") else "public virtual "
    if match := PROPERTY.match(text):
        type_name, name, index, accessors = match.groups()
        if kind != "interface":
            accessors = accessors.replace("get;", "get => throw null!;").replace("set;", "set { }")
        if index:
            named = f"[System.Runtime.CompilerServices.IndexerName(\"{name}\")] "
            return None if kind == "interface" else f"{named}public {qualified(type_name)} this[{parameters(index[1:-1])}] {{ {accessors} }}"
        return f"{access}{qualified(type_name)} @{name} {{ {accessors} }}"
    type_name, _, name = text.rpartition(" ")
    return None if kind == "interface" else f"public {'static ' if static else ''}{qualified(type_name)} @{name};"


def location(name, types):
    """The namespace of a type, and the types around it with it."""
    if name == "TorchSharp.torch":
        return "TorchSharp", ["torch"]
    if name.startswith("torch."):
        return "TorchSharp", ["torch"] + split(name[6:], ".")
    parts = split(name, ".")
    for count in range(1, len(parts)):
        if ".".join(parts[:count]) in types:
            return ".".join(parts[:count - 1]), parts[count - 1:]
    return ".".join(parts[:-1]), parts[-1:]


def declaration(name, kind, bases, members, types):
    namespace, chain = location(name, types)
    listed = [] if kind in ("interface", "struct", "enum", "static class") or not bases else [qualified(base) for base in split(bases)]
    if kind in ("class", "abstract class") and "void Dispose()" in members:
        listed.append("global::System.IDisposable")
    lines = [f"namespace {namespace} {{"]
    lines += [f"public {'static partial class' if outer in STATIC else 'partial class'} {outer} {{" for outer in chain[:-1]]
    lines.append(f"public {DECLARATIONS[kind]} {chain[-1]}{' : ' + ', '.join(listed) if listed else ''} {{")
    left_out = 0
    if kind == "enum":
        lines.append(", ".join("@" + text.split(" ")[-1] for text in members if text.startswith("static ")))
    else:
        if kind in ("class", "abstract class") and ".ctor()" not in members:
            lines.append(f"protected internal {chain[-1].split('<')[0]}() {{ }}")
        written = [member(name, kind, text) for text in members]
        lines += [line for line in written if line]
        left_out = written.count(None)
    return lines + ["}" * (len(chain) + 1)], left_out


def main(list_file, output):
    types, members = {}, {}
    for line in open(list_file, encoding="utf-8"):
        if match := KIND.match(line.rstrip("\n")):
            types[match[1]] = (match[2], match[3] or "")
        elif match := MEMBER.match(line.rstrip("\n")):
            members.setdefault(match[1], []).append(match[2])
    for name in members:
        types.setdefault(name, ("struct", ""))
    code, left_out = ["#nullable enable annotations", "using System;", "using System.Collections.Generic;"], 0
    for name, (kind, bases) in sorted(types.items()):
        if "MulticastDelegate" not in bases and "ReferenceEqualityComparer" not in name:
            lines, count = declaration(name, kind, bases, members.get(name, []), types)
            code += lines
            left_out += count
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(code) + "\n")
    print(f"{len(types):,} types, {sum(map(len, members.values())):,} members, of which {left_out:,} left out")


if __name__ == "__main__":
    main(*sys.argv[1:])
