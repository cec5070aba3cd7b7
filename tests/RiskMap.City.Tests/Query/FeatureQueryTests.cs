using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Query;

public sealed class FeatureQueryTests
{
    static readonly LayerSchema Schema = CityLayers.Get("enterprises");

    [Fact]
    public void Pages_hold_what_looking_at_every_feature_finds_in_the_order_that_was_asked_for_also_after_edits() => Seeded.ForEach(120, random =>
    {
        var layer = RandomLayer(random);
        var (west, south) = (random.Between(-1, 9), random.Between(-1, 9));
        var box = new Box(west, south, west + random.Between(0, 8), south + random.Between(0, 8));
        var hasBox = random.Next(2) == 0;
        var grade = random.OneOf("red", "blue", null);
        SortKey[] keys = [.. new SortKey[] { new("grade", random.Next(2) == 0), new("score", random.Next(2) == 0), new("headcount", random.Next(2) == 0) }.Take(random.Next(4))];
        var query = new FeatureQuery(random.Next(1, 60))
        {
            Boxes = hasBox ? [new SpatialBox(box, CoordinateSystem.Crs84)] : [],
            Tests = grade is null ? [] : [PropertyValue.Test(Schema, Schema.IndexOf("grade"), grade)!],
            Sort = keys,
        };

        var expected = layer.All.Where(feature => (!hasBox || box.Contains(feature.Box.MinX, feature.Box.MinY)) && (grade is null || feature.Text(Schema.IndexOf("grade")) == grade));
        Pages(query, layer).ShouldBe(Sorted(expected, keys).Select(feature => feature.Id));
    });

    [Theory]
    [InlineData("score", false, new long[] { 3, 1, 4, 2, 5 })]
    [InlineData("score", true, new long[] { 1, 4, 3, 2, 5 })]
    [InlineData("grade", false, new long[] { 4, 2, 1, 3, 5 })]
    [InlineData("id", true, new long[] { 5, 4, 3, 2, 1 })]
    [InlineData("key", true, new long[] { 5, 4, 3, 2, 1 })]
    public void What_is_missing_comes_last_in_either_direction_and_equal_ones_go_by_id(string name, bool descending, long[] expected)
    {
        var layer = LayerSnapshot.Of(Schema,
        [
            Feature("enterprises", 1, "POINT (1 1)", ("score", 50.0), ("grade", "red")),
            Feature("enterprises", 2, "POINT (1 1)", ("grade", "orange")),
            Feature("enterprises", 3, "POINT (1 1)", ("score", 7.5), ("grade", "red")),
            Feature("enterprises", 4, "POINT (1 1)", ("score", 50.0), ("grade", "blue")),
            Feature("enterprises", 5, "POINT (1 1)"),
        ]);
        Pages(new FeatureQuery(2) { Sort = [new SortKey(name, descending)] }, layer).ShouldBe(expected);
    }

    [Theory]
    [InlineData("enterprises", "headcount", "12", true)]
    [InlineData("enterprises", "headcount", "twelve", false)]
    [InlineData("enterprises", "score", "61.5", true)]
    [InlineData("enterprises", "score", "NaN", false)]
    [InlineData("enterprises", "grade", "red", true)]
    [InlineData("enterprises", "grade", "crimson", false)]
    [InlineData("roads", "bridge", "true", true)]
    [InlineData("roads", "bridge", "yes", false)]
    [InlineData("zones", "validFrom", "2026-01-31", true)]
    [InlineData("zones", "validFrom", "31.1.2026", false)]
    [InlineData("closures", "from", "2026-05-03T06:05:00Z", true)]
    public void A_property_is_asked_for_by_a_value_of_its_type(string layer, string field, string value, bool isValue) =>
        (PropertyValue.Test(CityLayers.Get(layer), CityLayers.Get(layer).IndexOf(field), value) is not null).ShouldBe(isValue);

    [Fact]
    public void A_page_behind_a_feature_that_is_not_there_is_refused_when_sorted()
    {
        var layer = LayerSnapshot.Of(Schema, [Feature("enterprises", 1, "POINT (1 1)")]);
        Should.Throw<ArgumentException>(() => new FeatureQuery(1) { Sort = [new SortKey("name", false)] }.Page(layer, new PageStart(9, 1)));
    }

    static List<long> Pages(FeatureQuery query, LayerSnapshot layer)
    {
        var (seen, start, matched) = (new List<long>(), (PageStart?)null, (int?)null);
        while (true)
        {
            var page = query.Page(layer, start);
            page.Matched.ShouldBe(matched ??= page.Matched);
            page.Features.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            seen.AddRange(page.Features.Select(feature => feature.Id));
            if (!page.HasMore) break;
            start = new PageStart(seen[^1], page.Matched);
        }

        matched.ShouldBe(seen.Count);
        return seen;
    }

    static IEnumerable<FeatureRef> Sorted(IEnumerable<FeatureRef> features, IReadOnlyList<SortKey> keys)
    {
        var sorted = features.OrderBy(_ => 0);
        foreach (var key in keys)
        {
            var field = Schema.IndexOf(key.Name);
            sorted = sorted.ThenBy(feature => feature.IsNull(field));
            sorted = key.Descending ? sorted.ThenByDescending(feature => feature.Value(field), Values) : sorted.ThenBy(feature => feature.Value(field), Values);
        }

        return sorted.ThenBy(feature => feature.Id);
    }

    static readonly Comparer<object?> Values = Comparer<object?>.Create((one, other) =>
        one is string text ? string.CompareOrdinal(text, (string?)other) : Comparer<object?>.Default.Compare(one, other));

    static LayerSnapshot RandomLayer(Random random)
    {
        var layer = LayerSnapshot.Of(Schema, Enumerable.Range(1, random.Next(0, 300)).Select(id => Plant(random, id)));
        return random.Next(2) == 0
            ? layer
            : layer.With([.. Enumerable.Range(0, 20).Select(_ => random.Next(1, 400)).Distinct().Order().Select(id => Plant(random, id))], [random.Next(1, 300), random.Next(1, 300)]);
    }

    static Feature Plant(Random random, long id) => Feature("enterprises", id, FormattableString.Invariant($"POINT ({random.Next(0, 100) / 10.0} {random.Next(0, 100) / 10.0})"),
        ("grade", random.OneOf("red", "orange", "blue", null)),
        ("score", random.Next(3) == 0 ? null : (double)random.Next(5)),
        ("headcount", random.Next(3) == 0 ? null : (long)random.Next(3)));
}
