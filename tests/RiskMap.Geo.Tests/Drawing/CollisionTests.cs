using RiskMap.Geo.Drawing.Labels;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Tests.Drawing;

public sealed class CollisionTests
{
    [Fact]
    public void Placed_labels_do_not_cover_each_other_nor_what_always_stands_above_them() => Seeded.ForEach(10, random =>
    {
        var (labels, always) = (Labels(random, 600, 1500), Labels(random, 60, 1500).ConvertAll(label => Made(9, label.Id + 10_000, label.X, label.Y, 8, 8)));
        var placed = Collisions.Place(labels, always);
        placed.Count.ShouldBeGreaterThan(50);
        foreach (var a in placed)
        {
            placed.Count(b => b.Bounds.Intersects(a.Bounds)).ShouldBe(1);
            always.ShouldNotContain(b => b.Bounds.Intersects(a.Bounds));
        }
    });

    [Fact]
    public void What_is_placed_depends_on_what_lies_near_only() => Seeded.ForEach(10, random =>
    {
        var labels = Labels(random, 2500, 3000);
        var inner = Box.Around(1500, 1500, 300);
        var near = labels.Where(label => inner.Expand(Collisions.Horizon).Contains(label.X, label.Y)).ToList();
        near.Count.ShouldBeLessThan(labels.Count);
        Inner(Collisions.Place(near, [])).ShouldBe(Inner(Collisions.Place(labels, [])));

        List<long> Inner(List<Label> placed) => [.. placed.Where(label => inner.Contains(label.X, label.Y)).Select(label => label.Id).Order()];
    });

    [Fact]
    public void Few_labels_are_lost_against_the_greedy_rule() => Seeded.ForEach(5, random =>
    {
        var labels = Labels(random, 2000, 3000);
        var greedy = new List<Label>();
        foreach (var label in labels.OrderByDescending(label => label.Layer).ThenBy(label => label.SortKey).ThenBy(label => label.Rank))
            if (!greedy.Exists(other => other.Bounds.Intersects(label.Bounds))) greedy.Add(label);
        Collisions.Place(labels, []).Count.ShouldBeGreaterThan((int)(greedy.Count * 0.9));
    });

    [Fact]
    public void Upper_layers_and_lesser_sort_keys_come_first()
    {
        var (low, high, urgent) = (Made(1, 1, 0, 0, 20, 8), Made(2, 2, 5, 0, 20, 8), new Label(2, 3, -1, 2, 0, [Box.Around(2, 0, 9)]));
        Collisions.Place([low, high], []).ShouldHaveSingleItem().Id.ShouldBe(2);
        Collisions.Place([low, high, urgent], []).ShouldHaveSingleItem().Id.ShouldBe(3);
    }

    static List<Label> Labels(Random random, int count, double side) =>
        [.. Enumerable.Range(0, count).Select(i => Made(random.Next(4), i, random.Between(0, side), random.Between(0, side), random.Between(10, Collisions.Reach), random.Between(6, 20)))];

    static Label Made(int layer, long id, double x, double y, double halfWidth, double halfHeight) =>
        new(layer, id, 0, x, y, [new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight)]);
}
