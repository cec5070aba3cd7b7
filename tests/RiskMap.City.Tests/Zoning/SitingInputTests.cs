using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Model.Codes;
using RiskMap.City.Zoning;
using static RiskMap.City.Tests.Zoning.Sketch;

namespace RiskMap.City.Tests.Zoning;

/// <summary>Questions that cannot be answered name the member at fault, and nothing is computed.</summary>
public sealed class SitingInputTests
{
    static QuestionException Refused(SitingQuestion question) => Should.Throw<QuestionException>(() => SitingCertificates.Of(Town(), question));

    static QuestionException RefusedSite(Geometry? site) => Should.Throw<QuestionException>(() => DrawnSite.Of(Town(), site));

    [Fact]
    public void A_site_must_be_one_whole_polygon_of_a_parcels_size_inside_the_city()
    {
        RefusedSite(null).Member.ShouldBe("site");
        RefusedSite(new Point(118.2, 24.6)).Reason.En.ShouldContain("polygon");
        RefusedSite(new MultiPolygon([Site, Rectangle(2000, 2000, 2100, 2100)])).Reason.En.ShouldContain("polygon");
        RefusedSite(Ring((0, 0), (100, 100), (100, 0), (0, 100), (0, 0))).Reason.Zh.ShouldContain("自相交");
        RefusedSite(Rectangle(0, 0, 1, 1)).Reason.En.ShouldContain("makes no sense");
        RefusedSite(Rectangle(0, 0, 20_000, 10_000)).Reason.En.ShouldContain("makes no sense");
        RefusedSite(Rectangle(-60_000, 0, -59_900, 100)).Reason.En.ShouldContain("does not lie in the city");
        RefusedSite(new Polygon(new LinearRing([new(24.6, 118.2), new(24.61, 118.2), new(24.61, 118.21), new(24.6, 118.2)]))).Remedy.En.ShouldContain("longitude comes first");
    }

    [Fact]
    public void A_site_has_no_hole()
    {
        var holed = new Polygon(Rectangle(0, 0, 300, 300).Shell, [Rectangle(100, 100, 200, 200).Shell]);
        RefusedSite(holed).Reason.En.ShouldContain("hole");
    }

    [Fact]
    public void A_use_must_be_said_in_codes_chemicals_and_tokens_that_exist()
    {
        Refused(new(Site)).Member.ShouldBe("industryCode");
        Refused(new(Site, "2615")).ShouldSatisfyAllConditions(wrong => wrong.Member.ShouldBe("industryCode"), wrong => wrong.Remedy.En.ShouldContain("2614"));
        Refused(new(Site, "C9999")).Member.ShouldBe("industryCode");
        Refused(new(Site, "5942", [new("7664-41-8", 3)])).Member.ShouldStartWith("inventory/0");
        Refused(new(Site, "5942", [new("7664-41-7", -1)])).Member.ShouldBe("inventory/0/tonnes");
        Refused(new(Site, "5942", [new("7664-41-7", 1e9)])).Member.ShouldBe("inventory/0/tonnes");
        Refused(new(Site, "5942", Facilities: ["castle"])).Remedy.En.ShouldContain("petrol-station");
        Refused(new(Site, PlaceCategory: "very-sensitive")).ShouldSatisfyAllConditions(wrong => wrong.Member.ShouldBe("placeCategory"), wrong => wrong.Remedy.Zh.ShouldContain("highly-sensitive"));
    }

    [Fact]
    public void The_separation_process_names_its_own_members()
    {
        Should.Throw<QuestionException>(() => Separation.Of(Town(), new())).Member.ShouldBe("site");
        Should.Throw<QuestionException>(() => Separation.Of(Town(), new(Site: Site))).Member.ShouldBe("use");
        Should.Throw<QuestionException>(() => Separation.Of(Town(), new(EnterpriseId: 77))).Member.ShouldBe("enterpriseId");
        Should.Throw<QuestionException>(() => Separation.Of(Town(), new(Site: Site, Use: new("2615", [])))).Member.ShouldBe("use/industryCode");
    }

    [Fact]
    public void Lists_may_be_left_out_and_a_section_letter_is_allowed()
    {
        SitingCertificates.Of(Town(), new(Site, "C1811")).Use.IndustryCode.ShouldBe("1811");
        Separation.Of(Town(), new(Site: Site, Use: new("1811", null!))).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_code_that_does_not_exist_is_told_its_nearest()
    {
        IndustryCodes.Require("C2614", "industryCode").ShouldBe("2614");
        IndustryCodes.Require("26", "industryCode").ShouldBe("26");
        Should.Throw<QuestionException>(() => IndustryCodes.Require("5268", "code")).Remedy.En.ShouldContain("5267");
        Should.Throw<QuestionException>(() => IndustryCodes.Require("A2614", "code")).Reason.En.ShouldContain("section C");
        Should.Throw<QuestionException>(() => IndustryCodes.Require("petrol", "code")).Member.ShouldBe("code");
    }

    [SharedDataFact]
    public void The_codes_are_those_of_the_standard()
    {
        var text = File.ReadAllText(Requires.SharedData("reference", "gbt4754_2017_IndustryData.js"));
        var standard = System.Text.RegularExpressions.Regex.Matches(text, "\"value\": \"[A-T](\\d+)\"").Select(match => match.Groups[1].Value).Distinct().ToList();

        IndustryCodes.Count.ShouldBe(standard.Count);
        standard.ShouldAllBe(code => IndustryCodes.Exists(code));
    }
}
