using System.Globalization;
using System.Text.Json;
using RiskMap.City.Dispatch.Isolation;
using RiskMap.City.Model;

namespace RiskMap.City.Tests.Dispatch;

public class ErgTablesTests
{
    static readonly ErgTables Tables = ErgTables.Default;

    // Unreadable in the extract, or breaking the order that the whole book keeps.
    static readonly string[] SeeTheBook =
        ["1092", "1259", "1589", "2190", "2195", "2202", "2420", "2480", "2481", "2483", "2548", "2901", "3057", "3281", "3303", "3306", "3307", "3310"];

    [Fact]
    public void Table_1_has_one_row_a_number_and_table_3_seven_gases()
    {
        Tables.Table1.Count.ShouldBe(272);
        Tables.Table1.Select(row => row.Un).Distinct().Count().ShouldBe(272);
        Tables.Table1.ShouldAllBe(row => row.Un.Length == 4 && row.Name.Zh.Any(c => c > 0x2E80) && row.Name.En.Length > 3);
        Tables.Table3.Select(row => row.Un).Distinct().ShouldBe(["1005", "1017", "1040", "2186", "1050", "1052", "1079"]);
        Tables.Table1.Where(row => row.LargeInTable3).Select(row => row.Un).Order().ShouldBe(Tables.Table3.Select(row => row.Un).Distinct().Order());
    }

    [Fact]
    public void Every_row_says_where_it_stands_and_that_it_is_to_be_verified()
    {
        var sources = Tables.Table1.Select(row => row.Source).Concat(Tables.Table3.Select(row => row.Source)).Concat(Tables.Guides.Select(guide => guide.Source))
            .Concat(Tables.Containers.Select(container => container.Source)).Concat(Tables.Winds.Select(wind => wind.Source));
        sources.ShouldAllBe(source => source.Standard == "ERG 2024" && source.Clause.Length > 0 && source.Status == RuleSource.ToBeVerified);
    }

    [Fact]
    public void Rows_that_cannot_be_read_or_break_the_books_order_are_exactly_these() =>
        Tables.Table1.Where(row => row.FaultIn(Tables) is not null).Select(row => row.Un).ShouldBe(SeeTheBook);

    [Fact]
    public void Every_other_row_keeps_the_order_of_the_book()
    {
        foreach (var row in Tables.Table1.Where(row => !SeeTheBook.Contains(row.Un)))
        {
            foreach (var spill in new[] { row.Small, row.Large }.OfType<ErgSpill>())
            {
                spill.ProtectDayKilometres!.Value.Kilometres.ShouldBeInRange(0.1, 11, row.Un);
                spill.ProtectNightKilometres!.Value.Kilometres.ShouldBeInRange(spill.ProtectDayKilometres.Value.Kilometres, 11, row.Un);
                spill.IsolationMetres!.Value.ShouldBeInRange(30, 1000, row.Un);
            }
            if (row.Large is { } large)
            {
                large.IsolationMetres!.Value.ShouldBeGreaterThanOrEqualTo(row.Small.IsolationMetres!.Value, row.Un);
                large.ProtectDayKilometres!.Value.Kilometres.ShouldBeGreaterThanOrEqualTo(row.Small.ProtectDayKilometres!.Value.Kilometres, row.Un);
                large.ProtectNightKilometres!.Value.Kilometres.ShouldBeGreaterThanOrEqualTo(row.Small.ProtectNightKilometres!.Value.Kilometres, row.Un);
            }
        }
    }

    [Fact]
    public void Table_3_grows_by_night_and_shrinks_with_wind()
    {
        foreach (var row in Tables.Table3)
        {
            foreach (var (day, night) in new[] { (row.Day.Low, row.Night.Low), (row.Day.Moderate, row.Night.Moderate), (row.Day.High, row.Night.High) })
                (night >= day).ShouldBeTrue(row.Source.Clause);
            foreach (var wind in new[] { row.Day, row.Night })
                (wind.Low >= wind.Moderate && wind.Moderate >= wind.High).ShouldBeTrue(row.Source.Clause);
            var small = Tables.Table1.Single(other => other.Un == row.Un).Small;
            row.IsolationMetres.ShouldBeGreaterThanOrEqualTo(small.IsolationMetres!.Value, row.Source.Clause);
        }
    }

