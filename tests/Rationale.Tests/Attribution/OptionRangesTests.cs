using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Smoothing;

namespace Rationale.Tests.Attribution;

/// <summary>The table of ranges that checks and the rule RAT0140 share.</summary>
public sealed class OptionRangesTests
{
    [Fact]
    public void Every_row_is_a_number_that_users_can_set()
    {
        var types = typeof(IModel).Assembly.GetExportedTypes().ToLookup(type => type.Name);
        Assert.InRange(OptionRanges.Names.Count(), 20, 100);
        Assert.All(OptionRanges.Names, name =>
        {
            var parts = name.Split('.');
            var property = Assert.Single(types[parts[0]]).GetProperty(parts[1]);
            Assert.NotNull(property);
            Assert.True(property.CanWrite, name);
            Assert.Contains(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, new[] { typeof(int), typeof(long), typeof(float), typeof(double) });
        });
    }

    /// <summary>A default that is refused would be a fault of the table.</summary>
    [Fact]
    public void Defaults_are_in_range()
    {
        object[] options = [new KernelShap(), new Lime(), new SmoothGrad(), new IntegratedGradients(), new TranslatorOptions(), new MaskOptions(), new AttackOptions(), new AttributionOptions(), new SoftStabilityOptions(), new PairFilter()];
        var looked = 0;
        foreach (var name in OptionRanges.Names)
        {
            var parts = name.Split('.');
            foreach (var option in options.Where(option => option.GetType().Name == parts[0]))
            {
                if (option.GetType().GetProperty(parts[1])!.GetValue(option) is { } value)
                {
                    Assert.Null(OptionRanges.Expected(name, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)));
                    looked++;
                }
            }
        }

        Assert.InRange(looked, 8, 100);
    }

    [Theory]
    [InlineData("Lime.Samples", 1, "at least 2")]
    [InlineData("Lime.Samples", 2, null)]
    [InlineData("KernelShap.Samples", -1, "0 (for 2n + 2048) or more")]
    [InlineData("TranslatorOptions.LearningRate", double.NaN, "a finite number above 0")]
    [InlineData("MaskOptions.BlurSize", 4, "odd and at least 1")]
    [InlineData("Lime.Seed", -1, null)]
    public void Ranges_end_where_they_say(string name, double value, string? expected) => Assert.Equal(expected, OptionRanges.Expected(name, value));
}
