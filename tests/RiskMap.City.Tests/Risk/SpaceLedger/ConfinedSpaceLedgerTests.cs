using RiskMap.City.Model;
using RiskMap.City.Risk.SpaceLedger;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk.SpaceLedger;

public sealed class ConfinedSpaceLedgerTests
{
    static readonly DateOnly Day = new(2026, 5, 3);
    static readonly LedgerRules Rules = LedgerRules.Default;

    static readonly (string, Feature)[] Towns =
    [
        ("districts", Area("districts", 1, (0, 0, 2000, 2000), ("name", "西镇"), ("code", "101"), ("level", "town"))),
        ("districts", Area("districts", 2, (2000, 0, 4000, 2000), ("name", "东镇"), ("code", "102"), ("level", "town"))),
        ("enterprises", At("enterprises", 1, 100, 100, ("name", "食品厂"))),
        ("enterprises", At("enterprises", 2, 200, 100, ("name", "同名厂"))),
        ("enterprises", At("enterprises", 3, 300, 100, ("name", "同名厂"))),
        ("teams", At("teams", 1, 0, 0, ("name", "消防站"), ("capabilities", """["confined-space-rescue"]"""), ("turnoutSeconds", 60))),
    ];

    [Fact]
    public void A_whole_entry_is_complete_and_each_missing_field_is_counted_with_its_rule()
    {
        var answer = Ask(Space(1, 100, 100), Space(2, 100, 100, ("owner", null)), Space(3, 100, 100, ("hazards", "[]"), ("updatedOn", null)));

        (answer.All.Complete, answer.All.Incomplete).ShouldBe((1, 2));
        var hazards = answer.Fields.Single(field => field.Field == "hazards");
        (hazards.Required, hazards.Known, hazards.Missing).ShouldBe((3, 2, 1));
        hazards.Share!.Value.ShouldBe(2.0 / 3, 1e-12);
        hazards.Source.Standard.ShouldStartWith("应急管理部令第13号");
        answer.Fields.Single(field => field.Field == "owner").Missing.ShouldBe(1);
        answer.Fields.Single(field => field.Field == "place").Missing.ShouldBe(0);
    }

    [Fact]
    public void The_approver_is_required_where_the_air_may_be_toxic()
    {
        var answer = Ask(Space(1, 0, 0, ("hazards", """["toxic","oxygen"]"""), ("approverRank", null)), Space(2, 0, 0, ("hazards", """["heat"]"""), ("approverRank", null)));

        var approver = answer.Fields.Single(field => field.Field == "approverRank");
        (approver.Required, approver.Missing).ShouldBe((1, 1));
        (answer.All.Complete, answer.All.Incomplete).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("2025-11-04", 1, 0, 0)] // 180 days before the day that was asked for
    [InlineData("2025-11-03", 0, 1, 0)] // 181
    [InlineData("2026-05-03", 1, 0, 0)]
    [InlineData("2026-05-04", 0, 0, 1)] // a date of tomorrow is no update
    public void An_entry_is_stale_after_180_days(string updated, int fresh, int stale, int ahead)
    {
        var all = Ask(Space(1, 0, 0, ("updatedOn", DateOnly.Parse(updated)))).All;
        (all.Fresh, all.Stale, all.DatedAhead, all.Undated).ShouldBe((fresh, stale, ahead, 0));
    }

    [Fact]
    public void A_team_must_be_there_within_four_minutes_turnout_included()
    {
        // 60 s turnout leave 180 s: 180 × 35 / 3.6 / 1.4 = 1250 m.
        var answer = Ask(Space(1, 1249, 0), Space(2, 1251, 0), Space(3, 1900, 0, ("name", "远井")));

        (answer.All.WithinReach, answer.All.BeyondReach, answer.All.ReachUnknown).ShouldBe((1, 2, 0));
        answer.BeyondReach.Spaces.Select(space => space.Id).ShouldBe([3L, 2]);
        answer.BeyondReach.Spaces[0].Seconds!.Value.ShouldBe(60 + (1900 * 1.4 * 3.6 / 35), 1e-3);
        (answer.BeyondReach.Spaces[0].TeamName, answer.BeyondReach.Spaces[0].TurnoutKnown).ShouldBe(("消防站", true));
    }

    [Fact]
    public void Who_can_do_nothing_known_proves_nothing()
    {
        var medical = Towns.Append(("teams", At("teams", 2, 1800, 0, ("capabilities", """["triage"]""")))).ToArray();
        var unknown = Towns.Append(("teams", At("teams", 2, 1800, 0))).ToArray();
        var noTurnout = Towns.Append(("teams", At("teams", 2, 1800, 0, ("capabilities", """["confined-space-rescue"]""")))).ToArray();

        Reached(medical).ShouldBe((0, 1, 0));
        // A team of unknown capabilities may be the one; one of unknown turnout may be too late.
        Reached(unknown).ShouldBe((0, 0, 1));
        Reached(noTurnout).ShouldBe((0, 0, 1));
        Reached([.. Towns.Where(pair => pair.Item1 != "teams")]).ShouldBe((0, 0, 1));

        (int, int, int) Reached((string, Feature)[] city) =>
            ConfinedSpaceLedger.Of(SmallCity([.. city, Space(1, 1900, 0)]), new(Day)).All is var all ? (all.WithinReach, all.BeyondReach, all.ReachUnknown) : default;
    }

