using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;
using RiskMap.Geo.Crs;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Dispatch;

public class IncidentCardTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.FromHours(8));
    static readonly DateTimeOffset Midnight = new(2026, 11, 27, 23, 30, 0, TimeSpan.FromHours(8));

    // Chlorine, a large spill from a road tanker, by day in a west wind of 2 m/s: 600 m around, 5600 m downwind (table 3).
    static readonly IncidentQuestion Chlorine = new(Location: LonLat(0, 0), UnNumber: "1017", Size: "large", Container: "highway-tank", WindFromDegrees: 270, WindMetresPerSecond: 2, Time: Noon);

    [Fact]
    public void Distances_period_and_table_stand_on_the_card()
    {
        var card = IncidentCards.Of(SmallCity(), Chlorine);

        (card.Status, card.Period, card.IsolationMetres, card.ProtectMetres, card.ProtectOrMore, card.Table).ShouldBe(("ok", "day", 600, 5600, false, "ERG 2024 table 3"));
        (card.Material.UnNumber, card.Material.Name.Zh, card.Material.Guide).ShouldBe(("1017", "氯", "124"));
        IncidentCards.Of(SmallCity(), Chlorine with { Time = Midnight }).ProtectMetres.ShouldBe(6400);
        card.Warnings.ShouldContain(warning => warning.Zh.Contains("北美"));
        card.Explanation.ShouldContain(step => step.Text.En.Contains("to be verified") && step.Source!.Clause.Contains("Highway tank truck"));
        card.WhatIf.ShouldBeFalse();
    }

    [Fact]
    public void The_sun_at_the_spill_decides_on_day_and_night_and_the_zone_only_shows_it()
    {
        // The same moment told in another zone is the same period.
        var card = IncidentCards.Of(SmallCity(), Chlorine with { Time = Noon.ToOffset(TimeSpan.FromHours(-9)) });
        (card.Period, card.Time.Offset, card.Sun.Sunrise!.Value.Offset).ShouldBe(("day", TimeSpan.FromHours(8), TimeSpan.FromHours(8)));
        IncidentCards.Of(SmallCity(), Chlorine with { Time = card.Sun.Sunset!.Value.AddMinutes(-2) }).Period.ShouldBe("day");
        IncidentCards.Of(SmallCity(), Chlorine with { Time = card.Sun.Sunset!.Value.AddMinutes(2) }).Period.ShouldBe("night");
    }

    [Fact]
    public void The_zones_have_the_shapes_of_the_book()
    {
        var card = IncidentCards.Of(SmallCity(), Chlorine);

        card.Zones.Select(zone => zone.Zone).ShouldBe(["isolation", "protective", "fan"]);
        card.Zones[0].AreaSquareMetres.ShouldBe(Math.PI * 600 * 600, 1000);
        card.Zones[1].AreaSquareMetres.ShouldBe(5600.0 * 5600, 1);
        card.Zones.Select(zone => PolygonOf(zone)).ShouldAllBe(polygon => polygon.IsValid && polygon.Shell.IsCCW);
    }

    [Theory]
    [InlineData(270, 90)]
    [InlineData(0, 180)]
    [InlineData(225, 45)]
    public void The_square_lies_along_the_true_direction_of_the_wind(double from, double to)
    {
        var card = IncidentCards.Of(SmallCity(), Chlorine with { WindFromDegrees = from });

        // Two corners lie on the upwind edge, with the spill in their middle; the middle of the other edge lies straight downwind.
        var corners = PolygonOf(card.Zones[1]).Coordinates[..4].OrderBy(corner => Geodesic.DistanceMetres(corner.X, corner.Y, card.Location[0], card.Location[1])).ToArray();
        Middle(corners[0], corners[1]).Distance(new Coordinate(card.Location[0], card.Location[1])).ShouldBeLessThan(1e-5);
        var far = Middle(corners[2], corners[3]);
        Geodesic.DistanceMetres(far.X, far.Y, card.Location[0], card.Location[1]).ShouldBe(5600, 2);
        // On the ellipsoid, a point 5600 m away in a true direction; the plane's own north is half a degree (50 m) off here.
        var (north, east) = (5600 * Math.Cos(to * Math.PI / 180), 5600 * Math.Sin(to * Math.PI / 180));
        Geodesic.DistanceMetres(card.Location[0], far.Y, card.Location[0], card.Location[1]).ShouldBe(Math.Abs(north), 5);
        Geodesic.DistanceMetres(far.X, card.Location[1], card.Location[0], card.Location[1]).ShouldBe(Math.Abs(east), 5);
    }

    [Fact]
    public void The_fan_holds_the_square_of_every_wind_within_thirty_degrees() => Seeded.ForEach(20, random =>
    {
        var fan = PolygonOf(IncidentCards.Of(SmallCity(), Chlorine).Zones[2]);
        var turned = IncidentCards.Of(SmallCity(), Chlorine with { WindFromDegrees = random.Between(240, 300) });
        // The fan's rim is drawn in chords, and lines between corners in degrees are not quite those of the plane: two metres hold both.
        TestPlane.Project(fan).Buffer(2).Contains(TestPlane.Project(PolygonOf(turned.Zones[1]))).ShouldBeTrue();
    });

    [Fact]
    public void Places_come_in_the_order_in_which_the_release_reaches_them()
    {
        var city = SmallCity(
            ("places", At("places", 1, 3000, 0, ("category", "general-1"), ("capacityDay", 100), ("capacityNight", 7))),
            ("places", At("places", 2, 1000, 200, ("category", "highly-sensitive"), ("kind", "school"), ("capacityDay", 900))),
            ("places", At("places", 3, -300, 0, ("capacityDay", 40))),
            ("places", At("places", 4, -900, 0, ("capacityDay", 5))),
            ("places", At("places", 5, 3000, 4000, ("capacityDay", 5))),
            ("places", At("places", 6, 3000, 2950, ("capacityDay", 5))));

        var exposed = IncidentCards.Of(city, Chlorine).Exposed!;

        exposed.Places.Select(place => place.Site.Id).ShouldBe([3, 2, 1]);
        exposed.Places.Select(place => place.Site.Zone).ShouldBe(["isolation", "protective", "protective"]);
        exposed.Places.Select(place => place.Site.ArrivalSeconds!.Value).ToArray()[1].ShouldBe(500, 2);
        exposed.Places[0].Site.ArrivalSeconds.ShouldBe(0);
        (exposed.PlaceCount, exposed.PlacePeople, exposed.PlacesInFanOnly).ShouldBe((3, 1040, 2));
        IncidentCards.Of(city, Chlorine with { Time = Midnight }).Exposed!.PlacePeople.ShouldBe(7);
        IncidentCards.Of(city, Chlorine with { Time = Midnight }).Missing.ShouldContain(missing => missing.What == "places.people");
    }

    [Fact]
    public void A_site_is_measured_from_its_boundary_where_it_has_one()
    {
        // The plant's point is 2900 m to the side of the axis, its fence 2700 m.
        var plant = ("enterprises", At("enterprises", 1, 2000, 2900, ("inventory", """[{"cas":"7782-50-5","tonnes":5}]""")));
        var fence = ("site-boundaries", Area("site-boundaries", 1, (1900, 2700, 2100, 3000), ("ofLayer", "enterprises"), ("ofKey", "enterprises-1")));

        IncidentCards.Of(SmallCity(plant), Chlorine).Exposed!.EnterpriseCount.ShouldBe(0);
        var exposed = IncidentCards.Of(SmallCity(plant, fence), Chlorine).Exposed!;
        (exposed.EnterpriseCount, exposed.EnterprisesWithChemicals, exposed.Enterprises[0].MeasuredFrom).ShouldBe((1, 1, "boundary"));
    }

    [Fact]
    public void People_count_by_the_share_of_their_cell_that_lies_inside()
    {
        var city = SmallCity(
            ("population", Area("population", 1, (1000, 0, 1500, 500), ("residents", 50.0), ("peopleDay", 100.0), ("peopleNight", 60.0))),
            ("population", Area("population", 2, (5350, -250, 5850, 250), ("peopleDay", 1000.0))),
            ("population", Area("population", 3, (9000, 0, 9500, 500), ("peopleDay", 5000.0))),
            ("population", Area("population", 4, (2000, 0, 2500, 500), ("residents", 30.0))),
            ("population", Area("population", 5, (2500, 0, 3000, 500))));

        var card = IncidentCards.Of(city, Chlorine);

        // The far edge cuts cell 2 in half; cell 4 has residents only, cell 5 nothing.
        card.Exposed!.People!.Value.ShouldBe(100 + 500 + 30, 5);
        card.Missing.Where(missing => missing.What == "population.people").Select(missing => missing.Reason.En[..1]).ShouldBe(["1", "1"]);
    }

    [Fact]
    public void Roads_are_closed_where_they_cross_the_edge()
    {
        var city = SmallCity(
            ("roads", Road(1, "primary", (-2000, 1000), (9000, 1000))),
            ("roads", Road(2, "service", (1000, 100), (1500, 100))),
            ("roads", Road(3, "footway", (-2000, 1200), (9000, 1200))),
            ("roads", Road(4, "residential", (0, 9000), (5000, 9000))),
            ("roads", Road(5, "motorway", (3000, -9000), (3000, 0))));

        var card = IncidentCards.Of(city, Chlorine);

        var roads = card.Roads!;
        (roads.Entering, roads.WhollyInside, roads.PathsEntering).ShouldBe((2, 1, 1));
        roads.ClosurePoints.Select(point => point.RoadId).ShouldBe([5, 1, 1]);
        var edge = TestPlane.Project(PolygonOf(card.Zones[0]).Union(PolygonOf(card.Zones[1]))).Boundary;
        foreach (var point in roads.ClosurePoints)
            edge.Distance(TestPlane.Project(new Point(point.Location[0], point.Location[1]))).ShouldBeLessThan(2);
    }

    [Fact]
    public void Staging_is_upwind_on_the_nearest_road_outside_the_circle()
    {
        var city = SmallCity(("roads", Road(1, "primary", (-800, -3000), (-800, 3000))), ("roads", Road(2, "footway", (-725, -3000), (-725, 3000))), ("roads", Road(3, "primary", (900, -900), (900, 900))));

        var staging = IncidentCards.Of(city, Chlorine).Staging!;

        (staging.RoadId, staging.RoadName).ShouldBe((1, "roads 1"));
        staging.DistanceMetres.ShouldBe(800, 2);
        staging.ApproachDegrees.ShouldBe(90, 1);
        staging.DistanceMetres.ShouldBeGreaterThanOrEqualTo(1.2 * 600);
    }

    [Fact]
    public void Without_a_road_upwind_the_staging_point_says_so()
    {
        var card = IncidentCards.Of(SmallCity(("roads", Road(1, "primary", (900, -900), (900, 900)))), Chlorine);
        card.Staging!.RoadId.ShouldBeNull();
        card.Staging.DistanceMetres.ShouldBe(720, 1);
        card.Staging.ApproachDegrees.ShouldBe(90, 0.01);
        card.Missing.ShouldContain(missing => missing.What == "roads.staging");
    }

    [Fact]
    public void Shelter_or_evacuate_follows_its_arithmetic()
    {
        var city = SmallCity(
            ("places", At("places", 1, 300, 0, ("capacityDay", 5000))),
            ("places", At("places", 2, 3000, 0, ("capacityDay", 100))),
            ("places", At("places", 3, 3000, -2700, ("capacityDay", 100))),
            ("places", At("places", 4, 3000, 100)));

        var card = IncidentCards.Of(city, Chlorine);

        var hints = card.Exposed!.Places.ToDictionary(place => place.Site.Id, place => place.Hint);
        hints[1].Action.ShouldBe("evacuate");
        // 300 + 120 + 100 / (2 × 1.3) + 2800 / 1.0 s against 3000 m / 2 m/s.
        hints[2].Action.ShouldBe("shelter");
        hints[2].MoveSeconds!.Value.ShouldBe(300 + 120 + (100 / 2.6) + 2800, 40);
        hints[3].Action.ShouldBe("evacuate");
        hints[4].Action.ShouldBe("no-data");
        (card.Shelter!.Evacuate, card.Shelter.Shelter, card.Shelter.NoData).ShouldBe((2, 1, 1));
        hints[2].Working.En.ShouldMatch("move 32[0-9]+ s ≥ arrival 1[45][0-9]+ s");
    }

    [Fact]
    public void In_calm_nothing_has_an_arrival_and_the_whole_circle_is_drawn()
    {
        var card = IncidentCards.Of(SmallCity(("places", At("places", 1, 3000, 0, ("capacityDay", 100)))), Chlorine with { WindMetresPerSecond = 0 });
        card.Wind.IsCalm.ShouldBeTrue();
        card.Zones[2].AreaSquareMetres.ShouldBe(Math.PI * 5600 * 5600, 50_000);
        card.Exposed!.Places[0].Site.ArrivalSeconds.ShouldBeNull();
        card.Exposed.Places[0].Hint.Action.ShouldBe("no-data");
        card.Warnings.ShouldContain(warning => warning.En.StartsWith("calm"));
        // In calm nothing is upwind: the staging point lies where the release may come.
        card.Warnings.ShouldContain(warning => warning.En.Contains("in calm no side is upwind") && warning.En.Contains("5600 m"));
    }

    [Fact]
    public void A_name_beside_the_number_that_is_not_known_is_told_and_the_number_goes_before()
    {
        IncidentCards.Of(SmallCity(), Chlorine with { Material = "车间里的气" }).Warnings.ShouldContain(warning => warning.En == "the name '车间里的气' is not known here: UN 1017, Chlorine, is taken");
        IncidentCards.Of(SmallCity(), Chlorine with { Material = "液氯" }).Warnings.ShouldNotContain(warning => warning.En.StartsWith("the name"));
    }

    [Fact]
    public void Eleven_or_more_is_drawn_as_eleven_and_said()
    {
        var card = IncidentCards.Of(SmallCity(), Chlorine with { UnNumber = "1079", Container = "rail-tank-car" });
        (card.ProtectMetres, card.ProtectOrMore).ShouldBe((11_000, true));
        card.Warnings.ShouldContain(warning => warning.En.Contains("the book says 11+ km"));
    }

    [Fact]
    public void A_row_that_cannot_be_read_gives_no_zones()
    {
        var card = IncidentCards.Of(SmallCity(), Chlorine with { UnNumber = "2190", Container = null });
        (card.Status, card.IsolationMetres, card.ProtectMetres, card.Exposed, card.Roads).ShouldBe(("no-data", null, null, null, null));
        card.Zones.ShouldBeEmpty();
        card.NoData!.Zh.ShouldContain("请查原书");
    }

    [Fact]
    public void A_spill_at_an_enterprise_stands_at_its_point()
    {
        var card = IncidentCards.Of(SmallCity(("enterprises", At("enterprises", 7, 500, 600))), Chlorine with { Location = null, EnterpriseId = 7 });
        TestPlane.Project(card.Location[0], card.Location[1]).X.ShouldBe(620_500, 0.01);
        card.Warnings.ShouldContain(warning => warning.En.Contains("enterprise's point"));
    }

    [Fact]
    public void Missing_layers_are_named_and_never_read_as_nobody()
    {
        var card = IncidentCards.Of(SmallCity(), Chlorine);
        card.Missing.Select(missing => missing.What).ShouldBe(["places", "population", "confined-spaces", "enterprises", "roads", "roads.staging"], ignoreOrder: true);
        (card.Exposed!.People, card.Exposed.PlacePeople, card.Roads).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_what_if_says_so()
    {
        var city = SmallCity().Imagine("places", [At("places", 1, 1000, 0, ("capacityDay", 10))], []);
        var card = IncidentCards.Of(city, Chlorine);
        (card.WhatIf, card.Exposed!.PlaceCount).ShouldBe((true, 1));
    }

    public static TheoryData<string, string> WrongInputs => new()
    {
        { "location", """{"location":[10,10]}""" },
        { "location", """{"location":[24.6,118.2]}""" },
        { "location", """{"location":[118.2]}""" },
        { "location", """{"location":null}""" },
        { "enterpriseId", """{"location":null,"enterpriseId":99}""" },
        { "unNumber", """{"unNumber":"9999"}""" },
        { "material", """{"unNumber":null,"material":"水"}""" },
        { "size", """{"size":"huge"}""" },
        { "container", """{"container":"bucket"}""" },
        { "windMetresPerSecond", """{"windMetresPerSecond":-1}""" },
        { "windMetresPerSecond", """{"windMetresPerSecond":null}""" },
        { "windFromDegrees", """{"windFromDegrees":361}""" },
        { "time", """{"time":null}""" },
    };

    [Theory]
    [MemberData(nameof(WrongInputs))]
    public void A_wrong_input_is_named_with_its_remedy(string member, string changed)
    {
        var json = JsonSerializer.SerializeToNode(Chlorine, JsonSerializerOptions.Web)!.AsObject();
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(changed)!)
            json[name] = JsonSerializer.SerializeToNode(value);
        var refused = Should.Throw<QuestionException>(() => IncidentCards.Of(SmallCity(), json.Deserialize<IncidentQuestion>(JsonSerializerOptions.Web)!));
        refused.Member.ShouldBe(member);
        refused.Reason.Zh.ShouldNotBeEmpty();
        refused.Remedy.Zh.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_card_goes_over_the_wire_as_GeoJson()
    {
        var json = JsonSerializer.SerializeToNode(IncidentCards.Of(SmallCity(), Chlorine), JsonSerializerOptions.Web)!;
        json["zones"]![1]!["geometry"]!["type"]!.GetValue<string>().ShouldBe("Polygon");
        json["zones"]![1]!["geometry"]!["coordinates"]![0]!.AsArray().Count.ShouldBe(5);
        json["isolationMetres"]!.GetValue<double>().ShouldBe(600);
        json["dataVersion"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    static double[] LonLat(double east, double north)
    {
        var at = At("places", 1, east, north).Geometry!.Coordinate;
        return [at.X, at.Y];
    }

    static Feature Road(long id, string roadClass, params (double East, double North)[] line)
    {
        var corners = line.Select(at => LonLat(at.East, at.North)).Select(at => FormattableString.Invariant($"{at[0]:R} {at[1]:R}"));
        return Feature("roads", id, $"LINESTRING ({string.Join(", ", corners)})", ("roadClass", roadClass));
    }

    static Polygon PolygonOf(IncidentZone zone) => new(new LinearRing([.. zone.Geometry.Coordinates[0].Select(at => new Coordinate(at[0], at[1]))]));

    static Coordinate Middle(Coordinate a, Coordinate b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);
}
