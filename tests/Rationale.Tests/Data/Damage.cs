using Rationale.Randomness;

namespace Rationale.Tests.Data;

/// <summary>Every truncation and many random changes of a file's bytes: a reader may accept or refuse, but only with its own exception.</summary>
internal static class Damage
{
    public static void TryAll<TExpected>(byte[] whole, Action<byte[]> read, int flips = 3000) where TExpected : Exception
    {
        for (var length = 0; length < whole.Length; length++) Try<TExpected>(whole[..length], read, $"cut to {length} bytes");
        var random = new RandomSource(1);
        for (var trial = 0; trial < flips; trial++)
        {
            var changed = (byte[])whole.Clone();
            var changes = 1 + random.NextInt32(4);
            for (var i = 0; i < changes; i++) changed[random.NextInt32(changed.Length)] = (byte)random.NextInt32(256);
            Try<TExpected>(changed, read, $"trial {trial}");
        }
    }

    private static void Try<TExpected>(byte[] bytes, Action<byte[]> read, string what) where TExpected : Exception
    {
        try
        {
            read(bytes);
        }
        catch (TExpected exception)
        {
            Assert.False(string.IsNullOrWhiteSpace(exception.Message));
            Assert.DoesNotContain('\n', exception.Message);
        }
        catch (Exception exception)
        {
            Assert.Fail($"{what}: {exception}");
        }
    }
}
