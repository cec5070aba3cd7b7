using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>Inputs that several processes have.</summary>
static class SharedInputs
{
    /// <summary>A moment for examples: the same answer whenever they are run.</summary>
    internal const string ExampleTime = "2026-06-30T10:00:00+08:00";

    /// <summary>An enterprise of the city.</summary>
    internal static ProcessInput EnterpriseId { get; } = new("enterpriseId", ("企业编号", "Enterprise"), ("企业图层中的 id", "id in the layer enterprises")) { Schema = Between(1, null) };

    /// <summary>Industry code.</summary>
    internal static ProcessInput IndustryCode { get; } = new("industryCode", ("行业代码", "Industry code"), ("GB/T 4754-2017，2–4 位数字，可带门类字母", "GB/T 4754-2017, 2 to 4 digits, section letter allowed"));

    /// <summary>Facilities.</summary>
    internal static ProcessInput Facilities { get; } = new("facilities", ("设施", "Facilities"),
        ("间距规则所称的设施，如 class-a-workshop、petrol-station-1；不给则由行业、存量与工艺推定", "facilities that separation rules know, such as class-a-workshop or petrol-station-1; they follow from code, inventory and processes where it is left out"));

    /// <summary>Category of a protected place.</summary>
    internal static ProcessInput PlaceCategory { get; } = new("placeCategory", ("防护目标类别", "Category of the place"), ("GB 36894-2018 的类别，如 highly-sensitive；工厂不给", "category of GB 36894-2018, such as highly-sensitive; left out for a plant"));

    /// <summary>Kind of a protected place.</summary>
    internal static ProcessInput PlaceKind { get; } = new("placeKind", ("防护目标种类", "Kind of the place"), ("如 school、hospital；工厂不给", "such as school or hospital; left out for a plant"));

    /// <summary>Land use.</summary>
    internal static ProcessInput LandUse { get; } = new("landUse", ("用地性质", "Land use"), ("规划用地代码，如 M3", "planned land-use code, such as M3"));

    /// <summary>Hazardous processes.</summary>
    internal static ProcessInput Processes { get; } = new("processes", ("危险工艺", "Hazardous processes"), ("重点监管的危险化工工艺", "hazardous chemical processes under key supervision"));

    /// <summary>The day.</summary>
    internal static ProcessInput Date { get; } = new("date", ("日期", "Day"),
        ("目录与报告须在该日有效；不给则为今天，回答中写明", "the day on which catalogue and reports must be valid; today where it is left out, and the answer names it"));

    /// <summary>The moment of a journey.</summary>
    internal static ProcessInput Time { get; } = new("time", ("时间", "Time"), ($"带时区的时刻，如 {ExampleTime}；交通与断路随之；不给则为现在", $"a moment with its offset, such as {ExampleTime}; traffic and closures follow it; now where it is left out"))
    {
        Schema = new JsonObject { ["format"] = "date-time" },
    };

    /// <summary>What the schema of [longitude, latitude] says besides its type. Made anew at each call.</summary>
    internal static JsonObject Position => new() { ["minItems"] = 2, ["maxItems"] = 2 };

    /// <summary>What the schema of a list of positions says besides its type. Made anew at each call.</summary>
    internal static JsonObject Positions(int most) => ApiSchemas.ArrayOf(ApiSchemas.ArrayOf(new JsonObject { ["type"] = "number" }, 2, 2), 1, most);

    /// <summary>What the schema of a list of units says besides its type: teams and depots by their ids. Made anew at each call.</summary>
    internal static JsonObject Units
    {
        get
        {
            var unit = FeatureName(DispatchOrders.UnitLayers.Codes.Select(code => code.Value));
            unit["properties"]!["id"]!["minimum"] = 1;
            return new JsonObject { ["items"] = ApiSchemas.Closed(unit) };
        }
    }

    /// <summary>A feature of the city as <c>{"layer": …, "id": …}</c>. Made anew at each call.</summary>
    internal static JsonObject FeatureName(IEnumerable<string> layers) => ApiSchemas.Object(["layer", "id"],
        ("layer", ApiSchemas.OneOf(layers)), ("id", new JsonObject { ["type"] = "integer" }));

    /// <summary>The bounds of a number, null for none. Made anew at each call.</summary>
    internal static JsonObject Between(double? least, double? most)
    {
        var bounds = new JsonObject();
        if (least is { } from) bounds["minimum"] = from;
        if (most is { } to) bounds["maximum"] = to;
        return bounds;
    }

    /// <summary>The bounds of a number above 0. Made anew at each call.</summary>
    internal static JsonObject Above0(double? most = null)
    {
        var bounds = Between(0, most);
        bounds["exclusiveMinimum"] = true;
        return bounds;
    }

    /// <summary>Chemicals.</summary>
    internal static ProcessInput Inventory(LocalizedText description) => new("inventory", ("存量", "Inventory"), description);
}
