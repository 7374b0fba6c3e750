using Rationale.Execution;

namespace Rationale.Tests.Execution;

public class WorkerPoolTests
{
    [Theory]
    [InlineData(1, 20_000, false)]
    [InlineData(2, 20_000, false)]
    [InlineData(4, 2_000, false)]
    [InlineData(1, 20_000, true)]
    [InlineData(2, 20_000, true)]
    [InlineData(4, 20_000, true)]
    public void Every_round_runs_once_for_every_worker(int workers, int rounds, bool areIndependent)
    {
        using var team = new WorkerTeam();
        var counts = new int[workers * 16];
        Action<int> action = index => counts[index * 16]++;
        for (var round = 1; round <= rounds; round++)
        {
            team.Run(workers, action, areIndependent);
            for (var worker = 0; worker < workers; worker++)
            {
                if (counts[worker * 16] != round)
                {
                    Assert.Fail($"worker {worker} ran {counts[worker * 16]} times in {round} rounds");
                }
            }
        }
    }

    [Fact]
    public void Workers_that_fell_asleep_wake_up()
    {
        using var team = new WorkerTeam();
        var random = new Random(1);
        var total = 0;
        for (var round = 0; round < 400; round++)
        {
            team.Run(3, _ => Interlocked.Increment(ref total));
            switch (round % 4)
            {
                case 0:
                    Thread.Sleep(random.Next(4));
                    break;
                case 1:
                    Thread.SpinWait(random.Next(60_000)); // About the time after which workers go to sleep.
                    break;
            }
        }

        Assert.Equal(1200, total);
    }

    [Fact]
    public void The_caller_waits_for_a_slow_worker()
    {
        using var team = new WorkerTeam();
        for (var round = 0; round < 20; round++)
        {
            var done = false;
            team.Run(2, index =>
            {
                if (index == 1)
                {
                    Thread.Sleep(5);
                    Volatile.Write(ref done, true);
                }
            });
            Assert.True(done);
        }
    }

    [Fact]
    public void The_caller_runs_what_nobody_has_begun()
    {
        using var team = new WorkerTeam();
        var (own, byCaller) = (Environment.CurrentManagedThreadId, 0);
        for (var round = 0; round < 20; round++)
        {
            // After a while without work the others are asleep, and nothing is over before they are awake.
            Thread.Sleep(5);
            team.Run(
                3,
                index =>
                {
                    if (index > 0 && Environment.CurrentManagedThreadId == own)
                    {
                        byCaller++;
                    }
                },
                areIndependent: true);
        }

        Assert.NotEqual(0, byCaller);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    public void A_failure_waits_for_the_others_and_leaves_the_team_usable(int failing, bool areIndependent)
    {
        using var team = new WorkerTeam();
        for (var round = 0; round < 100; round++)
        {
            var ran = 0;
            Action<int> action = index =>
            {
                Interlocked.Increment(ref ran);
                if (index == failing)
                {
                    throw new InvalidOperationException("broken");
                }
            };
            var error = Assert.Throws<InvalidOperationException>(() => team.Run(3, action, areIndependent));
            Assert.Equal("broken", error.Message);
            Assert.Equal(3, ran);
            team.Run(3, _ => Interlocked.Increment(ref ran));
            Assert.Equal(6, ran);
        }
    }

    [Fact]
    public void Teams_come_and_go()
    {
        for (var round = 0; round < 200; round++)
        {
            var (workers, ran) = (1 + (round % 4), 0);
            using var team = new WorkerTeam();

            // Every third team goes without having worked.
            if (round % 3 != 0)
            {
                team.Run(workers, _ => Interlocked.Increment(ref ran));
                Assert.Equal(workers, ran);
            }
        }
    }

    [Fact]
    public void A_run_of_no_worker_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Run(0, _ => { }));

    [Theory]
    [InlineData(1, 7)]
    [InlineData(7, 2)]
    public void A_team_runs_with_more_and_with_fewer_workers_than_before(int first, int second)
    {
        using var team = new WorkerTeam();
        foreach (var workers in new[] { first, second, first, second })
        {
            var ran = new int[8];
            team.Run(workers, index => Interlocked.Increment(ref ran[index]));
            Assert.Equal(Enumerable.Range(0, 8).Select(index => index < workers ? 1 : 0), ran);
        }
    }

    [Fact]
    public void A_run_within_a_run_has_workers_of_its_own()
    {
        var ran = 0;
        WorkerPool.Run(3, _ => WorkerPool.Run(2, _ => Interlocked.Increment(ref ran)));
        Assert.Equal(6, ran);
    }

    [Fact]
    public void Teams_that_were_ended_are_replaced()
    {
        for (var round = 0; round < 20; round++)
        {
            var ran = 0;
            WorkerPool.Run(4, _ => Interlocked.Increment(ref ran));
            Assert.Equal(4, ran);
            WorkerPool.Sweep(0);
        }
    }

    [Fact]
    public void A_team_keeps_nothing_of_what_it_ran()
    {
        using var team = new WorkerTeam();
        var forgotten = Run(team);
        for (var i = 0; i < 10 && forgotten.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(forgotten.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Run(WorkerTeam team)
        {
            var counts = new int[4];
            team.Run(4, index => counts[index]++);
            Assert.Equal([1, 1, 1, 1], counts);
            return new WeakReference(counts);
        }
    }
}
