namespace Rationale.Packages.Tests.Projects;

/// <summary>Projects of users that need nothing but a restore and a build: those of the tests of this collection, and those with a mistake, built together.</summary>
[CollectionDefinition]
public sealed class UserProjects : ICollectionFixture<UserProjects>
{
    public UserProjects(PackageFeed feed)
    {
        Group = new ProjectGroup(feed.CreateFolder("projects"));
        BadProjects.AddTo(Group, feed);
        FSharpTests.AddTo(Group);
        SatelliteTests.AddTo(Group);
        TorchTests.AddTo(Group);
        Group.Build();
    }

    /// <summary>The projects, after they were built.</summary>
    internal ProjectGroup Group { get; }
}
