using Rationale.Execution;

namespace Rationale.Tests.Execution;

public class WorkerPoolTests
{
    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(2, 100_000)]
    [InlineData(4, 2_000)]
    public void Every_round_runs_once_on_every_worker(int workers, int rounds)
    {
        using var pool = new WorkerPool(workers);
        var counts = new int[workers * 16];
        Action<int> action = index => counts[index * 16]++;
        for (var round = 1; round <= rounds; round++)
        {
            pool.Run(action);
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
        using var pool = new WorkerPool(3);
        var random = new Random(1);
        var total = 0;
        for (var round = 0; round < 400; round++)
        {
            pool.Run(_ => Interlocked.Increment(ref total));
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
        using var pool = new WorkerPool(2);
        for (var round = 0; round < 20; round++)
        {
            var done = false;
            pool.Run(index =>
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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_failure_waits_for_the_others_and_leaves_the_crew_usable(int failing)
    {
        using var pool = new WorkerPool(3);
        for (var round = 0; round < 100; round++)
        {
            var ran = 0;
            var error = Assert.Throws<InvalidOperationException>(() => pool.Run(index =>
            {
                Interlocked.Increment(ref ran);
                if (index == failing)
                {
                    throw new InvalidOperationException("broken");
                }
            }));
            Assert.Equal("broken", error.Message);
            Assert.Equal(3, ran);
            pool.Run(_ => Interlocked.Increment(ref ran));
            Assert.Equal(6, ran);
        }
    }

    [Fact]
    public void Pools_come_and_go()
    {
        for (var round = 0; round < 200; round++)
        {
            var (workers, ran) = (1 + (round % 4), 0);
            using var pool = new WorkerPool(workers);

            // Every third pool goes without having worked.
            if (round % 3 != 0)
            {
                pool.Run(_ => Interlocked.Increment(ref ran));
                Assert.Equal(workers, ran);
            }
        }
    }

    [Fact]
    public void A_crew_without_workers_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
}
