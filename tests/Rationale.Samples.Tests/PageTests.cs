using System.Globalization;
using System.Xml.Linq;

namespace Rationale.Samples.Tests;

public sealed class PageTests
{
    [Fact]
    public void A_page_is_one_file_with_its_images_and_texts_escaped()
    {
        var image = Image.FromValues([0f, 255f], 2, 1);
        var page = new HtmlPage("Right & wrong", "Lead <b>")
            .Heading("Digits")
            .Figures("A \"seven\"", new PageImage(image, "the digit", "a 7 with a gray block at the top left"))
            .Table(["", "accuracy"], [["plain", "0.5"]])
            .ToString();

        Assert.Contains("<title>Right &amp; wrong</title>", page);
        Assert.Contains("Lead &lt;b&gt;", page);
        Assert.Contains($"src=\"{PngWriter.DataUri(image)}\"", page);
        Assert.Contains("alt=\"a 7 with a gray block at the top left\"", page);
        Assert.Contains("prefers-color-scheme: dark", page);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("\r", page);
    }

    [Fact]
    public void A_page_shows_the_paper_beside_our_numbers()
    {
        var results = new ResultTable("x", 1);
        results.Add("plain").With("testAccuracy", 0.51, paper: 0.5155);
        Assert.Contains("<td>0.5100 (paper 0.5155)</td>", new HtmlPage("t", "l").Table(results).ToString());
    }

    [Fact]
    public void A_chart_is_well_formed_and_places_points_on_a_logarithmic_axis()
    {
        var svg = XElement.Parse(new LineChart("sweep", "weight", "accuracy", logarithmic: true)
            .Add("ours <1>", [(1e-2, 0), (1, 0.5), (1e2, 1), (1e3, double.NaN)])
            .Add("paper", [(1e-2, 1), (1e2, 1)], dashed: true)
            .ToSvg());
        var lines = svg.Descendants("polyline").ToList();
        Assert.Equal(2, lines.Count);
        var points = lines[0].Attribute("points")!.Value.Split(' ').Select(p => p.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal(3, points.Count);
        Assert.Equal((points[0][0] + points[2][0]) / 2, points[1][0], 0.11);
        Assert.True(points[0][1] > points[1][1] && points[1][1] > points[2][1]);
        Assert.NotNull(lines[1].Attribute("stroke-dasharray"));
        Assert.Contains(svg.Descendants("text"), t => t.Value == "ours <1>");
    }

    [Theory]
    [InlineData(0, 1, 6)]
    [InlineData(0.49, 0.97, 6)]
    [InlineData(-3, 4000, 6)]
    [InlineData(5, 5, 6)]
    public void An_axis_holds_every_number_and_has_a_few_round_ticks(double low, double high, int most)
    {
        var svg = XElement.Parse(new LineChart("t", "x", "y").Add("a", [(0, low), (1, high)]).ToSvg());
        var heights = Points(svg).Select(point => point.Y).ToList();
        Assert.Equal(2, heights.Count);
        Assert.All(heights, y => Assert.InRange(y, 60, 324));
        Assert.InRange(svg.Elements("line").Count(), 3, most + 2);
    }

    [Fact]
    public void Names_of_lines_wrap_before_they_overlap_or_leave_the_chart()
    {
        var chart = new LineChart("t", "x", "y");
        for (var i = 0; i < 5; i++)
        {
            chart.Add($"a line with a long name, number {i}", [(0, 0), (1, 1)]);
        }

        var svg = XElement.Parse(chart.ToSvg());
        var names = svg.Elements("g").Select(g => g.Element("text")!).Select(t => (X: (int)t.Attribute("x")!, Y: (int)t.Attribute("y")!)).ToList();
        Assert.Equal(5, names.Distinct().Count());
        Assert.Equal([20, 20, 40, 40, 60], names.Select(name => name.Y));
        Assert.Equal(10, Points(svg).Count());
        Assert.All(Points(svg), point => Assert.True(point.Y >= 100));
        Assert.Equal("0 0 720 420", svg.Attribute("viewBox")!.Value);
    }

    [Fact]
    public void A_height_of_zero_on_a_logarithmic_axis_is_refused() =>
        Assert.Contains("a height of 0", Assert.Throws<ArgumentException>(() => new LineChart("t", "x", "y", logarithmicY: true).Add("bad", [(1, 0)])).Message);

    [Fact]
    public void A_chart_without_points_is_drawn_empty_and_a_zero_on_a_logarithmic_axis_is_refused()
    {
        Assert.NotNull(XElement.Parse(new LineChart("t", "x", "y").Add("none", []).ToSvg()));
        Assert.Contains("a point at 0", Assert.Throws<ArgumentException>(() => new LineChart("t", "x", "y", true).Add("bad", [(0, 1)])).Message);
    }

    /// <summary>Where the points of all lines stand, without those of the legend.</summary>
    private static IEnumerable<(double X, double Y)> Points(XElement svg) => svg.Descendants("path").Where(path => (string?)path.Attribute("class") == "point")
        .Select(path => path.Attribute("d")!.Value[1..].Split('m')[0].Split(','))
        .Select(at => (double.Parse(at[0], CultureInfo.InvariantCulture), double.Parse(at[1], CultureInfo.InvariantCulture)));
}