    [Fact]
    public void A_distance_of_11_is_always_the_value_11_or_more()
    {
        var distances = Tables.Table3.SelectMany(row => new[] { row.Day, row.Night }).SelectMany(wind => new[] { wind.Low, wind.Moderate, wind.High }).ToList();
        distances.Where(distance => distance.Kilometres >= 11).ShouldAllBe(distance => distance.OrMore && distance.Kilometres == 11);
        distances.Count(distance => distance.OrMore).ShouldBe(7);
    }

    [Fact]
    public void A_refused_row_answers_see_the_book_for_every_spill()
    {
        foreach (var un in SeeTheBook)
        {
            foreach (var spill in Spills(null))
            {
                var answer = InitialIsolation.Of(ErgIndex.Default.Find(un, null), spill, Tables);
                answer.NoData!.En.ShouldBe("no data: see the book");
                (answer.IsolationMetres, answer.Protect).ShouldBe((null, null), un);
                answer.Explanation[^1].Text.En.ShouldContain($"see UN {un} in table 1 of the book");
            }
        }
    }

    [Fact]
    public void Every_answer_says_that_it_is_North_American_guidance_and_to_be_verified()
    {
        foreach (var entry in ErgIndex.Default.Entries.Where(entry => !SeeTheBook.Contains(entry.Un)))
        {
            foreach (var spill in Spills(null))
            {
                var answer = InitialIsolation.Of(entry, spill, Tables);
                answer.NoData.ShouldBeNull(entry.Name.En);
                answer.IsolationMetres!.Value.ShouldBeGreaterThan(0);
                answer.Warnings[0].En.ShouldContain("North-American guidance");
                answer.Warnings[0].Zh.ShouldContain("北美");
                answer.Explanation.ShouldContain(step => step.Text.En.Contains("to be verified") && step.Source!.Status == RuleSource.ToBeVerified);
            }
        }
    }

    // The golden rows of the rules: UN, container, wind m/s, isolation m, day km, night km.
    [Theory]
    [InlineData("1005", false, null, 3, 30, "0.1", "0.2")]
    [InlineData("1017", false, null, 3, 60, "0.3", "1.5")]
    [InlineData("1016", true, null, 3, 200, "1.2", "3.9")]
    [InlineData("1053", true, null, 3, 400, "2.4", "6.3")]
    [InlineData("1076", true, null, 3, 500, "3", "9.5")]
    [InlineData("2188", true, null, 3, 1000, "6.2", "10.5")]
    [InlineData("1005", true, "highway-tank", 2, 150, "0.8", "1.8")]
    [InlineData("1005", true, "highway-tank", 4, 150, "0.5", "0.7")]
    [InlineData("1005", true, "highway-tank", 7, 150, "0.4", "0.6")]
    [InlineData("1017", true, "rail-tank-car", 1, 1000, "9.6", "11+")]
    [InlineData("1017", true, "ton-cylinders", 6, 300, "1", "1.3")]
    [InlineData("1079", true, "rail-tank-car", 4, 1000, "11+", "11+")]
    [InlineData("1079", true, "rail-tank-car", 6, 1000, "6.9", "9.6")]
    public void The_books_numbers_come_out(string un, bool isLarge, string? container, double wind, double isolation, string day, string night)
    {
        var entry = ErgIndex.Default.Find(un, null);
        var byDay = InitialIsolation.Of(entry, new(isLarge, container, IsDay: true, wind, IsBurning: false), Tables);
        byDay.IsolationMetres.ShouldBe(isolation);
        byDay.Protect.ToString().ShouldBe(day);
        InitialIsolation.Of(entry, new(isLarge, container, IsDay: false, wind, IsBurning: false), Tables).Protect.ToString().ShouldBe(night);
    }

    // 10 km/h = 2.778 m/s, 20 km/h = 5.556 m/s.
    [Theory]
    [InlineData(0, "low")]
    [InlineData(2.77, "low")]
    [InlineData(2.78, "moderate")]
    [InlineData(5.55, "moderate")]
    [InlineData(5.56, "high")]
    public void Wind_classes_follow_the_book(double metresPerSecond, string wind) => Tables.WindOf(metresPerSecond).Wind.ShouldBe(wind);

