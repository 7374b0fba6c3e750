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
}
