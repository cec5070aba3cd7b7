using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Proximity;

public sealed class ProximitiesTests
{
    // A plant of 200 m × 100 m; a school 150 m east of its fence, a clinic of unknown size 400 m, a shop far away; two cells of people.
    static readonly CitySnapshot City = SmallCity(
        ("enterprises", At("enterprises", 1, 1000, 1000, ("name", "化工厂"), ("grade", "red"))),
        ("enterprises", At("enterprises", 2, 1000, 1000.5, ("name", "邻厂"))),
        ("site-boundaries", Area("site-boundaries", 1, (900, 950, 1100, 1050), ("ofLayer", "enterprises"), ("ofKey", "enterprises-1"))),
        ("places", At("places", 1, 1250, 1000, ("name", "学校"), ("capacityDay", 800), ("capacityNight", 20))),
        ("places", At("places", 2, 1500, 1000, ("name", "诊所"), ("capacityNight", 5))),
        ("places", At("places", 3, 3000, 1000, ("name", "商店"), ("capacityDay", 99), ("capacityNight", 9))),
        ("population", Area("population", 1, (500, 500, 1000, 1500), ("residents", 1000.0), ("peopleDay", 300.0))),
        ("population", Area("population", 2, (1000, 500, 1500, 1500), ("residents", 400.0))));

    [Fact]
    public void What_lies_inside_is_told_by_layer_with_distances_from_the_fence()
    {
        var answer = Ask("""{"from":{"layer":"enterprises","id":1},"distanceMetres":401,"layers":["places","enterprises"]}""");

        answer.MeasuredFrom.ShouldBe("boundary");
        var places = answer.Layers[0];
        places.NumberMatched.ShouldBe(2);
        places.Features.Select(place => place.Name).ShouldBe(["学校", "诊所"]);
        places.Features.Select(place => Math.Round(place.DistanceMetres, 3)).ShouldBe([150, 400]);
        places.Features[0].MeasuredFrom.ShouldBe("point");
        // The end points are those of the shortest line: the fence's east side, and the school.
        var (x, y) = TestPlane.Project(places.Features[0].From[0], places.Features[0].From[1]);
        (Math.Round(x - 620_000), Math.Round(y - 2_720_000)).ShouldBe((1100, 1000));
        // The plant is not its own neighbour.
        answer.Layers[1].Features.Select(enterprise => enterprise.Id).ShouldBe([2L]);
    }

    [Fact]
    public void People_are_counted_at_places_and_by_the_share_of_cells_apart_from_each_other()
    {
        var people = Ask("""{"from":{"layer":"enterprises","id":1},"distanceMetres":401}""").People!;

        people.Places.ShouldBe(new PlacePeople(2, 800, 25, 1, 0));
        // By hand: 200 m × 100 m widened by 401 m, its corners of 16 chords a quarter; half of it in each cell of 500 m × 1000 m.
        var half = ((200 * 100) + (2 * 401 * (200 + 100)) + (32 * 401 * 401 * Math.Sin(Math.PI / 32))) / 2;
        people.Population!.Residents!.Value.ShouldBe(1400 * half / 500_000, 0.5);
        people.Population.Day!.Value.ShouldBe(300 * half / 500_000, 0.5);
        people.Population.Night.ShouldBeNull();
        (people.Population.Cells, people.Population.DayUnknown, people.Population.NightUnknown).ShouldBe((2, 1, 2));
        people.Population.CoveredShare.ShouldBe(1, 1e-3);
    }

    [Fact]
    public void Without_a_population_layer_nobody_is_said_to_live_there()
    {
        var answer = Proximities.Of(SmallCity(("places", At("places", 1, 0, 0))), Question("""{"from":{"layer":"places","id":1},"distanceMetres":100}"""));

        answer.People!.Population.ShouldBeNull();
        answer.Explanation.ShouldContain(step => step.Text.Zh.Contains("无数据") && step.Text.En.Contains("no data"));
    }

    [Fact]
    public void All_are_counted_and_the_nearest_are_listed()
    {
        var answer = Ask("""{"from":{"layer":"enterprises","id":1},"distanceMetres":5000,"layers":["places"],"limit":1}""");

        answer.Layers[0].NumberMatched.ShouldBe(3);
        answer.Layers[0].Features.Single().Name.ShouldBe("学校");
    }

    [Fact]
    public void The_nearest_are_told_without_a_distance()
    {
        var answer = Ask("""{"from":{"layer":"enterprises","id":1},"nearest":2,"layers":["places","depots"]}""");

        answer.Radius.ShouldBeNull();
        answer.Buffer.ShouldBeNull();
        answer.Nearest[0].Features.Select(place => place.Name).ShouldBe(["学校", "诊所"]);
        answer.Nearest[0].NumberMatched.ShouldBe(3);
        answer.Nearest[1].ShouldBe(answer.Nearest[1] with { Layer = "depots", NumberMatched = 0, Features = answer.Nearest[1].Features });
        answer.Nearest[1].Features.ShouldBeEmpty();
    }