    [Fact]
    public void Owners_are_found_by_key_then_by_name_and_the_others_are_named()
    {
        var answer = Ask(
            Space(1, 0, 0, ("enterpriseKey", "enterprises-1"), ("owner", "别名")), Space(2, 0, 0, ("owner", "食品厂")), Space(3, 0, 0, ("owner", "同名厂")),
            Space(4, 0, 0, ("owner", "市政公司")), Space(5, 0, 0, ("owner", "市政公司")), Space(6, 0, 0, ("owner", null)));

        var owners = answer.Owners;
        (owners.ByKey, owners.ByName, owners.Unmatched, owners.WithoutOwner, owners.NumberUnmatched).ShouldBe((1, 1, 3, 1, 2));
        owners.UnmatchedOwners.Select(owner => (owner.Owner, owner.Spaces)).ShouldBe([("市政公司", 2), ("同名厂", 1)]);
        owners.UnmatchedOwners[1].Reason.En.ShouldBe("2 enterprises bear this name");
    }

    [Fact]
    public void Towns_sum_to_the_city_with_what_lies_in_none()
    {
        var city = SmallCity([.. Towns, Space(1, 100, 100), Space(2, 2500, 100), Space(3, 9000, 9000), ("confined-spaces", Feature("confined-spaces", 4, null))]);
        var answer = ConfinedSpaceLedger.Of(city, new(Day));

        answer.Groups.Select(group => (group.Code, group.Counts.Spaces)).ShouldBe([("101", 1), ("102", 1), (null, 2)]);
        answer.TieOut.ShouldBe(new LedgerTieOut(4, 0, 4, true));
    }

    [Theory]
    [InlineData("district")]
    [InlineData("park")]
    [InlineData("owner")]
    [InlineData("class")]
    [InlineData("hazard")]
    public void Every_grouping_ties_out(string by) => Seeded.ForEach(5, random =>
    {
        var spaces = Enumerable.Range(1, 80).Select(id => Space(id, random.Between(-500, 4500), random.Between(-500, 2500),
            ("owner", random.OneOf<string?>("食品厂", "同名厂", "谁", null)), ("spaceClass", random.OneOf<string?>("underground", "closed-vessel", null)),
            ("hazards", random.OneOf<string?>("""["toxic"]""", """["toxic","oxygen"]""", "[]", null)), ("updatedOn", random.Next(4) == 0 ? null : Day.AddDays(-random.Next(400)))));
        var answer = ConfinedSpaceLedger.Of(SmallCity([.. Towns, .. spaces]), new(Day, by));

        answer.TieOut.Ties.ShouldBeTrue();
        (answer.TieOut.SumOfGroups - answer.TieOut.CountedMoreThanOnce).ShouldBe(80);
        foreach (var counts in answer.Groups.Select(group => group.Counts).Append(answer.All))
        {
            (counts.Complete + counts.Incomplete).ShouldBe(counts.Spaces);
            (counts.Fresh + counts.Stale + counts.Undated + counts.DatedAhead).ShouldBe(counts.Spaces);
            (counts.WithinReach + counts.BeyondReach + counts.ReachUnknown).ShouldBe(counts.Spaces);
        }
    });

    [Fact]
    public void Classes_and_hazards_are_counted_with_what_is_missing()
    {
        var answer = Ask(Space(1, 0, 0, ("hazards", """["toxic","oxygen"]""")), Space(2, 0, 0, ("hazards", null), ("spaceClass", null)));

        answer.ByHazard.Select(hazard => (hazard.Code, hazard.Spaces)).ShouldBe([(null, 1), ("oxygen", 1), ("toxic", 1)], ignoreOrder: true);
        answer.ByClass.Select(kind => (kind.Code, kind.Title?.En, kind.Spaces)).ShouldBe([(null, null, 1), ("underground", "Underground", 1)], ignoreOrder: true);
    }

    [Fact]
    public void A_city_without_spaces_has_an_empty_ledger()
    {
        var answer = ConfinedSpaceLedger.Of(SmallCity(Towns), new(Day));
        answer.All.Spaces.ShouldBe(0);
        answer.Fields.ShouldAllBe(field => field.Share == null);
        answer.TieOut.Ties.ShouldBeTrue();
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Should.Throw<QuestionException>(() => ConfinedSpaceLedger.Of(SmallCity(Towns), new())).Member.ShouldBe("asOf");
        Should.Throw<QuestionException>(() => ConfinedSpaceLedger.Of(SmallCity(Towns), new(Day, "street"))).Member.ShouldBe("by");
        Should.Throw<QuestionException>(() => ConfinedSpaceLedger.Of(SmallCity(Towns), new(Day, Limit: -1))).Member.ShouldBe("limit");
    }

    [Fact]
    public void Every_rule_names_its_source_and_what_is_unverified_says_so_in_the_working()
    {
        var sources = Rules.RequiredFields.Select(field => field.Source).Append(Rules.Stale.Source).Append(Rules.Rescue.Source).ToList();
        sources.ShouldAllBe(source => source.Standard.Length > 0 && source.Clause.Length > 0 && (source.Status == RuleSource.Verified || source.Status == RuleSource.ToBeVerified));

        var answer = Ask(Space(1, 0, 0));
        answer.Explanation.Where(step => step.Source?.Status == RuleSource.ToBeVerified).ShouldAllBe(step => step.Text.Zh.Contains("待核实") && step.Text.En.Contains("to be verified"));
        sources.ShouldAllBe(source => answer.Explanation.Any(step => step.Source == source));
    }

    static LedgerAnswer Ask(params (string, Feature)[] spaces) => ConfinedSpaceLedger.Of(SmallCity([.. Towns, .. spaces]), new(Day));

    static (string, Feature) Space(long id, double east, double north, params (string, object?)[] values) => ("confined-spaces", At("confined-spaces", id, east, north,
        [("spaceClass", "underground"), ("hazards", """["toxic"]"""), ("owner", "食品厂"), ("approverRank", "principal"), ("updatedOn", Day.AddDays(-10)), .. values]));
}
