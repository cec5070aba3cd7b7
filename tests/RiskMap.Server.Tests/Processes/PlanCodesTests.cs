using System.Text.Json.Nodes;
using RiskMap.Server.Processes;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Processes;

/// <summary>What a form about a planned use can offer stands in the description of the certificate.</summary>
public sealed class PlanCodesTests
{
    [Theory]
    [InlineData("inventory", "7664-41-7", "氨")]
    [InlineData("facilities", "petrol-station", "加油站")]
    [InlineData("placeCategory", "highly-sensitive", "高敏感防护目标")]
    [InlineData("landUse", "M3", "三类工业用地")]
    public async Task The_certificate_tells_the_values_of_its_inputs_with_their_titles(string input, string value, string title)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var codes = (await city.GetJsonAsync("/processes/siting-certificate"))["inputs"]![input]!["schema"]!["x-codes"]!.AsArray();
        var code = codes.Single(code => code!["value"]!.GetValue<string>() == value)!;
        code["title"]!["zh"]!.GetValue<string>().ShouldStartWith(title);
        code["title"]!["en"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public void Each_value_is_told_once()
    {
        foreach (var word in (JsonObject[])[PlanCodes.Chemicals(), PlanCodes.Facilities(), PlanCodes.Categories(), PlanCodes.LandUses()])
            word["x-codes"]!.AsArray().Select(code => code!["value"]!.GetValue<string>()).ShouldBeUnique();
    }
}
