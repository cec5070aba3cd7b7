using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Geo.Crs;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>OGC API - Features Part 2 (18-058r1): the systems in which features are asked for, told and written.</summary>
public sealed class ItemsCrsTests
{
    const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    static string Uri(int epsg) => $"http://www.opengis.net/def/crs/EPSG/0/{epsg}";

    [Fact]
    public async Task A_collection_lists_its_systems_with_CRS84_first_and_as_the_one_it_is_stored_in()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var collection = await city.GetJsonAsync("/collections/enterprises");
        var systems = collection["crs"]!.AsArray().Select(uri => uri!.GetValue<string>()).ToList();
        systems[0].ShouldBe(Crs84);
        foreach (var epsg in new[] { 4326, 3857, 4490, 4548 }) systems.ShouldContain(Uri(epsg));
        collection["storageCrs"]!.GetValue<string>().ShouldBe(Crs84);
    }

    [Theory]
    [InlineData(4326, 24.6, 118.2)]
    [InlineData(4490, 24.6, 118.2)]
    public async Task Degrees_of_the_register_are_latitude_before_longitude(int epsg, double first, double second)
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2, 24.6));
        foreach (var path in new[] { "/collections/enterprises/items?crs=", "/collections/enterprises/items/1?crs=" })
        {
            using var answer = await city.SendAsync(HttpMethod.Get, path + Uri(epsg));
            answer.Headers.GetValues("Content-Crs").Single().ShouldBe($"<{Uri(epsg)}>");
            PositionOf(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!).ShouldBe((first, second));
        }
    }

    [Fact]
    public async Task Metres_of_Gauss_and_Kruger_are_northing_before_easting_and_those_of_web_mercator_are_not()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2, 24.6));
        var (easting, northing) = CoordinateSystem.FromEpsg(4548).FromLonLat(118.2, 24.6);
        PositionOf(await city.GetJsonAsync($"/collections/enterprises/items?crs={Uri(4548)}")).ShouldBe((Math.Round(northing, 3), Math.Round(easting, 3)));
        var (x, y) = CoordinateSystem.FromEpsg(3857).FromLonLat(118.2, 24.6);
        PositionOf(await city.GetJsonAsync($"/collections/enterprises/items?crs={Uri(3857)}")).ShouldBe((Math.Round(x, 3), Math.Round(y, 3)));
    }

    [Theory]
    [InlineData("[EPSG:4326]")]
    [InlineData("EPSG:4326")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4326")]
    [InlineData("urn:ogc:def:crs:EPSG::4326")]
    public async Task A_system_is_named_by_its_URI_or_as_a_safe_CURIE(string name)
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2, 24.6));
        PositionOf(await city.GetJsonAsync($"/collections/enterprises/items?crs={System.Uri.EscapeDataString(name)}")).ShouldBe((24.6, 118.2));
    }

    [Fact]
    public async Task A_box_is_read_in_the_axis_order_of_its_system_whatever_the_system_of_the_answer()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("in", 118.2, 24.6).Enterprise("out", 118.3, 24.7));
        var (easting, northing) = CoordinateSystem.FromEpsg(4548).FromLonLat(118.2, 24.6);
        await Finds($"bbox=24.59,118.19,24.61,118.21&bbox-crs={Uri(4326)}");
        await Finds($"bbox=24.59,118.19,0,24.61,118.21,9&bbox-crs=[EPSG:4490]&crs={Uri(3857)}");
        await Finds(FormattableString.Invariant($"bbox={northing - 10},{easting - 10},{northing + 10},{easting + 10}&bbox-crs={Uri(4548)}"));
        await Finds($"bbox=-90,118.25,90,118.21&bbox-crs={Uri(4326)}", "in", "out");
        await Finds($"bbox=118.19,24.59,118.21,24.61&bbox-crs={Crs84}&crs={Uri(4548)}");

        async Task Finds(string query, params string[] names)
        {
            var page = await city.GetJsonAsync($"/collections/enterprises/items?{query}");
            page["features"]!.AsArray().Select(feature => feature!["properties"]!["name"]!.GetValue<string>()).ShouldBe(names.Length == 0 ? ["in"] : names, query);
        }
    }

    [Theory]
    [InlineData("crs=http://www.opengis.net/def/crs/EPSG/0/32633", "crs")]
    [InlineData("crs=EPSG:1", "crs")]
    [InlineData("crs=nonsense", "crs")]
    [InlineData("bbox=1,2,3,4&bbox-crs=EPSG:27700", "bbox-crs")]
    [InlineData("bbox=118,24,119,25&bbox-crs=EPSG:4326", "bbox")]
    [InlineData("bbox=9,1,1,9&bbox-crs=EPSG:3857", "bbox")]
    public async Task A_system_or_box_that_cannot_be_used_is_400_and_named(string query, string member)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var problem = await city.GetProblemAsync($"/collections/enterprises/items?{query}", HttpStatusCode.BadRequest);
        problem["member"]!.GetValue<string>().ShouldBe(member);
        if (member != "bbox") problem["remedy"]!.GetValue<string>().ShouldContain(Uri(4548));
    }

    [Theory]
    [InlineData(4326)]
    [InlineData(4490)]
    [InlineData(3857)]
    [InlineData(4548)]
    public async Task A_feature_is_written_in_the_system_that_its_header_names_and_answered_in_it(int epsg)
    {
        await using var city = await TestCity.With(enterprises: 0);
        var system = CoordinateSystem.FromEpsg(epsg);
        var (x, y) = system.FromLonLat(118.25, 24.65);
        var geometry = Point(system.NorthingFirst ? (y, x) : (x, y));
        var added = (await city.PostAsync(ItemClient.Feature(geometry: geometry), ("Content-Crs", $"<{Uri(epsg)}>"))).ShouldBe(HttpStatusCode.Created);

        added.Headers["Content-Crs"].ShouldBe($"<{Uri(epsg)}>");
        var (longitude, latitude) = PositionOf(await city.GetJsonAsync($"{ItemClient.Items}/1"));
        longitude.ShouldBe(118.25, 1e-7);
        latitude.ShouldBe(24.65, 1e-7);
        PositionOf(added.Json).ShouldBe(PositionOf(await city.GetJsonAsync($"{ItemClient.Items}/1?crs={Uri(epsg)}")));
    }

    [Fact]
    public async Task Who_sends_back_in_metres_what_was_told_in_metres_moves_nothing()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2123456789, 24.6123456789));
        var before = city.Live.Current.Layer("enterprises").Find(1)!.Value.Geometry;
        var told = await city.GetAsync($"{ItemClient.Items}/1?crs={Uri(4548)}");
        (await city.WriteAsync(HttpMethod.Put, $"{ItemClient.Items}/1", told.Body, ("If-Match", told.ETag), ("Content-Crs", $"<{Uri(4548)}>"))).ShouldBe(HttpStatusCode.OK);
        city.Live.Current.Layer("enterprises").Find(1)!.Value.Geometry.EqualsExact(before).ShouldBeTrue();
    }

    [Fact]
    public async Task A_patch_moves_a_feature_by_coordinates_of_its_header()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2, 24.6));
        var patch = """{"geometry":{"coordinates":[24.65,118.25]}}""";
        (await city.WriteAsync(HttpMethod.Patch, $"{ItemClient.Items}/1", patch, ("If-Match", "*"), ("Content-Crs", $"<{Uri(4326)}>"))).ShouldBe(HttpStatusCode.OK);
        PositionOf(await city.GetJsonAsync($"{ItemClient.Items}/1")).ShouldBe((118.25, 24.65));
    }

    [Fact]
    public async Task A_body_whose_axes_are_swapped_is_refused_and_told_the_order()
    {
        await using var city = await TestCity.With(enterprises: 0);
        var refused = await city.PostAsync(ItemClient.Feature(), ("Content-Crs", $"<{Uri(4326)}>"));
        var problem = refused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-feature");
        problem["member"]!.GetValue<string>().ShouldStartWith("/geometry");
        problem["remedy"]!.GetValue<string>().ShouldContain("latitude before longitude");
    }

    [Fact]
    public async Task A_body_in_a_system_that_is_not_served_is_400_and_the_header_is_named()
    {
        await using var city = await TestCity.With(enterprises: 0);
        var refused = await city.PostAsync(ItemClient.Feature(), ("Content-Crs", "<http://www.opengis.net/def/crs/EPSG/0/27700>"));
        refused.ShouldBeProblem(HttpStatusCode.BadRequest, "unsupported-crs")["member"]!.GetValue<string>().ShouldBe("Content-Crs");
    }

    static string Point((double First, double Second) position) => FormattableString.Invariant($$"""{"type":"Point","coordinates":[{{position.First}},{{position.Second}}]}""");

    static (double First, double Second) PositionOf(JsonNode document)
    {
        var feature = document["features"] is JsonArray features ? features[0]! : document;
        var position = feature["geometry"]!["coordinates"]!.AsArray();
        return (position[0]!.GetValue<double>(), position[1]!.GetValue<double>());
    }
}