    [Fact]
    public void Where_the_container_is_not_known_the_widest_row_is_taken_and_said()
    {
        var answer = InitialIsolation.Of(ErgIndex.Default.Find("1005", null), new(IsLarge: true, null, IsDay: true, 2, IsBurning: false), Tables);
        (answer.IsolationMetres, answer.Protect!.Value.Kilometres).ShouldBe((300, 1.6));
        answer.Warnings.ShouldContain(warning => warning.En.Contains("the container is not named"));
    }

    [Theory]
    [InlineData("1005", "tank-ship")]
    [InlineData("1017", "nurse-tank")]
    [InlineData("1053", "rail-tank-car")]
    public void A_container_that_the_book_does_not_have_for_the_material_is_refused(string un, string container)
    {
        var refused = Should.Throw<QuestionException>(() => InitialIsolation.Of(ErgIndex.Default.Find(un, null), new(IsLarge: true, container, true, 2, false), Tables));
        (refused.Member, refused.Value).ShouldBe(("container", container));
    }

    [Theory]
    [InlineData("液化石油气", false, 100, null)]
    [InlineData("LPG", true, 100, 800.0)]
    [InlineData("gasoline", true, 50, 300.0)]
    [InlineData("甲醇", true, 50, null)]
    [InlineData("硫酸", true, 50, null)]
    [InlineData("盐酸", false, 50, null)]
    [InlineData("氨水", true, 50, null)]
    [InlineData("硫磺", true, 25, 100.0)]
    [InlineData("电石", true, 50, 300.0)]
    [InlineData("未知物质", true, 100, null)]
    public void Other_materials_follow_their_orange_guide(string material, bool isLarge, double isolation, double? downwind)
    {
        var answer = InitialIsolation.Of(ErgIndex.Default.Find(null, material), new(isLarge, null, true, 2, false), Tables);
        (answer.IsolationMetres, answer.Protect?.Metres).ShouldBe((isolation, downwind));
    }

    [Theory]
    [InlineData("1075", 1600)]
    [InlineData("1942", 1600)]
    [InlineData("1203", 800)]
    public void A_burning_tank_is_isolated_in_all_directions(string un, double metres)
    {
        var answer = InitialIsolation.Of(ErgIndex.Default.Find(un, null), new(true, null, true, 2, IsBurning: true), Tables);
        (answer.IsolationMetres, answer.Protect).ShouldBe((metres, null));
    }

    [Theory]
    [InlineData("1005", null)]
    [InlineData("UN1005", null)]
    [InlineData("un 1005", null)]
    [InlineData("UN No. 1005", null)]
    [InlineData("UN-1005", null)]
    [InlineData("１００５ ", null)]
    [InlineData("ＵＮ１００５", null)]
    [InlineData(null, "ａｍｍｏｎｉａ")]
    [InlineData(null, "液氨")]
    [InlineData(null, " Anhydrous AMMONIA ")]
    [InlineData("1005", "氨")]
    [InlineData("1005", "冷库里的制冷剂")]
    public void A_material_is_found_by_number_or_by_any_name(string? un, string? name) => ErgIndex.Default.Find(un, name).Un.ShouldBe("1005");

    [Theory]
    [InlineData("-1005")]
    [InlineData("10-05")]
    [InlineData("10.05")]
    [InlineData("1005x")]
    [InlineData("01005")]
    [InlineData("UN")]
    [InlineData("1005 1017")]
    public void Digits_are_not_picked_out_of_what_is_no_number(string text)
    {
        var refused = Should.Throw<QuestionException>(() => ErgIndex.Default.Find(text, null));
        (refused.Member, refused.Reason.En).ShouldBe(("unNumber", "is no UN number"));
    }

    // The book's index names one guide for a number, and one name must not lead to two numbers.
    [Fact]
    public void Numbers_and_names_lead_to_one_material_each()
    {
        var guided = Tables.Guides.SelectMany(guide => guide.Materials).ToList();
        Tables.Table1.Select(row => row.Un).Concat(guided.Select(material => material.Un).OfType<string>()).ShouldBeUnique();
        var names = Tables.Table1.SelectMany(row => new[] { row.Name.Zh, row.Name.En }.Concat(row.AlsoCalled ?? []))
            .Concat(guided.SelectMany(material => new[] { material.Name.Zh, material.Name.En }.Concat(material.AlsoCalled ?? []))).Select(name => name.ToLowerInvariant());
        names.ShouldBeUnique();
    }

