using System.Globalization;
using Rationale.Generators.Emission;

namespace Rationale.Generators.Tests.Emission;

public sealed class LiteralsTests
{
    [Theory]
    [InlineData(0.01, "0.01f")]
    [InlineData(-10, "-10f")]
    [InlineData(0, "0f")]
    [InlineData(1e-30, "1E-30f")]
    [InlineData(double.NaN, "float.NaN")]
    [InlineData(double.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(-1e300, "float.NegativeInfinity")]
    public void A_float_is_written_in_its_shortest_form(double value, string expected) => Assert.Equal(expected, Literals.FormatFloat(value));

    [Theory]
    [InlineData(0.001, "0.001")]
    [InlineData(1000, "1000")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    public void A_double_is_written_in_its_shortest_form(double value, string expected) => Assert.Equal(expected, Literals.Format(value));

    [Fact]
    public void Every_number_reads_back_as_it_was()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                Assert.Equal(value, double.Parse(Literals.Format(value), CultureInfo.InvariantCulture));
            }

            var single = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (float.IsFinite(single))
            {
                Assert.Equal(single, float.Parse(Literals.FormatFloat(single)[..^1], CultureInfo.InvariantCulture));
            }
        }
    }

    [Theory]
    [InlineData("∂s/∂z1", "ds_dz1")]
    [InlineData("∂L/∂(∂s/∂x)", "dL_dds_dx")]
    [InlineData("W1ᵀ panels", "W1T_panels")]
    [InlineData("log p", "log_p")]
    [InlineData("λ₁", "lambda1")]
    [InlineData("ρ", "rho")]
    [InlineData("event", "@event")]
    [InlineData("2nd", "_2nd")]
    [InlineData("…", "_")]
    public void A_label_becomes_an_identifier(string label, string expected) => Assert.Equal(expected, Identifiers.FromLabel(label));
}
