using Rationale.Attribution;

namespace Rationale.Tests.Attribution;

public sealed class FeatureGroupsTests
{
    [Fact]
    public void Patches_take_all_channels_and_are_smaller_at_the_far_edges()
    {
        var groups = FeatureGroups.Patches([3, 5, 2], 2, 2);
        Assert.Equal((6, 30), (groups.Count, groups.Features));
        Assert.Equal([0, 1, 2, 3, 10, 11, 12, 13], groups[0]);
        Assert.Equal([8, 9, 18, 19], groups[2]);
        Assert.Equal([28, 29], groups[5]);
        Assert.Equal(49, FeatureGroups.Patches([28, 28, 1], 4, 4).Count);
        Assert.All(Enumerable.Range(0, 30), feature => Assert.Contains(feature, groups[groups.GroupOf[feature]]));
    }

    [Fact]
    public void Equal_partitions_are_equal()
    {
        Assert.Equal(FeatureGroups.Singles(4), FeatureGroups.FromAssignment([0, 1, 2, 3]));
        Assert.Equal(FeatureGroups.Singles(4), FeatureGroups.Patches([2, 2, 1], 1, 1));
        Assert.NotEqual(FeatureGroups.FromAssignment([0, 1, 1]), FeatureGroups.FromAssignment([0, 0, 1]));
        Assert.Equal(FeatureGroups.FromAssignment([0, 1, 1]).GetHashCode(), FeatureGroups.FromAssignment([0, 1, 1]).GetHashCode());
    }

    [Fact]
    public void What_is_no_partition_is_refused()
    {
        Refused("Groups of 0 features were asked for, but there must be at least 1.", () => FeatureGroups.FromAssignment([]));
        Refused("Group 1 has no features, but group 3 has; number the groups from 0 without gaps.", () => FeatureGroups.FromAssignment([0, 2, 3]));
        Refused("Group 0 has no features, but group 1 has; number the groups from 0 without gaps.", () => FeatureGroups.FromAssignment([-1, 1]));
        Refused("Patches of 2×0 were asked for in examples of shape [4, 4, 1]; patches of at least 1×1 need images [height, width, channels].", () => FeatureGroups.Patches([4, 4, 1], 2, 0));
        Refused("Patches of 2×2 were asked for in examples of shape [16]; patches of at least 1×1 need images [height, width, channels].", () => FeatureGroups.Patches([16], 2, 2));
        Refused("The groups divide 3 features, but an example has 5; make groups for 5 features.", () =>
        {
            using var model = AttributionCase.Model();
            model.Attributed(AttributionCase.Examples, new Occlusion { Groups = FeatureGroups.Singles(3) });
        });
    }

    private static void Refused(string expected, Action action) => Assert.Equal(expected, Assert.Throws<ArgumentException>(action).Message);
}
