using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Dispatch;

/// <summary>The rules of orders, units and incidents, as pure functions over a record.</summary>
public class DispatchRecordTests
{
    const string Suits = "2010299";

    static readonly DateTimeOffset Now = new(2026, 6, 30, 4, 0, 0, TimeSpan.Zero);

    static readonly Feature Leak = Incident(1, "open");
    static readonly Feature Fire = Incident(2, "open");
    static readonly Feature Over = Incident(3, "closed");
    static readonly Feature Team = At("teams", 1, 100, 0, ("name", "一队"));
    static readonly Feature Depot = At("depots", 1, 200, 0, ("name", "一库"), ("stock", Stock(("套", 8, 1, null))));

    [Fact]
    public void A_new_order_is_at_its_units_base_under_its_name_with_the_servers_time()
    {
        var row = OrderRules.New(Facts(Team), Sent("teams", Team, "incidents-1"), 7);

        var order = DispatchOrder.Of(row);
        (row.Key, row.Name, order.State, order.OrderedAt, order.Number).ShouldBe(("incidents-1|teams|teams-1|7", "一队", "ordered", Now, 7));
        row.Geometry!.EqualsExact(Team.Geometry).ShouldBeTrue();
        (order.TurnedOutAt, order.ArrivedAt, order.ReleasedAt).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_team_has_one_open_order_and_the_refusal_names_the_other_incident()
    {
        var busy = Facts(Team, Order(5, "teams", Team, "incidents-2", "arrived"));
        var refusal = Refused(() => OrderRules.New(busy, Sent("teams", Team, "incidents-1"), 7), "unitKey", isConflict: true);
        refusal.Reason.En.ShouldContain("'incident 2' (arrived, order 5)");
        refusal.Reason.Zh.ShouldContain("一队 正在“incident 2”出动");

        OrderRules.New(Facts(Team, Order(5, "teams", Team, "incidents-2", "released")), Sent("teams", Team, "incidents-1"), 7).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("incidents-9", "there is no such incident")]
    [InlineData("incidents-3", "is closed")]
    public void An_order_needs_an_incident_that_is_open(string incident, string reason) =>
        Refused(() => OrderRules.New(Facts(Team), Sent("teams", Team, incident), 7), "incidentKey", isConflict: true).Reason.En.ShouldContain(reason);

    [Fact]
    public void An_incident_that_does_not_say_it_is_closed_takes_orders() =>
        OrderRules.New(Facts(Team, [], Incident(1, null)), Sent("teams", Team, "incidents-1"), 7).ShouldNotBeNull();

    [Fact]
    public void An_order_needs_a_unit() => Refused(() => OrderRules.New(Facts(null), Sent("teams", Team, "incidents-1"), 7), "unitKey", isConflict: true);

    [Fact]
    public void A_new_order_may_begin_late_but_not_ended()
    {
        var arrived = DispatchOrder.Of(OrderRules.New(Facts(Team), Sent("teams", Team, "incidents-1", ("state", "arrived"), ("orderedAt", Now.AddMinutes(-9))), 7));
        (arrived.OrderedAt, arrived.ArrivedAt).ShouldBe((Now.AddMinutes(-9), Now));
        Refused(() => OrderRules.New(Facts(Team), Sent("teams", Team, "incidents-1", ("state", "released")), 7), "state", isConflict: false);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(7.5, false)]
    public void Stock_suffices_up_to_what_is_deployable(double quantity, bool suffices)
    {
        var sent = Sent("depots", Depot, "incidents-1", ("materials", Materials((quantity, "套"))));
        if (suffices)
        {
            DispatchOrder.Of(OrderRules.New(Facts(Depot), sent, 7)).Materials.Single().ShouldBe(new OrderedMaterial(Suits, quantity, "套", "防化服"));
            return;
        }
        Refused(() => OrderRules.New(Facts(Depot), sent, 7), "materials/0", isConflict: true).Reason.En.ShouldBe("一库 can send 7 套 of 2010299 防化服 (open orders take 0), not 7.5");
    }

    [Fact]
    public void Open_orders_take_from_the_stock_and_ended_ones_give_it_back()
    {
        var sent = Sent("depots", Depot, "incidents-1", ("materials", Materials((4, "套"))));
        var before = Order(5, "depots", Depot, "incidents-2", "arrived", ("materials", Materials((4, "套"))));
        Refused(() => OrderRules.New(Facts(Depot, before), sent, 7), "materials/0", isConflict: true).Reason.En.ShouldContain("can send 3 套");
        foreach (var ended in new[] { "released", "cancelled" })
            OrderRules.New(Facts(Depot, before with { Values = before.Values(DispatchOrders.Schema, "state", ended) }), sent, 7).ShouldNotBeNull();
    }

    [Fact]
    public void Two_lines_of_one_order_take_together_what_they_take()
    {
        var sent = Sent("depots", Depot, "incidents-1", ("materials", Materials((4, "套"), (4, null))));
        Refused(() => OrderRules.New(Facts(Depot), sent, 7), "materials/1", isConflict: true).Reason.En.ShouldContain("can send 3 套");
    }

    [Fact]
    public void What_has_expired_by_the_day_in_the_city_is_not_sent()
    {
        var depot = At("depots", 1, 200, 0, ("stock", Stock(("套", 8, 0, "2026-06-30"))));
        var sent = Sent("depots", depot, "incidents-1", ("materials", Materials((1, null))));
        // 23:30 and 00:30 in Shanghai.
        OrderRules.New(Facts(depot) with { Now = Local(new(2026, 6, 30, 15, 30, 0, TimeSpan.Zero)) }, sent, 7).ShouldNotBeNull();
        Refused(() => OrderRules.New(Facts(depot) with { Now = Local(new(2026, 6, 30, 16, 30, 0, TimeSpan.Zero)) }, sent, 7), "materials/0", isConflict: true);
    }

    [Fact]
    public void A_unit_of_measure_may_be_left_out_where_there_is_one()
    {
        var depot = At("depots", 1, 200, 0, ("stock", Stock(("套", 8, 0, null), ("箱", 2, 0, null))));
        Refused(() => OrderRules.New(Facts(depot), Sent("depots", depot, "incidents-1", ("materials", Materials((1, null)))), 7), "materials/0/unit", isConflict: false).Remedy.En.ShouldContain("套, 箱");
        Refused(() => OrderRules.New(Facts(depot), Sent("depots", depot, "incidents-1", ("materials", Materials((3, "箱")))), 7), "materials/0", isConflict: true);
        Refused(() => OrderRules.New(Facts(depot), Sent("depots", depot, "incidents-1", ("materials", Materials((1, "吨")))), 7), "materials/0", isConflict: true);
    }

    [Theory]
    [InlineData("""[{"code":"2010299","quantity":0}]""", "materials/0/quantity")]
    [InlineData("""[{"code":"2010299","quantity":1,"used":1}]""", "materials/0/used")]
    public void What_is_wrong_in_a_line_is_named(string materials, string member) =>
        Refused(() => OrderRules.New(Facts(Depot), Sent("depots", Depot, "incidents-1", ("materials", materials)), 7), member, isConflict: false);

    [Fact]
    public void A_team_sends_no_stock() =>
        Refused(() => OrderRules.New(Facts(Team), Sent("teams", Team, "incidents-1", ("materials", Materials((1, null)))), 7), "materials", isConflict: false);

    [Theory]
    [InlineData("ordered", "turned-out", "turnedOutAt")]
    [InlineData("ordered", "arrived", "arrivedAt")]
    [InlineData("turned-out", "arrived", "arrivedAt")]
    [InlineData("ordered", "released", "releasedAt")]
    [InlineData("arrived", "released", "releasedAt")]
    [InlineData("ordered", "cancelled", "releasedAt")]
    [InlineData("turned-out", "cancelled", "releasedAt")]
    public void A_state_leads_forward_and_bears_the_servers_time(string from, string to, string field)
    {
        var row = Changed(Order(5, "teams", Team, "incidents-1", from), ("state", to)).Order;
        row.Get(DispatchOrders.Schema, field).ShouldBe(Now);
        row.Get(DispatchOrders.Schema, "state").ShouldBe(to);
    }

    [Theory]
    [InlineData("turned-out", "ordered")]
    [InlineData("arrived", "turned-out")]
    [InlineData("arrived", "cancelled")]
    [InlineData("released", "arrived")]
    [InlineData("released", "cancelled")]
    [InlineData("cancelled", "ordered")]
    public void No_state_leads_back_and_nothing_follows_an_end(string from, string to) =>
        Refused(() => Changed(Order(5, "teams", Team, "incidents-1", from), ("state", to)), "state", isConflict: true);

    [Fact]
    public void Taking_the_same_state_again_changes_nothing()
    {
        var order = Order(5, "teams", Team, "incidents-1", "turned-out");
        Changed(order, ("state", "turned-out")).Order.SameContent(order).ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_goes_slow_never_puts_a_state_before_the_one_before()
    {
        var order = Order(5, "teams", Team, "incidents-1", "ordered", ("orderedAt", Now.AddSeconds(3)));
        DispatchOrder.Of(Changed(order, ("state", "arrived")).Order).ArrivedAt.ShouldBe(Now.AddSeconds(3));
    }

    [Theory]
    [InlineData("arrivedAt", -61, "arrivedAt")] // before it was ordered
    [InlineData("arrivedAt", 121, "arrivedAt")] // in the future
    [InlineData("releasedAt", 0, "releasedAt")] // of a state that was not taken
    public void A_stated_time_must_fit(string field, int seconds, string member) =>
        Refused(() => Changed(Order(5, "teams", Team, "incidents-1", "ordered"), ("state", "arrived"), (field, Now.AddSeconds(seconds))), member, isConflict: false);

    [Fact]
    public void A_time_within_the_tolerance_and_a_corrected_one_are_taken_and_none_is_cleared()
    {
        var arrived = Changed(Order(5, "teams", Team, "incidents-1", "ordered"), ("state", "arrived"), ("arrivedAt", Now.AddSeconds(119))).Order;
        var corrected = Changed(arrived, ("arrivedAt", Now.AddSeconds(-5))).Order;
        DispatchOrder.Of(corrected).ArrivedAt.ShouldBe(Now.AddSeconds(-5));
        Refused(() => Changed(corrected, ("arrivedAt", null)), "arrivedAt", isConflict: false);
        Refused(() => Changed(Order(5, "teams", Team, "incidents-1", "ordered"), ("turnedOutAt", Now)), "turnedOutAt", isConflict: false).Remedy.En.ShouldContain("turned-out");
    }

    [Theory]
    [InlineData("incidentKey", "incidents-2")]
    [InlineData("unitLayer", "depots")]
    [InlineData("unitKey", "teams-2")]
    [InlineData("number", 9L)]
    [InlineData("name", "二队")]
    public void What_an_order_is_about_does_not_change(string field, object value) =>
        Refused(() => Changed(Order(5, "teams", Team, "incidents-1", "ordered"), (field, value)), field, isConflict: false);

    [Fact]
    public void An_order_that_has_ended_changes_its_note_alone()
    {
        var order = Order(5, "teams", Team, "incidents-1", "released", ("releasedAt", Now));
        Changed(order, ("note", "补记")).Order.Get(DispatchOrders.Schema, "note").ShouldBe("补记");
        Refused(() => Changed(order, ("expectedSeconds", 60.0)), "expectedSeconds", isConflict: true);
    }

    [Fact]
    public void Materials_may_change_until_they_have_arrived_as_far_as_the_stock_goes()
    {
        var order = Order(5, "depots", Depot, "incidents-1", "turned-out", ("materials", Materials((4, "套"))));
        DispatchOrder.Of(Changed(order, ("materials", Materials((7, "套")))).Order).Materials.Single().Quantity.ShouldBe(7);
        Refused(() => Changed(order, ("materials", Materials((8, "套")))), "materials/0", isConflict: true);
        var arrived = Order(5, "depots", Depot, "incidents-1", "arrived", ("materials", Materials((4, "套"))));
        Refused(() => Changed(arrived, ("materials", Materials((3, "套")))), "materials", isConflict: true);
    }

    [Fact]
    public void What_was_used_comes_off_the_stock_and_what_expires_first_goes_first()
    {
        var depot = At("depots", 1, 200, 0, ("stock",
            """[{"code":"2010299","quantity":5,"unit":"套","minimum":2,"expiry":"2027-01-01"},{"code":"2010299","quantity":2,"unit":"套","expiry":"2026-12-01"},{"code":"2010199","quantity":9,"unit":"套"}]"""));
        var order = Order(5, "depots", depot, "incidents-1", "arrived", ("materials", Materials((4, "套"))));

        var change = OrderRules.Changed(Facts(depot, order), order, With(order, ("state", "released"), ("materials", """[{"code":"2010299","quantity":4,"used":3}]""")));

        change.Depot!.Get(Depots.Schema, "stock").ShouldBe(
            """[{"code":"2010299","quantity":4,"unit":"套","minimum":2,"expiry":"2027-01-01"},{"code":"2010299","quantity":0,"unit":"套","expiry":"2026-12-01"},{"code":"2010199","quantity":9,"unit":"套"}]""");
        DispatchOrder.Of(change.Order).Materials.Single().ShouldBe(new OrderedMaterial(Suits, 4, "套", null, 3));
    }

    [Fact]
    public void Without_word_of_use_the_stock_stays()
    {
        var order = Order(5, "depots", Depot, "incidents-1", "arrived", ("materials", Materials((4, "套"))));
        Changed(order, ("state", "released")).Depot.ShouldBeNull();
    }

    [Theory]
    [InlineData("released", """[{"code":"2010299","quantity":4,"used":5}]""", "materials/0/used", false)]
    [InlineData("released", """[{"code":"2010299","quantity":5,"used":1}]""", "materials/0", false)]
    [InlineData("released", "[]", "materials", false)]
    [InlineData("cancelled", """[{"code":"2010299","quantity":4,"used":1}]""", "materials/0/used", false)]
    public void What_was_used_is_part_of_what_was_sent(string state, string materials, string member, bool isConflict)
    {
        var order = Order(5, "depots", Depot, "incidents-1", "turned-out", ("materials", Materials((4, "套"))));
        Refused(() => Changed(order, ("state", state), ("materials", materials)), member, isConflict);
    }

    [Fact]
    public void More_use_than_the_stock_still_holds_is_a_conflict_and_a_unit_that_is_gone_may_still_be_released()
    {
        var empty = At("depots", 1, 200, 0, ("stock", Stock(("套", 1, 0, null))));
        var order = Order(5, "depots", empty, "incidents-1", "arrived", ("materials", Materials((4, "套"))));
        var used = With(order, ("state", "released"), ("materials", """[{"code":"2010299","quantity":4,"used":3}]"""));
        Refused(() => OrderRules.Changed(Facts(empty, order), order, used), "materials/0/used", isConflict: true).Reason.En.ShouldContain("2 套 less");
        Refused(() => OrderRules.Changed(Facts(null, order), order, used), "materials", isConflict: true);
        OrderRules.Changed(Facts(null, order), order, With(order, ("state", "released"))).Depot.ShouldBeNull();
    }

    [Fact]
    public void An_open_order_is_not_removed()
    {
        Refused(() => OrderRules.Removed(Order(5, "teams", Team, "incidents-1", "arrived")), "state", isConflict: true);
        OrderRules.Removed(Order(5, "teams", Team, "incidents-1", "cancelled"));
    }

    [Fact]
    public void An_incident_closes_when_no_order_is_open_and_says_when()
    {
        var order = Order(5, "teams", Team, "incidents-1", "arrived");
        Refused(() => RecordGuards.Incident(Facts(null, order), Leak, Incident(1, "closed")), "state", isConflict: true).Reason.En.ShouldContain("dispatch-orders/5");

        var closed = RecordGuards.Incident(Facts(null), Leak, Incident(1, "closed"));
        closed.Get(Incidents.Schema, "closedAt").ShouldBe(Now);
        // Opened again, it has no end any more.
        RecordGuards.Incident(Facts(null), closed, closed with { Values = closed.Values(Incidents.Schema, "state", "open") }).Get(Incidents.Schema, "closedAt").ShouldBeNull();
        Refused(() => RecordGuards.Incident(Facts(null), Leak, Leak with { Values = Leak.Values(Incidents.Schema, "closedAt", Now) }), "closedAt", isConflict: false);
    }

    [Fact]
    public void A_new_incident_says_since_when_it_is_known_and_an_old_one_is_left_as_it_is()
    {
        RecordGuards.Incident(Facts(null), before: null, Leak).Get(Incidents.Schema, "reportedAt").ShouldBe(Now);
        RecordGuards.Incident(Facts(null), before: null, Over).SameContent(Over).ShouldBeTrue();
    }

    [Fact]
    public void Whom_open_orders_name_stays_there_under_its_key()
    {
        var order = Order(5, "teams", Team, "incidents-1", "ordered");
        foreach (var (layer, row) in new[] { ("teams", Team), ("incidents", Leak) })
        {
            Refused(() => RecordGuards.Kept(Facts(null, order), layer, row, after: null), "key", isConflict: true);
            Refused(() => RecordGuards.Kept(Facts(null, order), layer, row, row with { Key = "other" }), "key", isConflict: true);
            RecordGuards.Kept(Facts(null, order), layer, row, row);
            RecordGuards.Kept(Facts(null), layer, row, after: null);
        }
    }

    [Fact]
    public void Who_is_late_is_known_once_somebody_said_when_to_expect_it()
    {
        var expected = ("expectedSeconds", (object?)60.0);
        DispatchOrder.Of(Order(5, "teams", Team, "incidents-1", "ordered")).IsLate(Now).ShouldBeNull();
        var open = DispatchOrder.Of(Order(5, "teams", Team, "incidents-1", "ordered", expected, ("orderedAt", Now)));
        (open.IsLate(Now.AddSeconds(60)), open.IsLate(Now.AddSeconds(61))).ShouldBe((false, true));
        DispatchOrder.Of(Order(5, "teams", Team, "incidents-1", "arrived", expected, ("orderedAt", Now), ("arrivedAt", Now.AddSeconds(59)))).IsLate(Now.AddHours(1)).ShouldBe(false);
        DispatchOrder.Of(Order(5, "teams", Team, "incidents-1", "cancelled", expected, ("orderedAt", Now))).IsLate(Now.AddHours(1)).ShouldBeNull();
    }

    [Fact]
    public void A_snapshot_gives_the_facts_that_the_rules_ask_for()
    {
        var city = SmallCity(("incidents", Leak), ("teams", Team), ("dispatch-orders", Order(5, "teams", Team, "incidents-1", "ordered")), ("dispatch-orders", Order(6, "teams", Team, "incidents-1", "released")));
        var facts = DispatchFacts.Of(city, Team, Now);
        facts.Open.Select(order => order.Row.Id).ShouldBe([5]);
        facts.Incidents.Keys.ShouldBe(["incidents-1"]);
        DispatchBook.Of(city).OfIncident("incidents-1").Select(order => order.Row.Id).ShouldBe([5, 6]);
    }

    static OrderChange Changed(Feature before, params (string Field, object? Value)[] values)
    {
        var unit = DispatchOrder.Of(before).UnitLayer == "depots" ? Depot : Team;
        return OrderRules.Changed(Facts(unit, before), before, With(before, values));
    }

    static DispatchRecordException Refused(Action act, string member, bool isConflict)
    {
        var refusal = Should.Throw<DispatchRecordException>(act);
        (refusal.Member, refusal.IsConflict).ShouldBe((member, isConflict), refusal.Message);
        refusal.Reason.Zh.ShouldNotBeNullOrWhiteSpace();
        refusal.Remedy.Zh.ShouldNotBeNullOrWhiteSpace();
        return refusal;
    }

    static DispatchFacts Facts(Feature? unit, params Feature[] orders) => Facts(unit, orders, Leak, Fire, Over);

    static DispatchFacts Facts(Feature? unit, Feature[] orders, params Feature[] incidents) => new(
        [.. orders.Select(DispatchOrder.Of).Where(order => order.IsOpen)], incidents.ToDictionary(incident => incident.Key), unit, Local(Now));

    static DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, CityMetadata.ZoneOf(Metadata));

    static Feature Incident(long id, string? state) => At("incidents", id, 0, 0, ("name", $"incident {id}"), ("state", state));

    static Feature Sent(string layer, Feature unit, string incident, params (string Field, object? Value)[] values) =>
        With(Feature("dispatch-orders", 0, null, ("incidentKey", incident), ("unitLayer", layer), ("unitKey", unit.Key)), values);

    // As it would stand after earlier changes: ordered a minute ago, each further state at the same moment.
    static Feature Order(long id, string layer, Feature unit, string incident, string state, params (string Field, object? Value)[] values)
    {
        var then = (object)Now.AddSeconds(-60);
        var order = Feature("dispatch-orders", id, null, ("name", unit.Name), ("incidentKey", incident), ("unitLayer", layer), ("unitKey", unit.Key), ("number", 1), ("state", state), ("orderedAt", then),
            ("turnedOutAt", state is "turned-out" or "arrived" ? then : null), ("arrivedAt", state == "arrived" ? then : null), ("releasedAt", state is "released" or "cancelled" ? then : null));
        return With(order with { Geometry = unit.Geometry }, values);
    }

    static Feature With(Feature row, params (string Field, object? Value)[] values) =>
        values.Aggregate(row, (made, set) => made with { Values = made.Values(DispatchOrders.Schema, set.Field, set.Value) });

    static string Stock(params (string Unit, double Quantity, double Reserved, string? Expiry)[] lines) => "[" + string.Join(',', lines.Select(line => FormattableString.Invariant(
        $$"""{"code":"{{Suits}}","quantity":{{line.Quantity}},"unit":"{{line.Unit}}","reserved":{{line.Reserved}},"name":"防化服"{{(line.Expiry is null ? "" : $",\"expiry\":\"{line.Expiry}\"")}}}"""))) + "]";

    static string Materials(params (double Quantity, string? Unit)[] lines) => OrderedMaterial.Write([.. lines.Select(line => new OrderedMaterial(Suits, line.Quantity, line.Unit))])!;
}
