using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using RiskMap.City.Model;
using RiskMap.City.Model.Codes;
using RiskMap.City.Risk.MajorHazard;

namespace RiskMap.City.Tests.Risk.MajorHazard;

/// <summary>The tables of data/major-hazard.json agree with a transcription of the standard that others made, and with themselves.</summary>
public sealed class MajorHazardTablesTests
{
    static readonly MajorHazardTables Tables = MajorHazardTables.Default;

    [SharedDataFact]
    public void Table_1_has_the_numbers_and_quantities_of_the_standard()
    {
        var rows = Rows("gb18218_2018_table1_critical_quantities.csv");
        rows.Count.ShouldBe(85);
        Tables.Substances.Select(row => row.No).ShouldBe(Enumerable.Range(1, 85).Select(no => (int?)no));
        foreach (var row in rows)
        {
            var ours = Tables.Substances[int.Parse(row["seq"], CultureInfo.InvariantCulture) - 1];
            ours.CriticalTonnes.ShouldBe(double.Parse(row["critical_t"], CultureInfo.InvariantCulture), row["name"]);
            var numbers = row["cas"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(cas => cas.Split('(')[0].Trim()).ToList();
            if (numbers.Count > 0) ours.Cas.ShouldBe(numbers, row["name"]);
            if (Substances.All.Count(other => other.MainCas == ours.MainCas) == 1) Substances.ByName(row["name"]).ShouldNotBeNull(row["name"]).No.ShouldBe(ours.No);
        }
    }

    [SharedDataFact]
    public void Tables_2_and_4_have_the_quantities_and_betas_of_the_standard()
    {
        var rows = Rows("gb18218_2018_table2_table4_categories.csv");
        Tables.Categories.Count.ShouldBe(rows.Count);
        foreach (var row in rows)
        {
            var ours = Tables.Category(row["symbol"]).ShouldNotBeNull();
            (ours.CriticalTonnes, ours.Beta).ShouldBe((double.Parse(row["critical_t"], CultureInfo.InvariantCulture), double.Parse(row["beta"], CultureInfo.InvariantCulture)), row["symbol"]);
        }
    }

    [SharedDataFact]
    public void Table_3_has_the_betas_of_the_standard()
    {
        var rows = Rows("gb18218_2018_table3_beta_toxic_gas.csv");
        Tables.ToxicGases.Select(gas => (gas.Name.Zh, gas.Beta)).ShouldBe(rows.Select(row => (row["name"], double.Parse(row["beta"], CultureInfo.InvariantCulture))), ignoreOrder: true);
    }

    [SharedDataFact]
    public void Tables_5_and_6_have_the_bands_of_the_standard()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Requires.SharedData("reference", "gb18218_2018_table5_table6.json")));
        foreach (var row in json.RootElement.GetProperty("table5_alpha").EnumerateArray())
        {
            var least = row.TryGetProperty("exposed_min", out var number) ? number.GetDouble() : double.Parse(row.GetProperty("exposed").GetString()!.Split('~')[0], CultureInfo.InvariantCulture);
            Tables.Alphas.Single(band => band.ResidentsAtLeast == least).Alpha.ShouldBe(row.GetProperty("alpha").GetDouble());
        }
        Tables.Levels.Select(band => band.Name.Zh).ShouldBe(json.RootElement.GetProperty("table6_levels").EnumerateArray().Select(row => row.GetProperty("level").GetString()!));
    }

    [Fact]
    public void A_beta_of_table_1_is_that_of_table_3_or_the_largest_of_its_classes()
    {
        foreach (var row in Tables.Substances)
        {
            var expected = Tables.ToxicGas(row.MainCas)?.Beta ?? row.Categories.Select(symbol => Tables.Category(symbol)!.Beta).DefaultIfEmpty(1).Max();
            if (row.No != 13) row.Beta.ShouldBe(expected, row.Name.Zh); // coal gas takes the beta of the carbon monoxide in it
            (row.BetaSource!.Status == RuleSource.Verified).ShouldBe(Tables.ToxicGas(row.MainCas) is not null, row.Name.Zh);
        }
    }

    [Fact]
    public void Every_row_names_its_classes_its_hazards_and_valid_numbers()
    {
        foreach (var row in Substances.All)
        {
            row.Cas.ShouldAllBe(cas => CasNumber.IsValid(cas));
            row.Categories.Select(symbol => Tables.Category(symbol).ShouldNotBeNull(symbol).Hazard).ShouldBeSubsetOf(row.Hazards, row.Name.Zh);
            row.FireClass.ShouldBeOneOf(null, "A", "B", "C");
            row.Source.Clause.ShouldNotBeEmpty();
        }
        Substances.All.Where(row => row.Variant is not null).GroupBy(row => row.MainCas).ShouldAllBe(rows => rows.Select(row => row.Variant).Distinct().Count() == rows.Count());
    }

    [Theory]
    [InlineData("液氨", "7664-41-7")]
    [InlineData("Chlorine", "7782-50-5")]
    [InlineData(" lpg ", "68476-85-7")]
    [InlineData("异丙醇", "67-63-0")]
    [InlineData("航空煤油", "8008-20-6")]
    public void Substances_are_found_by_name_in_both_languages(string name, string cas) => Substances.ByName(name)!.MainCas.ShouldBe(cas);

    [Fact]
    public void Substances_are_found_by_every_number_they_have()
    {
        Substances.ByCas("106-97-8")!.No.ShouldBe(52);
        Substances.ByCas("8006-14-2")!.No.ShouldBe(49);
        Substances.ByCas("9004-70-0")!.CriticalTonnes.ShouldBe(1);
        Substances.WithCas("6484-52-2").Select(row => row.CriticalTonnes).ShouldBe([5, 50, 200]);
        Substances.ByCas("1-2-3").ShouldBeNull();
        Substances.ByName("水").ShouldBeNull();
    }

    static List<Dictionary<string, string>> Rows(string file)
    {
        using var csv = new CsvReader(new StreamReader(Requires.SharedData("reference", file)), new CsvConfiguration(CultureInfo.InvariantCulture));
        return [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key.TrimStart('\uFEFF'), cell => (string)cell.Value))];
    }
}
