namespace Rationale.Data;

/// <summary>Fits the steps of a preprocessing.</summary>
internal static class Fitting
{
    public static void CheckScale(double offset, double divisor)
    {
        if (!double.IsFinite(offset) || !double.IsFinite(divisor) || divisor == 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"A scaling by ({offset}, {divisor}) was asked for, but offset and divisor must be finite, and the divisor not 0."));
        }
    }

    public static FittedStep Impute(FitContext context, Imputation imputation, bool indicators, string[] names)
    {
        var columns = imputation == Imputation.Mode
            ? context.Choose(names, nameof(Impute), ColumnKind.Number, ColumnKind.Code, ColumnKind.Text)
            : context.Choose(names, $"{nameof(Impute)}({nameof(Imputation)}.{imputation})", ColumnKind.Number, ColumnKind.Code);
        var missing = new bool[columns.Length];
        context.ForEach(row =>
        {
            for (var i = 0; i < columns.Length; i++)
            {
                missing[i] |= double.IsNaN(row[columns[i]]);
            }
        });
        return new FillStep(columns, Fills(context, imputation, columns), indicators ? [.. columns.Where((_, i) => missing[i])] : []);
    }

    public static FittedStep Standardize(FitContext context, string[] names)
    {
        var columns = context.Choose(names, nameof(Standardize), ColumnKind.Number);
        var moments = Moments(context, columns);
        return new AffineStep("standardize", columns, moments.Means, moments.Deviations());
    }

    public static FittedStep MinMax(FitContext context, string[] names)
    {
        var columns = context.Choose(names, nameof(MinMax), ColumnKind.Number);
        double[] least = [.. columns.Select(_ => double.PositiveInfinity)], greatest = [.. columns.Select(_ => double.NegativeInfinity)];
        context.ForEach(row =>
        {
            for (var i = 0; i < columns.Length; i++)
            {
                if (row[columns[i]] is var value && !double.IsNaN(value))
                {
                    (least[i], greatest[i]) = (Math.Min(least[i], value), Math.Max(greatest[i], value));
                }
            }
        });
        RequireValues(context, columns, i => least[i] <= greatest[i]);
        return new AffineStep("min-max", columns, least, [.. least.Zip(greatest, (low, high) => high > low ? high - low : 1)]);
    }

    public static FittedStep Scale(FitContext context, double offset, double divisor, string[] names)
    {
        var columns = context.Choose(names, nameof(Scale), ColumnKind.Number);
        return new AffineStep(FormattableString.Invariant($"(x − {offset}) / {divisor}"), columns, [.. columns.Select(_ => offset)], [.. columns.Select(_ => divisor)]);
    }

    public static FittedStep StandardizeChannels(FitContext context, int channels)
    {
        var columns = Pixels(context, channels);
        var moments = new ColumnMoments(channels);
        context.ForEach(row =>
        {
            for (var i = 0; i < columns.Length; i++)
            {
                moments.Add(i % channels, row[columns[i]]);
            }
        });
        return OfChannels(columns, moments.Means, moments.Deviations());
    }

    public static FittedStep NormalizeChannels(FitContext context, double[] means, double[] deviations) => OfChannels(Pixels(context, means.Length), means, deviations);

    /// <summary>The encodings of some columns. Each changes the places of those behind it, so that they go from the last to the first.</summary>
    public static IEnumerable<FittedStep> OneHot(FitContext context, UnknownCategory unknown, string[] names)
    {
        var columns = context.Choose(names, nameof(OneHot), ColumnKind.Text);
        var (categories, missing) = Categories(context, columns);
        return [.. Enumerable.Range(0, columns.Length).OrderByDescending(i => columns[i]).Select(i => new OneHotStep(new CategoryLookup(columns[i], categories[i], unknown), missing[i]))];
    }

    public static IEnumerable<FittedStep> Ordinal(FitContext context, UnknownCategory unknown, string[] names)
    {
        var columns = context.Choose(names, nameof(Ordinal), ColumnKind.Text);
        var (categories, _) = Categories(context, columns);
        return [.. columns.Select((column, i) => new OrdinalStep(new CategoryLookup(column, categories[i], unknown)))];
    }

    public static FittedStep OrdinalBy(FitContext context, string name, string[] order, UnknownCategory unknown)
    {
        var column = context.Find([name])[0];
        if (context.Columns[column].Kind != ColumnKind.Text && order.FirstOrDefault(text => !double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _)) is { } odd)
        {
            throw new ArgumentException($"The order of the categories of '{name}' names \"{Excerpt.Shorten(odd)}\", but the feature holds numbers; give numbers, or read it as texts.");
        }

        return new OrdinalStep(new CategoryLookup(column, order, unknown));
    }

    public static FittedStep Tokenize(FitContext context, int length, int vocabulary, string? name)
    {
        var texts = context.OfKind(ColumnKind.Text);
        if (name is null && texts.Length != 1)
        {
            throw new ArgumentException($"Tokenize was asked for without a column, but {texts.Length} features hold texts; name one.");
        }

        var column = name is null ? texts[0] : context.Find([name])[0];
        if (context.Columns[column].Kind != ColumnKind.Text)
        {
            throw new ArgumentException($"Tokenize was asked for the feature '{context.Columns[column].Name}', which holds numbers; name a feature of texts.");
        }

        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        context.ForEach(row =>
        {
            foreach (var word in double.IsNaN(row[column]) ? [] : Words.Split(context.Category(column, row[column])))
            {
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        });
        return new TokenStep(column, length, [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(vocabulary - TokenStep.FirstWord).Select(count => count.Key)]);
    }

    private static FillValue[] Fills(FitContext context, Imputation imputation, int[] columns)
    {
        switch (imputation)
        {
            case Imputation.Zero:
                return [.. columns.Select(_ => new FillValue(null))];
            case Imputation.Mean:
                return [.. Moments(context, columns).Means.Select(mean => new FillValue(null, mean))];
            case Imputation.Median:
                var values = columns.Select(_ => new List<double>()).ToArray();
                Visit(context, columns, (i, value) => values[i].Add(value));
                RequireValues(context, columns, i => values[i].Count > 0);
                return [.. values.Select(found => new FillValue(null, Median(found)))];
            case Imputation.Mode:
                var counts = columns.Select(_ => new Dictionary<double, long>()).ToArray();
                Visit(context, columns, (i, value) => counts[i][value] = counts[i].GetValueOrDefault(value) + 1);
                RequireValues(context, columns, i => counts[i].Count > 0);
                return [.. columns.Select((column, i) => Mode(context, column, counts[i]))];
            default:
                throw new ArgumentOutOfRangeException(nameof(imputation), imputation, "There is no such imputation.");
        }
    }

    private static FillValue Mode(FitContext context, int column, Dictionary<double, long> counts)
    {
        var most = counts.Values.Max();
        var candidates = counts.Where(count => count.Value == most).Select(count => count.Key);
        return context.Columns[column].Kind == ColumnKind.Text
            ? new FillValue(candidates.Select(code => context.Category(column, code)).Order(StringComparer.Ordinal).First())
            : new FillValue(null, candidates.Min());
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private static ColumnMoments Moments(FitContext context, int[] columns)
    {
        var moments = new ColumnMoments(columns.Length);
        Visit(context, columns, moments.Add);
        RequireValues(context, columns, i => moments.Counts[i] > 0);
        return moments;
    }

    /// <summary>Categories in ordinal order, numbers by size, and whether a value is missing.</summary>
    private static (string[][] Categories, bool[] Missing) Categories(FitContext context, int[] columns)
    {
        var (found, missing) = (columns.Select(_ => new HashSet<double>()).ToArray(), new bool[columns.Length]);
        context.ForEach(row =>
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var value = row[columns[i]];
                missing[i] |= double.IsNaN(value);
                _ = double.IsNaN(value) || found[i].Add(value);
            }
        });
        RequireValues(context, columns, i => found[i].Count > 0);
        return ([.. columns.Select((column, i) => context.Columns[column].Kind == ColumnKind.Text
            ? found[i].Select(code => context.Category(column, code)).Order(StringComparer.Ordinal).ToArray()
            : [.. found[i].Order().Select(CategoryLookup.Format)])], missing);
    }

    private static void Visit(FitContext context, int[] columns, Action<int, double> visit) => context.ForEach(row =>
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (row[columns[i]] is var value && !double.IsNaN(value))
            {
                visit(i, value);
            }
        }
    });

    private static void RequireValues(FitContext context, int[] columns, Func<int, bool> has)
    {
        var empty = Array.FindIndex(columns, column => !has(Array.IndexOf(columns, column)));
        if (empty >= 0)
        {
            throw new ArgumentException($"Every value of the feature '{context.Columns[columns[empty]].Name}' is missing in the training data, so that nothing can be measured; leave the feature out.");
        }
    }

    private static int[] Pixels(FitContext context, int channels)
    {
        var columns = context.OfKind(ColumnKind.Number);
        return columns.Length == context.Columns.Count && columns.Length % channels == 0
            ? columns
            : throw new ArgumentException($"Channels of images were to be normalized, but {columns.Length} of {context.Columns.Count} features are numbers, and {channels} channels must divide all of them.");
    }

    private static AffineStep OfChannels(int[] columns, double[] means, double[] deviations) => new(
        $"normalize {means.Length} channel{(means.Length == 1 ? "" : "s")}",
        columns,
        [.. columns.Select((_, i) => means[i % means.Length])],
        [.. columns.Select((_, i) => deviations[i % means.Length])]);
}
