using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Rationale.Torch.Programs;

/// <summary>
/// A program of TorchScript in the form of a file: a module without attributes whose methods are the functions of the program. What <c>torch.jit.compile</c> makes of a text knows the operators of ATen alone;
/// a file may also name those of other libraries in libtorch, as <c>ops.LIBRARY.OPERATOR</c>.
/// </summary>
internal static partial class ScriptArchive
{
    /// <summary>The version of the format from which on libtorch reads operators as they are, and replaces none by older ones.</summary>
    private const string FormatVersion = "10\n";

    /// <summary>A pickle of <c>__torch__.Program()</c>, protocol 2: the class, no arguments, an object, an empty state.</summary>
    private static readonly byte[] Instance = [0x80, 2, .. "c__torch__\nProgram\n)"u8, 0x81, .. "}b."u8];

    /// <summary>A pickle of an empty tuple: no constants.</summary>
    private static readonly byte[] Nothing = [0x80, 2, .. ")."u8];

    /// <summary>The bytes of the file.</summary>
    /// <param name="text">Functions that take tensors and give nothing.</param>
    public static byte[] Write(string text)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("data.pkl", Instance);
            Add("code/__torch__.py", Encoding.UTF8.GetBytes(Module(text)));
            Add("constants.pkl", Nothing);
            Add("version", Encoding.ASCII.GetBytes(FormatVersion));
            Add("byteorder", "little"u8);

            void Add(string name, ReadOnlySpan<byte> content)
            {
                using var entry = archive.CreateEntry($"program/{name}", CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>Functions as methods of a module.</summary>
    private static string Module(string text) => "class Program(Module):\n  __parameters__ = []\n  __buffers__ = []\n" + string.Join("\n", Function().Replace(text, "def $1(self, ").Split('\n').Select(line => "  " + line));

    [GeneratedRegex(@"^def (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Function();
}
