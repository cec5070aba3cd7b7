using System.Text.Json;
using RiskMap.Geo.Style;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.Geo.Tests.Style;

/// <summary>A feature written as JSON: its properties, and under <c>state:</c>, <c>id</c> and <c>type</c> the rest.</summary>
sealed class JsonFeature(string json) : StyleFeature
{
    readonly JsonElement _members = JsonDocument.Parse(json).RootElement;

    public override string GeometryType => Property("type").Text ?? "Point";

    public override StyleValue Id => Property("id");

    public override StyleValue Property(string name) => _members.TryGetProperty(name, out var value)
        ? ((Literal)ExpressionReader.Read(value, "")).Value
        : StyleValue.Null;

    public override StyleValue State(string name) => Property("state:" + name);
}