    [Fact]
    public void A_drawn_position_or_shape_is_a_start_too()
    {
        var (longitude, latitude) = TestPlane.Unproject(621_200, 2_721_000);
        var answer = Ask(FormattableString.Invariant($$"""{"from":[{{longitude:R}},{{latitude:R}}],"distanceMetres":60,"layers":["places"]}"""));
        answer.Layers[0].Features.Single().DistanceMetres.ShouldBe(50, 1e-3);
        answer.BufferSquareMetres!.Value.ShouldBe(Math.PI * 60 * 60, Math.PI * 60 * 60 * 0.002);
        answer.Buffer!.Centroid.Distance(new NetTopologySuite.Geometries.Point(longitude, latitude)).ShouldBeLessThan(1e-6);

        var line = FormattableString.Invariant($$"""{"type":"LineString","coordinates":[[{{longitude:R}},{{latitude:R}}],[{{longitude + 0.0002:R}},{{latitude:R}}]]}""");
        Ask($$"""{"from":{{line}},"distanceMetres":60,"layers":["places"]}""").Layers[0].NumberMatched.ShouldBe(1);
    }

    [Fact]
    public void The_answer_names_data_version_and_method()
    {
        var answer = Ask("""{"from":{"layer":"enterprises","id":1},"distanceMetres":400}""");

        (answer.DataVersion, answer.WhatIf).ShouldBe((City.Version.Text, false));
        Proximities.Of(City.Imagine("places", [], [1]), Question("""{"from":{"layer":"enterprises","id":1},"distanceMetres":400}""")).WhatIf.ShouldBeTrue();
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("EPSG:4548") && step.Text.En.Contains("edge to edge"));
        answer.Explanation.ShouldAllBe(step => step.Text.Zh.Length > 0 && step.Text.En.Length > 0);
    }

    [Fact]
    public void A_screening_gives_the_radius_with_its_rule()
    {
        var answer = Ask("""{"from":{"layer":"enterprises","id":1},"screening":{"inventory":[{"cas":"74-98-6","tonnes":50}]}}""");

        var screened = RiskMap.City.Risk.Consequence.Escalation.Of([new("74-98-6", 50)])!;
        answer.Radius!.Metres.ShouldBe(screened.RadiusMetres);
        (answer.Radius.Kind, answer.Radius.Source).ShouldBe(("screening", screened.Source));
        answer.Radius.Text.Zh.ShouldContain("筛查");
    }

    [Fact]
    public void A_separation_rule_gives_the_radius_with_its_clause()
    {
        var answer = Ask("""{"from":{"layer":"enterprises","id":1},"rule":"S1","layers":["places"]}""");

        (answer.Radius!.Metres, answer.Radius.Kind, answer.Radius.Source!.Clause).ShouldBe((50, "rule", "3.4.2"));
        answer.Layers[0].NumberMatched.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"distanceMetres":400}""", "from")]
    [InlineData("""{"from":{"layer":"enterprises","id":1}}""", "distanceMetres")]
    [InlineData("""{"from":{"layer":"factories","id":1},"distanceMetres":400}""", "from/layer")]
    [InlineData("""{"from":{"layer":"enterprises","id":99},"distanceMetres":400}""", "from/id")]
    [InlineData("""{"from":{"layer":"enterprises"},"distanceMetres":400}""", "from/id")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"distanceMetres":-1}""", "distanceMetres")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"distanceMetres":1e9}""", "distanceMetres")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"distanceMetres":400,"rule":"S1"}""", "rule")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"rule":"S999"}""", "rule")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"screening":{}}""", "screening/inventory")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"distanceMetres":400,"layers":["places","pplaces"]}""", "layers/1")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"nearest":0}""", "nearest")]
    [InlineData("""{"from":{"layer":"enterprises","id":1},"distanceMetres":400,"limit":-1}""", "limit")]
    [InlineData("""{"from":[118.2],"distanceMetres":400}""", "from")]
    [InlineData("""{"from":[24.6,118.2],"distanceMetres":400}""", "from")]
    [InlineData("""{"from":[10.5,24.6],"distanceMetres":400}""", "from")]
    [InlineData("""{"from":"here","distanceMetres":400}""", "from")]
    [InlineData("""{"from":{"type":"Polygon","coordinates":[[[118.2,24.6],[118.3,24.7],[118.3,24.6],[118.2,24.7],[118.2,24.6]]]},"distanceMetres":400}""", "from")]
    [InlineData("""{"from":{"type":"Polygon","coordinates":[]},"distanceMetres":400}""", "from")]
    public void Bad_input_is_named(string question, string member)
    {
        var fault = Should.Throw<QuestionException>(() => Ask(question));
        fault.Member.ShouldBe(member);
        fault.Remedy.Zh.ShouldNotBeEmpty();
    }

    static ProximityAnswer Ask(string question) => Proximities.Of(City, Question(question));

    static ProximityQuestion Question(string json) => JsonSerializer.Deserialize<ProximityQuestion>(json, JsonSerializerOptions.Web)!;
}
