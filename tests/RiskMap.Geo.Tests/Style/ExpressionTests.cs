using System.Text.Json;
using RiskMap.Geo.Style;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.Geo.Tests.Style;

/// <summary>Expressions mean what the MapLibre style specification ("Expressions") says.</summary>
public sealed class ExpressionTests
{
    const string Feature = """{"id": 7, "type": "Polygon", "name": "甲厂", "tonnes": 12.5, "grade": "red", "big": true, "state:colour": "red"}""";

    [Theory]
    // Lookup
    [InlineData("""["get", "name"]""", "\"甲厂\"")]
    [InlineData("""["get", "none"]""", "null")]
    [InlineData("""["has", "name"]""", "true")]
    [InlineData("""["has", "none"]""", "false")]
    [InlineData("""["feature-state", "colour"]""", "\"red\"")]
    [InlineData("""["feature-state", "none"]""", "null")]
    [InlineData("""["geometry-type"]""", "\"Polygon\"")]
    [InlineData("""["id"]""", "7")]
    [InlineData("""["in", "red", ["literal", ["red", "blue"]]]""", "true")]
    [InlineData("""["in", "厂", ["get", "name"]]""", "true")]
    [InlineData("""["in", 3, ["literal", [1, 2]]]""", "false")]
    // Decision
    [InlineData("""["coalesce", ["get", "none"], ["get", "name"], "x"]""", "\"甲厂\"")]
    [InlineData("""["coalesce", ["get", "none"]]""", "null")]
    [InlineData("""["match", ["get", "grade"], "red", 1, ["orange", "yellow"], 2, 0]""", "1")]
    [InlineData("""["match", "yellow", "red", 1, ["orange", "yellow"], 2, 0]""", "2")]
    [InlineData("""["match", 3, 1, "a", [2, 3], "b", "c"]""", "\"b\"")]
    [InlineData("""["match", ["get", "none"], "red", 1, 0]""", "0")]
    [InlineData("""["case", ["get", "big"], "large", "small"]""", "\"large\"")]
    [InlineData("""["case", false, 1, ["has", "none"], 2, 3]""", "3")]
    [InlineData("""["case", ["get", "none"], 1, 2]""", "error")]
    [InlineData("""["==", ["get", "grade"], "red"]""", "true")]
    [InlineData("""["==", ["get", "tonnes"], "12.5"]""", "false")]
    [InlineData("""["!=", ["get", "none"], null]""", "false")]
    [InlineData("""["<", ["get", "tonnes"], 12.5]""", "false")]
    [InlineData("""["<=", ["get", "tonnes"], 12.5]""", "true")]
    [InlineData("""[">", ["get", "grade"], "blue"]""", "true")]
    [InlineData("""[">=", ["get", "grade"], 3]""", "error")]
    [InlineData("""["all"]""", "true")]
    [InlineData("""["any"]""", "false")]
    [InlineData("""["all", true, ["get", "big"]]""", "true")]
    [InlineData("""["all", false, ["get", "none"]]""", "false")]
    [InlineData("""["any", ["has", "none"], ["has", "name"]]""", "true")]
    [InlineData("""["!", ["has", "none"]]""", "true")]
    // Ramps
    [InlineData("""["step", ["get", "tonnes"], "a", 10, "b", 20, "c"]""", "\"b\"")]
    [InlineData("""["step", 20, "a", 10, "b", 20, "c"]""", "\"c\"")]
    [InlineData("""["step", -1, "a", 10, "b"]""", "\"a\"")]
    [InlineData("""["interpolate", ["linear"], 15, 10, 0, 20, 100]""", "50")]
    [InlineData("""["interpolate", ["linear"], 5, 10, 1, 20, 100]""", "1")]
    [InlineData("""["interpolate", ["linear"], 20, 10, 1, 20, 100]""", "100")]
    [InlineData("""["interpolate", ["exponential", 2], 3, 1, 0, 4, 7]""", "3")]
    [InlineData("""["interpolate", ["linear"], 1, 0, "#000000", 2, "#ffffff"]""", "\"rgba(128,128,128,1)\"")]
    [InlineData("""["interpolate", ["linear"], 1, 0, "rgba(255,0,0,0)", 2, "rgba(0,0,255,1)"]""", "\"rgba(0,0,255,0.5)\"")]
    [InlineData("""["interpolate", ["linear"], ["get", "name"], 0, 1, 2, 3]""", "error")]
    [InlineData("""["interpolate", ["linear"], ["zoom"], 10, 1, 12, 3]""", "2")]
    // Arithmetic and text
    [InlineData("""["+", 1, 2, 3]""", "6")]
    [InlineData("""["-", 5]""", "-5")]
    [InlineData("""["-", 5, 2]""", "3")]
    [InlineData("""["*", ["get", "tonnes"], 2]""", "25")]
    [InlineData("""["/", 1, 4]""", "0.25")]
    [InlineData("""["%", 7, 4]""", "3")]
    [InlineData("""["^", 2, 10]""", "1024")]
    [InlineData("""["min", 3, 1, 2]""", "1")]
    [InlineData("""["max", 3, 1, 2]""", "3")]
    [InlineData("""["round", -1.5]""", "-2")]
    [InlineData("""["+", "a", 1]""", "error")]
    [InlineData("""["concat", ["get", "name"], " ", ["get", "tonnes"], ["get", "none"], true]""", "\"甲厂 12.5true\"")]
    [InlineData("""["to-string", ["get", "none"]]""", "\"\"")]
    [InlineData("""["to-string", ["literal", [1, "a"]]]""", "\"[1,\"a\"]\"")]
    [InlineData("""["to-number", ["get", "name"], "3"]""", "3")]
    [InlineData("""["to-boolean", ""]""", "false")]
    [InlineData("""["to-color", "#ff0000"]""", "\"rgba(255,0,0,1)\"")]
    [InlineData("""["string", ["get", "tonnes"], "x"]""", "\"x\"")]
    [InlineData("""["number", ["get", "name"]]""", "error")]
    [InlineData("""["format", ["get", "name"], {}, "\n", {}, "62.1", {"font-scale": 0.8}]""", "\"甲厂\n62.1\"")]
    public void An_expression_has_the_value_that_the_specification_gives_it(string expression, string expected)
    {
        var read = Read(expression);
        read.Evaluate(11, new JsonFeature(Feature)).ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""["cubic-bezier", 1]""", "/0", "'cubic-bezier' is not known")]
    [InlineData("""["get"]""", "", "'get' has 0 arguments")]
    [InlineData("""["get", ["get", "x"]]""", "/1", "constant text")]
    [InlineData("""["match", ["get", "x"], "a", 1, "a", 2, 3]""", "/4", "there twice")]
    [InlineData("""["match", ["get", "x"], 1.5, 1, 3]""", "/2", "whole number")]
    [InlineData("""["match", ["get", "x"], "a", 1, "b", 2]""", "", "for all else")]
    [InlineData("""["step", ["zoom"], 1, 5, 2, 5, 3]""", "/5", "ascend")]
    [InlineData("""["interpolate", ["cubic-bezier", 0, 0, 1, 1], ["zoom"], 1, 2]""", "/1", "cubic-bezier")]
    [InlineData("""["case", true, ["nope"], 1]""", "/2/0", "'nope' is not known")]
    [InlineData("""["==", "$type", "Point"]""", "", "old style")]
    [InlineData("""{"stops": [[1, 2]]}""", "", "functions of the old style")]
    [InlineData("""["format", "a", {"text-font": ["x"]}]""", "/2/text-font", "not known")]
    [InlineData("[]", "", "begins with the name")]
    public void What_is_not_known_is_refused_at_its_place(string expression, string path, string reason)
    {
        var refusal = Should.Throw<StyleException>(() => Read(expression));
        refusal.Path.ShouldBe("/paint" + path);
        refusal.Message.ShouldContain(reason);
    }

    [Fact]
    public void Nesting_has_an_end() => Should.Throw<StyleException>(() => Read(string.Concat(Enumerable.Repeat("[\"!\",", 40)) + "true" + new string(']', 40))).Message.ShouldContain("deeper than 32");

    [Theory]
    [InlineData("#f00", "rgba(255,0,0,1)")]
    [InlineData("#f008", "rgba(255,0,0,0.5333333333333333)")]
    [InlineData("#c4242b", "rgba(196,36,43,1)")]
    [InlineData("#00000080", "rgba(0,0,0,0.5019607843137255)")]
    [InlineData("rgb(1, 2, 3)", "rgba(1,2,3,1)")]
    [InlineData("rgba(255,255,255,0.92)", "rgba(255,255,255,0.92)")]
    [InlineData("white", "rgba(255,255,255,1)")]
    [InlineData("transparent", "rgba(0,0,0,0)")]
    [InlineData("#ff", null)]
    [InlineData("rgba(1,2)", null)]
    [InlineData("reddish", null)]
    public void A_colour_is_read_as_CSS_writes_it(string text, string? expected) => (StyleColour.TryParse(text)?.ToString()).ShouldBe(expected);

    static Expression Read(string json) => ExpressionReader.Read(JsonDocument.Parse(json).RootElement, "/paint");
}
