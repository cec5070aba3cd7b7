using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using RiskMap.Server.Hosting;
using RiskMap.Server.Processes;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>Analyses as processes of OGC API - Processes (18-062r2): described by what they read, answered at once, and bad inputs named.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task The_list_leads_to_every_process()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var processes = (await city.GetJsonAsync("/processes?lang=en"))["processes"]!.AsArray();
        processes.Select(process => process!["id"]!.GetValue<string>()).ShouldBe(ProcessRegistry.Default.All.Select(process => process.Id));
        processes[0]!["jobControlOptions"]!.AsArray().Select(option => option!.GetValue<string>()).ShouldBe(["sync-execute", "async-execute", "dismiss"]);
        (await city.GetJsonAsync("/processes?limit=1"))["processes"]!.AsArray().Count.ShouldBe(1);
        foreach (var link in processes.Select(process => process!["links"]![0]!["href"]!.GetValue<string>())) (await city.GetJsonAsync(link))["inputs"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_process_describes_what_its_question_takes()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var process in ProcessRegistry.Default.All) ShouldDescribe(await city.GetJsonAsync($"/processes/{process.Id}?lang=en"), process);
    }

    static void ShouldDescribe(JsonNode description, ProcessDefinition process)
    {
        var inputs = description["inputs"]!.AsObject();
        var members = process.Question.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters();
        inputs.Select(input => input.Key).ShouldBe([.. members.Select(member => char.ToLowerInvariant(member.Name![0]) + member.Name[1..]), "whatIf"], ignoreOrder: true);
        foreach (var (name, input) in inputs)
        {
            input!["title"]!.GetValue<string>().ShouldNotBeEmpty(name);
            input["description"]!.GetValue<string>().ShouldNotBeEmpty(name);
            input["schema"].ShouldBeOfType<JsonObject>(name);
        }
        var output = description["outputs"]!.AsObject().ShouldHaveSingleItem();
        output.Value!["schema"].ShouldNotBeNull();
        description["links"]!.AsArray().ShouldContain(link => link!["rel"]!.GetValue<string>() == "http://www.opengis.net/def/rel/ogc/1.0/execute");
    }

    [Fact]
    public async Task Every_example_runs_and_its_answer_bears_the_version_and_fits_the_schema()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var document = await city.GetJsonAsync("/api");
        foreach (var process in ProcessRegistry.Default.All) await ShouldAnswerAsync(city, document, process.Id);
    }

    static async Task ShouldAnswerAsync(TestCity city, JsonNode document, string id)
    {
        var description = await city.GetJsonAsync($"/processes/{id}");
        var reply = (await city.ExecuteBodyAsync(id, description["example"]!.ToJsonString())).ShouldBe(HttpStatusCode.OK);
        reply.Headers["RiskMap-Version"].ShouldBe(city.Version);
        reply.Json["dataVersion"]!.GetValue<string>().ShouldBe(city.Version);
        reply.Json["whatIf"]!.GetValue<bool>().ShouldBeFalse();
        var name = string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        new JsonShape(document).Faults(reply.Json, document["components"]!["schemas"]![$"{name}Answer"]!).ShouldBeEmpty(id);
        await ShouldFitOneFormAsync(city, id, description, reply.Json);
        if (!ProcessRegistry.Default.Find(id)!.TellsInputs) return;
        reply.Json["explanation"]!.AsArray().ShouldAllBe(step => step!["text"]!["zh"]!.GetValue<string>().Length > 0 && step["text"]!["en"]!.GetValue<string>().Length > 0);
        JsonNode.DeepEquals(reply.Json["inputs"], description["example"]!["inputs"]).ShouldBeTrue();
    }

    static async Task ShouldFitOneFormAsync(TestCity city, string id, JsonNode description, JsonNode answer)
    {
        var (shape, output) = (new JsonShape(description), description["outputs"]!.AsObject().Single());
        shape.Faults(answer, output.Value!["schema"]!).ShouldBeEmpty(id);
        foreach (var form in ProcessRegistry.Default.Find(id)!.Output.Formats.Skip(1).Where(format => format.IsJson))
        {
            var body = description["example"]!.DeepClone();
            body["outputs"] = new JsonObject { [output.Key] = new JsonObject { ["format"] = new JsonObject { ["mediaType"] = form.MediaType } } };
            shape.Faults((await city.ExecuteBodyAsync(id, body.ToJsonString())).ShouldBe(HttpStatusCode.OK).Json, output.Value["schema"]!).ShouldBeEmpty($"{id} {form.MediaType}");
        }
    }

    [Fact]
    public async Task What_the_schema_of_an_input_refuses_is_refused_and_what_must_be_given_must()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        string[] values = ["null", "-1", "0", "0.5", "true", "\"x\"", "[]", "[1]", "[null]", "{}"];
        foreach (var process in ProcessRegistry.Default.All)
        {
            var description = await city.GetJsonAsync($"/processes/{process.Id}");
            foreach (var (name, input) in description["inputs"]!.AsObject())
            {
                foreach (var value in values.Where(value => new JsonShape(description).Faults(JsonNode.Parse(value), input!["schema"]!).Count > 0)) await RefusedAsync(process, name, value);
                if (input!["minOccurs"]!.GetValue<int>() > 0) await RefusedAsync(process, name, null);
            }
        }

        async Task RefusedAsync(ProcessDefinition process, string name, string? value)
        {
            var inputs = JsonNode.Parse(process.Example)!.AsObject();
            if (value is null) inputs.Remove(name);
            else inputs[name] = JsonNode.Parse(value);
            var problem = (await city.ExecuteAsync(process.Id, inputs.ToJsonString())).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-input");
            problem["member"]!.GetValue<string>().ShouldStartWith($"inputs/{name}", Case.Sensitive, $"{process.Id} {value}");
        }
    }

    [Fact]
    public async Task The_risk_of_areas_is_the_same_document_as_at_its_own_address()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        JsonNode.DeepEquals((await city.ExecuteAsync("district-risk", "{}")).Json, await city.GetJsonAsync("/districts/risk")).ShouldBeTrue();
        JsonNode.DeepEquals((await city.ExecuteAsync("district-risk", """{"by":"park"}""")).Json, await city.GetJsonAsync("/parks/risk")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_value_is_taken_bare_and_qualified()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        foreach (var body in new[]
        {
            """{"inputs":{"by":{"value":"park"}}}""",
            """{"inputs":{"by":{"value":"park","mediaType":"text/plain"}},"outputs":{"risk":{"format":{"mediaType":"application/json"},"transmissionMode":"value"}},"response":"raw"}""",
            """{"inputs":{"by":"park","whatIf":{}},"outputs":{}}""",
        })
            (await city.ExecuteBodyAsync("district-risk", body)).ShouldBe(HttpStatusCode.OK).Json["parks"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_document_has_the_output_as_a_member()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var reply = await city.ExecuteBodyAsync("district-risk", """{"response":"document"}""");
        JsonNode.DeepEquals(reply.ShouldBe(HttpStatusCode.OK).Json["risk"], await city.GetJsonAsync("/districts/risk")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_input_that_cannot_be_used_is_400_and_named()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        await RefusedAsync("""{"inputs":{"by":"street"}}""", "inputs/by", "street", "district, park");
        await RefusedAsync("""{"inputs":{"by":7}}""", "inputs/by", "7", "text");
        await RefusedAsync("""{"inputs":{"by":{"href":"http://127.0.0.1/x"}}}""", "inputs/by", null, "value itself");
        await RefusedAsync("""{"inputs":{"by":{"value":"cGFyaw==","encoding":"base64"}}}""", "inputs/by", "base64", "JSON");
        await RefusedAsync("""{"inputs":{"colour":"red"}}""", "inputs/colour", "red", "by, whatIf");
        await RefusedAsync("""{"inputs":[1]}""", "inputs", "[1]", "{");
        await RefusedAsync("""[]""", "", "[]", "{");
        await RefusedAsync("""{"input":{}}""", "input", "{}", "inputs, outputs, response");
        await RefusedAsync("""{"outputs":{"colour":{}}}""", "outputs/colour", "{}", "risk");
        await RefusedAsync("""{"outputs":{"risk":{"transmissionMode":"reference"}}}""", "outputs/risk/transmissionMode", "reference", "value");
        await RefusedAsync("""{"outputs":{"risk":{"format":{"mediaType":"image/png"}}}}""", "outputs/risk/format/mediaType", "image/png", "application/json");
        await RefusedAsync("""{"response":"loud"}""", "response", "loud", "raw, document");
        await RefusedAsync("""{"mode":"loud"}""", "mode", "loud", "sync, async, auto");
        await RefusedAsync("""{"inputs":{"whatIf":{"moons":{}}}}""", "inputs/whatIf/moons", "{}", "enterprises");
        await RefusedAsync("""{"inputs":{"whatIf":{"enterprises":{"deletes":[999]}}}}""", "inputs/whatIf/enterprises/deletes/0", "999", "/collections/enterprises/items");
        await RefusedAsync("""{"inputs":{"whatIf":{"enterprises":{"upserts":[{"type":"Feature","properties":{"name":"甲","headcount":"many"},"geometry":{"type":"Point","coordinates":[118.2,24.6]}}]}}}}""", "inputs/whatIf/enterprises/upserts/0/properties/headcount", "\"many\"", null);

        async Task RefusedAsync(string body, string member, string? value, string? remedy)
        {
            var problem = (await city.ExecuteBodyAsync("district-risk", body)).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-input");
            (problem["member"]?.GetValue<string>() ?? "").ShouldBe(member);
            if (value is not null) problem["value"]!.GetValue<string>().ShouldBe(value);
            if (remedy is not null) problem["remedy"]!.GetValue<string>().ShouldContain(remedy);
        }
    }

    [Fact]
    public async Task What_an_analysis_refuses_is_named_by_its_place_among_the_inputs()
    {
        const string Site = """{"type":"Polygon","coordinates":[[[118.21,24.62],[118.212,24.62],[118.212,24.622],[118.21,24.62]]]}""";
        const string Bow = """{"type":"Polygon","coordinates":[[[118.21,24.62],[118.212,24.622],[118.212,24.62],[118.21,24.622],[118.21,24.62]]]}""";
        await using var city = await TestCity.With(WholeCity.Draw);
        await RefusedAsync("major-hazard-source", """{"inventory":[{"cas":"0000-00-0","tonnes":5}]}""", "inputs/inventory/0/cas");
        await RefusedAsync("major-hazard-source", """{"inventory":[{"cas":"7782-50-5","tonnes":5},{"cas":"7782-50-5","tonnes":-1}]}""", "inputs/inventory/1/tonnes");
        await RefusedAsync("major-hazard-source", """{"inventory":[{"cas":"7782-50-5","tonnes":"5"}]}""", "inputs/inventory/0/tonnes");
        await RefusedAsync("major-hazard-source", """{"inventory":[{"cas":"7782-50-5","tonnes":5,"colour":"green"}]}""", "inputs/inventory/0/colour");
        await RefusedAsync("major-hazard-source", """{"inventory":[{"cas":"7782-50-5"}]}""", "inputs/inventory/0/tonnes");
        await RefusedAsync("major-hazard-source", """{"enterpriseId":999}""", "inputs/enterpriseId");
        await RefusedAsync("siting-certificate", "{}", "inputs/site");
        await RefusedAsync("siting-certificate", $$"""{"site":{{Bow}},"industryCode":"2614"}""", "inputs/site");
        await RefusedAsync("siting-certificate", $$"""{"site":{{Site.Replace("118.", "98.", StringComparison.Ordinal)}},"industryCode":"2614"}""", "inputs/site");
        await RefusedAsync("siting-certificate", $$"""{"site":{{Site}},"industryCode":"9999"}""", "inputs/industryCode");
        await RefusedAsync("siting-certificate", $$"""{"site":{{Site}},"industryCode":"2614","date":"soon"}""", "inputs/date");
        await RefusedAsync("siting-certificate", """{"site":{"type":"Point","coordinates":[118.21,24.62]},"industryCode":"2614"}""", "inputs/site/type");
        await RefusedAsync("proximity", """{"from":[1.5,2.5],"distanceMetres":500}""", "inputs/from");
        await RefusedAsync("route", """{"to":[118.25,24.65]}""", "inputs/from");
        await RefusedAsync("route", """{"from":[118.25],"to":[118.25,24.65]}""", "inputs/from");
        await RefusedAsync("route", """{"from":[118.25,24.65],"to":[118.3,24.6]}""", "inputs/to");
        await RefusedAsync("route", """{"from":[118.25,24.65],"to":[118.26,24.66],"profile":"rocket"}""", "inputs/profile");
        await RefusedAsync("route", """{"from":[118.25,24.65],"to":[118.26,24.66],"time":"2026-06-30T10:00:00"}""", "inputs/time");
        await RefusedAsync("incident-plan", """{"location":[118.25,24.65],"unNumber":"1005","size":"large","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"2026-06-30"}""", "inputs/time");
        await RefusedAsync("matrix", """{"from":[]}""", "inputs/from");
        await RefusedAsync("matrix", """{"from":[[118.25,24.65]],"to":[[118.25,24.65],[118.3,24.6]]}""", "inputs/to/1");
        await RefusedAsync("matrix", """{"from":[[118.25,24.65],[24.65,118.25]]}""", "inputs/from/1");
        await RefusedAsync("isochrone", """{"from":[118.25,24.65]}""", "inputs/seconds");
        await RefusedAsync("isochrone", """{"from":[118.25,24.65],"seconds":0}""", "inputs/seconds");
        await RefusedAsync("isochrone", """{"from":[118.3,24.6],"seconds":60}""", "inputs/from");
        await RefusedAsync("nearest-by-time", """{"from":[118.25,24.65],"layer":"roads","k":3}""", "inputs/layer");
        await RefusedAsync("nearest-by-time", """{"from":[118.25,24.65],"layer":"teams","k":0}""", "inputs/k");
        await RefusedAsync("incident-card", """{"location":[118.25,24.65],"unNumber":"1005","size":"large","windFromDegrees":45,"windMetresPerSecond":2.5}""", "inputs/time");
        await RefusedAsync("incident-card", """{"location":[118.25,24.65],"unNumber":"1005","size":"large","windFromDegrees":405,"windMetresPerSecond":2.5,"time":"2026-06-30T10:00:00+08:00"}""", "inputs/windFromDegrees");
        await RefusedAsync("incident-card", """{"location":[118.25,24.65],"unNumber":true,"size":"large","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"2026-06-30T10:00:00+08:00"}""", "inputs/unNumber");
        await RefusedAsync("incident-card", """{"location":[118.25,24.65],"unNumber":-1,"size":"large","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"2026-06-30T10:00:00+08:00"}""", "inputs/unNumber");
        await RefusedAsync("sufficient-force", """{"location":[118.25,24.65]}""", "inputs/template");
        await RefusedAsync("sufficient-force", """{"location":[118.25,24.65],"needs":[{"vehicle":"water-tender","amount":-1}]}""", "inputs/needs/0/amount");
        await RefusedAsync("coverage", """{"purpose":"police"}""", "inputs/purpose");
        await RefusedAsync("coverage", """{"purpose":"depot","layer":"teams"}""", "inputs/layer");
        await RefusedAsync("coverage", """{"without":[{"layer":"teams","id":99}]}""", "inputs/without/0");
        await RefusedAsync("coverage", """{"candidates":[[118.25,24.65],[24.65,118.25]]}""", "inputs/candidates/1");
        await RefusedAsync("coverage", """{"driveSeconds":-5}""", "inputs/driveSeconds");
        await RefusedAsync("coverage", """{"newStations":99}""", "inputs/newStations");

        async Task RefusedAsync(string process, string inputs, string member)
        {
            var problem = (await city.ExecuteAsync(process, inputs)).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-input");
            problem["member"]!.GetValue<string>().ShouldBe(member, inputs);
            problem["remedy"]!.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    // Read on the clock of the machine that serves, noon in the city may be night.
    [Theory]
    [InlineData("2026-06-30T12:00:00")]
    [InlineData("2026-06-30")]
    [InlineData("2026-06-30T12:00:00+15:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_moment_without_its_offset_or_of_no_such_year_is_refused_everywhere(string time)
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        foreach (var (process, inputs) in new[]
        {
            ("incident-card", """{"location":[118.25,24.65],"unNumber":"1005","size":"large","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"~"}"""),
            ("sufficient-force", """{"location":[118.25,24.65],"template":"fire","time":"~"}"""),
            ("route", """{"from":[118.25,24.65],"to":[118.26,24.66],"time":"~"}"""),
        })
        {
            var problem = (await city.ExecuteAsync(process, inputs.Replace("~", time, StringComparison.Ordinal))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-input");
            (problem["member"]!.GetValue<string>(), problem["value"]!.GetValue<string>()).ShouldBe(("inputs/time", time), process);
        }
    }

    [Fact]
    public async Task A_UN_number_may_be_written_as_a_number()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        const string Inputs = """{"location":[118.25,24.65],"unNumber":1005,"size":"large","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"2026-06-30T10:00:00+08:00"}""";
        foreach (var process in new[] { "incident-card", "incident-plan" })
        {
            var answer = (await city.ExecuteAsync(process, Inputs)).ShouldBe(HttpStatusCode.OK).Json;
            (answer["card"] ?? answer)["material"]!["unNumber"]!.GetValue<string>().ShouldBe("1005");
        }
    }

    [Fact]
    public async Task Coverage_tells_both_sides_of_a_bridge_that_is_imagined_away()
    {
        await using var city = await TestCity.With(draft =>
        {
            draft.Add("roads", "中路", "LINESTRING (118.2 24.6, 118.21 24.6)", ("roadClass", "tertiary"));
            draft.Add("roads", "大桥", "LINESTRING (118.21 24.6, 118.217 24.6)", ("roadClass", "tertiary"), ("bridge", true));
            draft.Add("roads", "岛路", "LINESTRING (118.217 24.6, 118.22 24.6)", ("roadClass", "tertiary"));
            draft.Add("teams", "消防站", "POINT (118.205 24.6)", ("kind", "fire"), ("onDuty", 8L), ("turnoutSeconds", 60L), ("stationClass", "small"));
            draft.Add("population", "陆", "POLYGON ((118.202 24.599, 118.204 24.599, 118.204 24.601, 118.202 24.601, 118.202 24.599))", ("residents", 100.0));
            draft.Add("population", "岛", "POLYGON ((118.218 24.599, 118.219 24.599, 118.219 24.601, 118.218 24.601, 118.218 24.599))", ("residents", 30.0));
        });

        var cut = (await city.ExecuteAsync("coverage", """{"time":"2026-07-01T03:00:00+08:00","whatIf":{"roads":{"deletes":[2]}}}""")).ShouldBe(HttpStatusCode.OK).Json;

        (cut["whatIf"]!.GetValue<bool>(), cut["outcome"]!.GetValue<string>(), cut["all"]!["people"]!["covered"]!.GetValue<double>()).ShouldBe((true, "found", 100));
        (cut["loss"]!["before"]!["people"]!["covered"]!.GetValue<double>(), cut["loss"]!["peopleLost"]!.GetValue<double>()).ShouldBe((130, 30));
        cut["stations"]![0]!["area"]!["type"]!.GetValue<string>().ShouldBe("MultiPolygon");
        cut["stations"]![0]!["areaRule"]!["limitSquareKilometres"]!.GetValue<double>().ShouldBe(2);
        cut["nextStations"]!["gained"]!.GetValue<double>().ShouldBe(30);
        (await city.ExecuteAsync("coverage", "{}")).ShouldBe(HttpStatusCode.OK).Json["loss"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_no_JSON_is_told_with_its_place()
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.ExecuteBodyAsync("district-risk", "{\n\"inputs\":nothing}")).ShouldBeProblem(HttpStatusCode.BadRequest, "not-json")["detail"]!.GetValue<string>().ShouldContain("Line 2");
        (await city.ExecuteBodyAsync("district-risk", """{"inputs":{},"inputs":{}}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "not-json");
        (await city.ExecuteBodyAsync("district-risk", """{"inputs":{"by":"\ud800"}}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "not-json")["detail"]!.GetValue<string>().ShouldContain("surrogate");
        (await city.ExecuteBodyAsync("district-risk", """{"inputs":{"\ud800":1}}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "not-json");
    }

    [Fact]
    public async Task A_process_that_does_not_exist_has_the_standards_own_name()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var reply in new[] { await city.ExecuteAsync("fly", "{}"), await city.GetAsync("/processes/fly") })
        {
            reply.Status.ShouldBe(HttpStatusCode.NotFound);
            reply.Json["type"]!.GetValue<string>().ShouldBe("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process");
            reply.Json["remedy"]!.GetValue<string>().ShouldContain("district-risk");
        }
    }

    [Fact]
    public async Task What_is_imagined_holds_for_one_answer_and_is_said()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprise("甲厂", 118.2, 24.6, "blue"));
        var imagined = (await city.ExecuteAsync("district-risk", """
            {"whatIf":{"enterprises":{"upserts":[{"type":"Feature","geometry":{"type":"Point","coordinates":[118.21,24.61]},"properties":{"name":"乙厂","grade":"red"}},
                                                 {"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[118.2,24.6]},"properties":{"name":"甲厂","grade":"orange"}}]}}}
            """)).ShouldBe(HttpStatusCode.OK).Json;
        imagined["whatIf"]!.GetValue<bool>().ShouldBeTrue();
        CountsOf(imagined).ShouldBe((2, 1, 1, 0));
        CountsOf((await city.ExecuteAsync("district-risk", """{"whatIf":{"enterprises":{"deletes":[1]}}}""")).Json).ShouldBe((0, 0, 0, 0));
        CountsOf(await city.GetJsonAsync("/districts/risk")).ShouldBe((1, 0, 0, 1));

        static (int All, int Red, int Orange, int Blue) CountsOf(JsonNode report)
        {
            var counts = report["districts"]![0]!["counts"]!;
            return (counts["enterprises"]!.GetValue<int>(), counts["red"]!.GetValue<int>(), counts["orange"]!.GetValue<int>(), counts["blue"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task Executing_is_no_write_so_a_read_only_server_does_it_and_the_log_has_no_line()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprises(1), ServerOptions.Create("http://127.0.0.1:0", readOnly: true));
        (await city.ExecuteAsync("district-risk", "{}")).ShouldBe(HttpStatusCode.OK);
        using var options = await city.SendAsync(HttpMethod.Options, "/processes/district-risk/execution");
        options.Content.Headers.Allow.ShouldContain("POST");
        options.Headers.GetValues("Accept-Post").ShouldBe(["application/json"]);
        (await city.GetAsync("/metrics")).Body.ShouldNotContain("riskmap_writes_total{method=\"POST\"");
        city.Log.Lines.ShouldNotContain(line => line.Contains("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_of_other_origins_and_forms_do_not_reach_a_process()
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.ExecuteAsync("district-risk", "{}", ("Origin", "https://evil.example"))).ShouldBeProblem(HttpStatusCode.Forbidden, "foreign-origin");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("inputs", "{}")]);
        using var response = await city.Client.PostAsync(new Uri("/processes/district-risk/execution", UriKind.Relative), form);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Processes_and_jobs_are_pages_for_people_too()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var job = (await city.ExecuteAsync("district-risk", """{"by":"park"}""", ("Prefer", "respond-async"))).Headers["Location"];
        await city.JobOverAsync(job);
        foreach (var (path, text) in new[] { ("/processes", "区域风险"), ("/processes/district-risk", "按什么分区"), ("/jobs", "区域风险"), (job, city.Version) })
        {
            using var response = await city.SendAsync(HttpMethod.Get, path + "?f=html");
            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            (await response.Content.ReadAsStringAsync()).ShouldContain(text);
            response.Headers.Vary.ShouldContain("Accept");
        }
    }
}
