using RiskMap.Routing.Search;

namespace RiskMap.Routing.Tests.Search;

public class BucketQueueTests
{
    [Fact]
    public void States_come_by_bucket_however_far_ahead_or_behind_they_are_put() => Seeded.ForEach(40, random =>
    {
        var (queue, shift, waiting, left) = (new BucketQueue(), random.Next(0, 13), new List<int>(), 600);
        queue.Clear(shift);
        Put(random.Next(1 << 20));
        while (waiting.Count > 0)
        {
            var (cost, state) = queue.Pop();

            state.ShouldBe(-cost);
            (cost >> shift).ShouldBe(waiting.Min() >> shift);
            queue.FinalBelow.ShouldBeLessThanOrEqualTo(cost);
            waiting.Remove(cost).ShouldBeTrue();
            for (var more = random.Next(4); more > 0 && left > 0; more--, left--)
            {
                // Most steps are short, some go beyond the ring, and a bound that falls short puts a state before the last one taken.
                Put(Math.Max(0, cost + random.OneOf(random.Next(1 << shift), random.Next(20 << shift), random.Next(1 << (shift + 12)), -random.Next(5 << shift))));
            }
            queue.Count.ShouldBe(waiting.Count);
        }

        void Put(int cost)
        {
            waiting.Add(cost);
            queue.Push(cost, -cost);
        }
    });

    [Fact]
    public void A_cleared_queue_holds_nothing_and_begins_anew()
    {
        var queue = new BucketQueue();
        queue.Clear(10);
        queue.Push(500_000_000, 1);
        queue.Clear(12);
        queue.Count.ShouldBe(0);
        queue.Push(7, 2);
        queue.Pop().ShouldBe((7, 2));
    }
}
