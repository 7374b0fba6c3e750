using System.Globalization;
using System.Reflection;

namespace TorchSharp.LibTorch.Tests.Api;

/// <summary>Public members as lines of text, in the form in which the list of TorchSharp's own members is kept.</summary>
internal static class Signatures
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
    };

    /// <summary>What a type is called.</summary>
    public static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = type.DeclaringType is { } outer
            ? $"{(outer == typeof(torch) ? "torch" : Name(outer))}.{Bare(type)}"
            : type.Namespace == "System.Collections.Generic" ? Bare(type) : $"{type.Namespace}.{Bare(type)}";
        return type.IsGenericType ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(Name))}>" : name;
    }

    /// <summary>The lines of a type's own public members.</summary>
    public static IEnumerable<(string Line, MemberInfo Member)> Of(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var constructor in type.GetConstructors(Own))
        {
            yield return ($".ctor({Parameters(constructor)})", constructor);
        }

        foreach (var method in type.GetMethods(Own).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)))
        {
            var generic = method.IsGenericMethod ? $"<{string.Join(",", method.GetGenericArguments().Select(Name))}>" : "";
            yield return ($"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})", method);
        }

        foreach (var property in type.GetProperties(Own))
        {
            var indices = property.GetIndexParameters().Length > 0 ? $"[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]" : "";
            yield return ($"{(property.GetMethod!.IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{indices}", property);
        }

        foreach (var field in type.GetFields(Own).Where(field => field.Name != "value__"))
        {
            yield return ($"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}", field);
        }
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}";

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "0" : "null",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