    [Fact]
    public void A_name_for_what_nobody_knows_contradicts_a_number() =>
        Should.Throw<QuestionException>(() => ErgIndex.Default.Find("1005", "unknown")).Reason.En.ShouldBe("'unknown' says that nobody knows what it is, but unNumber is 1005");

    [Fact]
    public void What_is_not_known_is_named_with_the_nearest()
    {
        var name = Should.Throw<QuestionException>(() => ErgIndex.Default.Find(null, "氯化"));
        (name.Member, name.Value).ShouldBe(("material", "氯化"));
        name.Remedy.Zh.ShouldContain("氯化氢");
        Should.Throw<QuestionException>(() => ErgIndex.Default.Find(null, "clorine")).Remedy.En.ShouldContain("Chlorine");
        Should.Throw<QuestionException>(() => ErgIndex.Default.Find("1006", null)).Remedy.En.ShouldContain("UN 10");
        Should.Throw<QuestionException>(() => ErgIndex.Default.Find("0000", null)).Member.ShouldBe("unNumber");
        Should.Throw<QuestionException>(() => ErgIndex.Default.Find(null, null)).Member.ShouldBe("unNumber");
        Should.Throw<QuestionException>(() => ErgIndex.Default.Find("1005", "氯")).Member.ShouldBe("material");
    }

    [Fact]
    public void A_material_that_reacts_with_water_says_that_the_book_has_two_rows() =>
        InitialIsolation.Of(ErgIndex.Default.Find("1809", null), new(true, null, true, 2, false), Tables).Warnings.ShouldContain(warning => warning.En.Contains("gives off HCl with water"));

    [SharedDataFact]
    public void Table_1_agrees_with_the_machine_reading_of_the_book()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Requires.SharedData("reference", "erg_green_table_1.json")));
        foreach (var row in Tables.Table1)
        {
            var theirs = file.RootElement.GetProperty(row.Un);
            theirs.GetProperty("guide_no").GetString().ShouldBe(row.Guide, row.Un);
            Cells(theirs.GetProperty("small_spill")).ShouldBe([row.Small.IsolationMetres, row.Small.ProtectDayKilometres?.Kilometres, row.Small.ProtectNightKilometres?.Kilometres], row.Un);
            if (row.Large is { } large)
                Cells(theirs.GetProperty("large_spill")).ShouldBe([large.IsolationMetres, large.ProtectDayKilometres?.Kilometres, large.ProtectNightKilometres?.Kilometres], row.Un);
            else
                theirs.GetProperty("large_spill").GetProperty("note").GetString()!.ShouldContain("Table 3");
        }
        file.RootElement.EnumerateObject().Count().ShouldBe(Tables.Table1.Count);
    }

    [SharedDataFact]
    public void Table_3_agrees_with_the_machine_reading_of_the_book()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Requires.SharedData("reference", "erg_green_table_3.json")));
        var theirs = file.RootElement.GetProperty("chemicals").EnumerateArray()
            .SelectMany(gas => gas.GetProperty("containers").EnumerateArray().Select(container => (Un: gas.GetProperty("un_number").GetString()![2..], container))).ToList();
        theirs.Count.ShouldBe(Tables.Table3.Count);
        foreach (var ((un, container), row) in theirs.Zip(Tables.Table3))
        {
            row.Source.Clause.ShouldBe($"Table 3, UN {un}, {container.GetProperty("type").GetString()}");
            row.IsolationMetres.ShouldBe(container.GetProperty("initial_isolation_m").GetDouble());
            foreach (var (name, ours) in new[] { ("day_km", row.Day), ("night_km", row.Night) })
            {
                new[] { "low_wind", "moderate_wind", "high_wind" }.Select(wind => container.GetProperty(name).GetProperty(wind).GetDouble())
                    .ShouldBe([ours.Low.Kilometres, ours.Moderate.Kilometres, ours.High.Kilometres], row.Source.Clause);
            }
        }
    }

    static IEnumerable<Spill> Spills(string? container) =>
        from isLarge in new[] { false, true } from isDay in new[] { false, true } from wind in new[] { 0.0, 4, 9 } select new Spill(isLarge, container, isDay, wind, IsBurning: false);

    static double?[] Cells(JsonElement spill) => [.. new[] { "isolation_distance", "protect_day", "protect_night" }.Select(name =>
        spill.TryGetProperty(name, out var cell) ? double.Parse(cell.GetString()!.Split(' ')[0], CultureInfo.InvariantCulture) : (double?)null)];
}
