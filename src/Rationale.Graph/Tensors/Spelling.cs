using System.Globalization;
using System.Text;

namespace Rationale.Graph.Tensors;

/// <summary>Spells the names that values have in mathematics with the letters that programs allow: <c>∂L/∂(∂s/∂x)</c> becomes <c>dL_dds_dx</c>.</summary>
internal static class Spelling
{
    private static readonly Dictionary<char, string> Spelled = new()
    {
        ['∂'] = "d",
        ['Σ'] = "sum",
        ['θ'] = "theta",
        ['φ'] = "phi",
        ['λ'] = "lambda",
        ['σ'] = "sigma",
        ['ρ'] = "rho",
        ['ξ'] = "xi",
        ['α'] = "alpha",
        ['ᵀ'] = "T",
        ['₀'] = "0",
        ['₁'] = "1",
        ['₂'] = "2",
        ['₃'] = "3",
        ['₄'] = "4",
        ['₅'] = "5",
        ['₆'] = "6",
        ['₇'] = "7",
        ['/'] = "_",
        [' '] = "_",
        ['.'] = "_",
    };

    // Words that a TorchScript program may not use for its values.
    private static readonly HashSet<string> Reserved =
        ["and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except", "False", "finally", "for", "from", "global", "if", "import", "in", "inf", "is", "lambda", "nan", "None", "nonlocal", "not", "or", "out", "pass", "print", "raise", "return", "torch", "True", "try", "while", "with", "yield"];

    /// <summary>A name with what an identifier cannot hold spelled out or left out; may be empty.</summary>
    /// <param name="label">The name in mathematics.</param>
    /// <param name="isPart">Whether a character may stand in the identifier.</param>
    public static string Of(string label, Func<char, bool> isPart)
    {
        var name = new StringBuilder(label.Length);
        foreach (var character in label)
        {
            name.Append(Spelled.TryGetValue(character, out var spelled) ? spelled : isPart(character) ? character.ToString() : "");
        }

        return name.ToString();
    }

    /// <summary>An identifier of TorchScript: letters of ASCII, digits and underscores.</summary>
    internal static string Identifier(string label)
    {
        var name = Of(label, character => character < 128 && (char.IsLetterOrDigit(character) || character == '_'));
        if (name.Length == 0 || char.IsDigit(name[0]))
        {
            name = "_" + name;
        }

        return Reserved.Contains(name) ? name + "_" : name;
    }

    /// <summary>A real number as TorchScript writes it, never to be taken for a whole one.</summary>
    public static string Number(double value)
    {
        if (double.IsInfinity(value))
        {
            return value > 0 ? "float('inf')" : "float('-inf')";
        }

        // "R" does not always read back on the .NET Framework, on which Visual Studio runs generators.
        var text = value.ToString("G15", CultureInfo.InvariantCulture);
        for (var digits = 16; digits <= 17 && double.Parse(text, CultureInfo.InvariantCulture) != value; digits++)
        {
            text = value.ToString(FormattableString.Invariant($"G{digits}"), CultureInfo.InvariantCulture);
        }

        text = text.Replace('E', 'e');
        return text.IndexOf('.') < 0 && text.IndexOf('e') < 0 ? text + ".0" : text;
    }
}
