using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Features;
using RiskMap.Server.Http;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

public sealed class ItemsQueryTests
{
    [Fact]
    public void Pages_of_a_box_hold_what_looking_at_every_feature_finds_also_after_edits() => Seeded.ForEach(60, random =>
    {
        var layer = LayerSnapshot.Of(CityLayers.Get("enterprises"), Enumerable.Range(1, random.Next(0, 400)).Select(id => Point(random, id)));
        if (random.Next(2) == 0)
            layer = layer.With([.. Enumerable.Range(0, 20).Select(_ => random.Next(1, 500)).Distinct().Order().Select(id => Point(random, id))], [random.Next(1, 400), random.Next(1, 400)]);
        var (west, south) = (random.Between(-1, 9), random.Between(-1, 9));
        var box = new Box(west, south, west + random.Between(0, 8), south + random.Between(0, 8));
        var expected = layer.All.Where(feature => box.Contains(feature.Box.MinX, feature.Box.MinY)).Select(feature => feature.Id).ToList();

        var query = new ItemsQuery([box], Times: null, Limit: random.Next(1, 60));
        var (seen, token) = (new List<long>(), (PageToken?)null);
        do
        {
            var page = query.Page(layer, token);
            page.Matched.ShouldBe(expected.Count);
            page.Features.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            seen.AddRange(page.Features.Select(feature => feature.Id));
            token = page.Next is { } next ? new PageToken("v", next, page.Matched) : null;
        }
        while (token is not null);

        seen.ShouldBe(expected);
    });

    static Feature Point(Random random, long id)
    {
        var draft = new CityDraft().Enterprise($"{id}", random.Next(0, 100) / 10.0, random.Next(0, 100) / 10.0);
        return draft.Features[0].Feature with { Id = id, Key = $"{id}" };
    }
}
