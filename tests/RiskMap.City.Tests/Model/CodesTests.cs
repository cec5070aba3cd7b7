using RiskMap.City.Model;
using RiskMap.City.Model.Codes;

namespace RiskMap.City.Tests.Model;

public class CodesTests
{
    [Theory]
    [InlineData("91350100M000100Y43", "91350100M000100Y43")]
    [InlineData(" 91350100m000100y43 ", "91350100M000100Y43")]
    public void A_credit_code_with_the_right_check_character_passes(string given, string expected) =>
        CreditCode.Rule.Normalize(given).Value.ShouldBe(expected);

    [Theory]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100M000100Y4")]
    [InlineData("9135010OM000100Y43")]
    public void A_credit_code_that_breaks_GB_32100_is_refused_with_a_remedy(string given)
    {
        var (value, problem) = CreditCode.Rule.Normalize(given);
        value.ShouldBeNull();
        problem!.Zh.ShouldContain("更正");
    }

    [Theory]
    [InlineData("7664-41-7")]
    [InlineData("7782-50-5")]
    [InlineData("86290-81-5")]
    public void The_CAS_numbers_of_GB_18218_pass(string cas) => CasNumber.IsValid(cas).ShouldBeTrue();

    [Theory]
    [InlineData("7664-41-8")]
    [InlineData("7664417")]
    [InlineData("ammonia")]
    public void A_CAS_number_with_a_wrong_check_digit_or_shape_is_refused(string cas) => CasNumber.IsValid(cas).ShouldBeFalse();

    [Theory]
    [InlineData("C2614", "2614")]
    [InlineData("26", "26")]
    [InlineData("f5265", "5265")]
    public void An_industry_code_of_GBT_4754_reads_with_or_without_its_section(string given, string expected) =>
        IndustryCode.Rule.Normalize(given).Value.ShouldBe(expected);

    [Theory]
    [InlineData("A2614")]
    [InlineData("98")]
    [InlineData("00")]
    [InlineData("26145")]
    public void An_industry_code_that_does_not_exist_is_refused(string given) => IndustryCode.Rule.Normalize(given).Value.ShouldBeNull();

    [Theory]
    [InlineData("1010101", true)]
    [InlineData("4010101", false)]
    [InlineData("101010", false)]
    public void A_supply_code_has_seven_digits_and_starts_with_a_large_class(string given, bool passes) =>
        (SupplyCode.Rule.Normalize(given).Value is not null).ShouldBe(passes);

    [Theory]
    [InlineData("红色", "red")]
    [InlineData("较大", "orange")]
    [InlineData("BLUE", "blue")]
    public void A_grade_reads_in_the_spellings_that_bureaus_use(string given, string expected) =>
        Grades.FourColour.Find(given)!.Value.ShouldBe(expected);

    [Fact]
    public void Every_layer_is_declared_once_with_titles_in_both_languages_and_unique_columns()
    {
        CityLayers.All.Select(layer => layer.Name).ShouldBeUnique();
        foreach (var layer in CityLayers.All)
        {
            layer.Fields.Select(field => field.Column).ShouldBeUnique();
            foreach (var field in layer.Fields)
            {
                field.Title.Zh.ShouldNotBeNullOrWhiteSpace();
                field.Title.En.ShouldNotBeNullOrWhiteSpace();
                (field.Personal && field.InTiles).ShouldBeFalse($"{layer.Name}.{field.Name} is personal and must not be in tiles");
            }
        }
    }

    [Fact]
    public void The_layers_are_those_of_the_contract() => string.Join(' ', CityLayers.All.Select(layer => layer.Name)).ShouldBe(
        "districts enterprises confined-spaces parks zones depots teams places site-boundaries population roads closures incidents risk-contours dispatch-orders");
}
