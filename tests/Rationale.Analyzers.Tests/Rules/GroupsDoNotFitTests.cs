namespace Rationale.Analyzers.Tests;

public sealed class GroupsDoNotFitTests
{
    [Fact]
    public async Task Patches_need_images()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Smoothed(keep: 0.5, Patch = {|RAT0063:2|})]
            public partial class Digits;
            """);

        Assert.Equal("The groups of 'Digits' do not fit its examples: patches of 2×2 need images of shape [height, width, channels], but an example has the shape 4", messages[0]);
    }

    [Theory]
    [InlineData("0, 1, 1", "groups are given for 3 features, but an example has 4")]
    [InlineData("0, 2, 2, 0", "group 1 has no features, but group 2 has; number the groups from 0 without gaps")]
    [InlineData("1, 1, 2, 1", "group 0 has no features, but group 2 has; number the groups from 0 without gaps")]
    public async Task Every_feature_has_a_group(string groups, string reason)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Smoothed(keep: 0.5, Groups = {|RAT0063:new[] { {{groups}} }|})]
            public partial class Digits;
            """);

        Assert.Equal($"The groups of 'Digits' do not fit its examples: {reason}", messages[0]);
    }

    [Fact]
    public async Task Patches_and_groups_exclude_each_other() => await Verify.ReportsAsync("""
        [Classifier(2)] [Input(2, 2, 1)] [Flatten] [Dense(2)]
        [Smoothed(keep: 0.5, Patch = 1, Groups = {|RAT0063:new[] { 0, 1, 1, 0 }|})]
        public partial class Digits;
        """);

    [Fact]
    public async Task Groups_that_fit_are_fine() => await Verify.ReportsAsync("""
        [Classifier(2)] [Input(2, 2, 1)] [Flatten] [Dense(2)]
        [Smoothed(keep: 0.5, Groups = new[] { 0, 1, 1, 0 })]
        public partial class Digits;
        """);

    [Fact]
    public async Task Seeds_of_every_feature_of_a_large_image_would_not_fit_into_its_code()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(1024, 1024, 3)] [Conv(4, 3)] [GlobalAveragePool] [Dense(2)]
            [{|RAT0063:Smoothed(keep: 0.5)|}]
            public partial class Photographs;
            """);

        Assert.Equal(
            "The groups of 'Photographs' do not fit its examples: there are 3145728 of them, but a declared model has at most 65536, because the seed of each stands in its code; set a larger Patch, or Groups",
            messages[0]);
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(1024, 1024, 3)] [Conv(4, 3)] [GlobalAveragePool] [Dense(2)]
            [Smoothed(keep: 0.5, Patch = 32)]
            public partial class Photographs;
            """);
    }

    [Theory]
    [InlineData("{|RAT0019:0|}")]
    [InlineData("{|RAT0019:-4|}")]
    [InlineData("4, {|RAT0019:-1|}, 3")]
    public async Task Sizes_that_no_row_has_are_said_once_and_by_their_own_rule(string input) => await Verify.ReportsAsync($$"""
        [Classifier(2)] [Input({{input}})] [Flatten] [Dense(2)]
        [Smoothed(keep: 0.5)]
        public partial class Digits;
        """);
}
