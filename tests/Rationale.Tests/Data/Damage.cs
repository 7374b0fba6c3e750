using Rationale.Randomness;

namespace Rationale.Tests.Data;

/// <summary>Every truncation and many random changes of a file's bytes: a reader may accept or refuse, but only with its own exception.</summary>
internal static class Damage
{
    public static void TryAll<TExpected>(byte[] whole, Action<byte[]> read, int flips = 3000) where TExpected : Exception
    {
        var refused = 0;
        for (var length = 0; length < whole.Length; length++)
        {
            refused += Try<TExpected>(whole[..length], read, $"cut to {length} bytes");
        }

        var random = new RandomSource(1);
        for (var trial = 0; trial < flips; trial++)
        {
            var changed = (byte[])whole.Clone();
            var changes = 1 + random.NextInt32(4);
            for (var i = 0; i < changes; i++)
            {
                changed[random.NextInt32(changed.Length)] = (byte)random.NextInt32(256);
            }

            refused += Try<TExpected>(changed, read, $"trial {trial}");
        }

        Assert.InRange(refused, 1, whole.Length + flips);
    }

    /// <returns>1 where the bytes were refused, 0 where they were read.</returns>
    private static int Try<TExpected>(byte[] bytes, Action<byte[]> read, string what) where TExpected : Exception
    {
        try
        {
            read(bytes);
            return 0;
        }
        catch (TExpected exception)
        {
            Assert.False(string.IsNullOrWhiteSpace(exception.Message));
            Assert.DoesNotContain('\n', exception.Message);
            return 1;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(what, exception);
        }
    }
}
