using System.Text.Json.Nodes;
using RiskMap.Server.Processes;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Processes;

/// <summary>What a form about a planned use or an incident can offer stands in the description of the process.</summary>
public sealed class PlanCodesTests
{
    [Theory]
    [InlineData("siting-certificate", "inventory", "7664-41-7", "氨")]
    [InlineData("siting-certificate", "facilities", "petrol-station", "加油站")]
    [InlineData("siting-certificate", "placeCategory", "highly-sensitive", "高敏感防护目标")]
    [InlineData("siting-certificate", "landUse", "M3", "三类工业用地")]
    [InlineData("incident-card", "unNumber", "1005", "无水氨")]
    [InlineData("incident-card", "material", "Unknown material", "未知物质")]
    [InlineData("incident-card", "size", "small", "小规模（208 升")]
    [InlineData("incident-card", "container", "nurse-tank", "农用氨罐")]
    [InlineData("sufficient-force", "template", "ammonia-leak", "氨泄漏")]
    public async Task A_process_tells_the_values_of_its_inputs_with_their_titles(string process, string input, string value, string title)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var codes = (await city.GetJsonAsync($"/processes/{process}"))["inputs"]![input]!["schema"]!["x-codes"]!.AsArray();
        var code = codes.Single(code => code!["value"]!.GetValue<string>() == value)!;
        code["title"]!["zh"]!.GetValue<string>().ShouldStartWith(title);
        code["title"]!["en"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public void Each_value_is_told_once()
    {
        foreach (var word in (JsonObject[])[PlanCodes.Chemicals(), PlanCodes.Facilities(), PlanCodes.Categories(), PlanCodes.LandUses(),
            DispatchCodes.UnNumbers(), DispatchCodes.Materials(), DispatchCodes.Sizes(), DispatchCodes.Containers(), DispatchCodes.Templates()])
            word["x-codes"]!.AsArray().Select(code => code!["value"]!.GetValue<string>()).ShouldBeUnique();
    }

    [Fact]
    public void A_material_tells_its_other_names_and_a_gas_of_table_3_its_containers()
    {
        var ammonia = Material("1005");
        ammonia["alsoCalled"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldContain("液氨");
        ammonia["containers"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldContain("nurse-tank");
        Material("1203").ContainsKey("containers").ShouldBeFalse();

        static JsonObject Material(string un) =>
            DispatchCodes.UnNumbers()["x-codes"]!.AsArray().Select(code => code!.AsObject()).Single(code => code["value"]!.GetValue<string>() == un);
    }
}
