using System.Buffers.Binary;
using System.Text;

namespace Rationale.Torch.Libraries;

/// <summary>The versions of other libraries' symbols that a 64-bit ELF library needs (section <c>.gnu.version_r</c>; see "ELF Symbol Versioning" of the Linux Standard Base).</summary>
internal static class ElfVersions
{
    private const uint VersionNeeds = 0x6ffffffe;
    private const ushort Weak = 2;

    /// <summary>Marks a needed version as weak: the dynamic loader then takes a library that does not have it. A symbol of that version must not be called.</summary>
    /// <param name="library">The bytes of the library, changed in place.</param>
    /// <param name="version">The version, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>Whether the library needs that version at all.</returns>
    /// <exception cref="BadImageFormatException">The bytes are no 64-bit little-endian ELF file.</exception>
    public static bool Weaken(Span<byte> library, string version)
    {
        var found = false;
        foreach (var (entry, name) in Needs(library))
        {
            if (name == version)
            {
                // Flags of a Vernaux entry follow its hash of four bytes.
                var flags = library.Slice(entry + 4, 2);
                BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | Weak));
                found = true;
            }
        }

        return found;
    }

    private static List<(int Entry, string Name)> Needs(ReadOnlySpan<byte> elf)
    {
        if (elf.Length < 64 || !elf.StartsWith("\u007fELF\u0002\u0001"u8))
        {
            throw new BadImageFormatException("This is no 64-bit ELF library.");
        }

        var needs = new List<(int, string)>();
        var (sections, size, count) = ((int)Int64(elf, 0x28), Int16(elf, 0x3A), Int16(elf, 0x3C));
        for (var section = 0; section < count; section++)
        {
            var header = sections + (section * size);
            if ((uint)Int32(elf, header + 4) != VersionNeeds)
            {
                continue;
            }

            var names = (int)Int64(elf, sections + (Int32(elf, header + 40) * size) + 24);
            var need = (int)Int64(elf, header + 24);
            for (var next = -1; next != 0; need += next)
            {
                var entry = need + Int32(elf, need + 8);
                for (var nextEntry = -1; nextEntry != 0; entry += nextEntry)
                {
                    var name = elf[(names + Int32(elf, entry + 8))..];
                    needs.Add((entry, Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)])));
                    nextEntry = Int32(elf, entry + 12);
                }

                next = Int32(elf, need + 12);
            }
        }

        return needs;
    }

    private static long Int64(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadInt64LittleEndian(elf[at..]);

    private static int Int32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadInt32LittleEndian(elf[at..]);

    private static ushort Int16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);
}
