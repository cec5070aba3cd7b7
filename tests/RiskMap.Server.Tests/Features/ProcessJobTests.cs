using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Server.Hosting;
using RiskMap.Server.Processes.Jobs;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>Runs as jobs: accepted, running, over; of the city as it stood; stopped; bounded.</summary>
public sealed class ProcessJobTests : IDisposable
{
    const string Async = "respond-async", NoSuchJob = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job";

    readonly WaitingProcess _waiting = new();

    public void Dispose() => _waiting.Dispose();

    [Fact]
    public async Task A_job_tells_where_it_stands_and_then_its_result()
    {
        await using var city = await CityAsync();
        var reply = await StartAsync(city, """{"name":"甲"}""");
        reply.Headers["Preference-Applied"].ShouldBe(Async);
        reply.Json["jobID"]!.GetValue<string>().ShouldBe(reply.Headers["Location"].Split('/')[^1]);
        await _waiting.BegunAsync(1);
        var running = await UntilAsync(city, reply, status => status["progress"]!.GetValue<int>() == 25);
        (running["status"]!.GetValue<string>(), running["processID"]!.GetValue<string>(), running["type"]!.GetValue<string>()).ShouldBe(("running", "wait", "process"));
        running["inputs"]!.ToJsonString().ShouldContain("name");
        (await city.GetAsync($"{reply.Headers["Location"]}/results")).Json["type"]!.GetValue<string>().ShouldEndWith("/result-not-ready");
        _waiting.Free();
        var over = await city.JobOverAsync(reply.Headers["Location"]);
        (over["status"]!.GetValue<string>(), over["progress"]!.GetValue<int>(), over["dataVersion"]!.GetValue<string>()).ShouldBe(("successful", 100, city.Version));
        var results = over["links"]!.AsArray().Single(link => link!["rel"]!.GetValue<string>().EndsWith("/results", StringComparison.Ordinal))!["href"]!.GetValue<string>();
        var result = (await city.GetAsync(results)).ShouldBe(HttpStatusCode.OK);
        (result.Json["name"]!.GetValue<string>(), result.Json["inputs"]!["name"]!.GetValue<string>()).ShouldBe(("甲", "甲"));
        using var head = await city.SendAsync(HttpMethod.Head, results);
        (head.StatusCode, head.Content.Headers.ContentLength > 0).ShouldBe((HttpStatusCode.OK, true));
    }

    [Fact]
    public async Task A_body_asks_for_a_job_as_drafts_of_the_standard_wrote_it()
    {
        await using var city = await CityAsync();
        _waiting.Free();
        (await city.ExecuteBodyAsync("wait", """{"mode":"async"}""")).ShouldBe(HttpStatusCode.Created).Headers.Keys.ShouldNotContain("Preference-Applied");
        foreach (var mode in new[] { "sync", "auto" }) (await city.ExecuteBodyAsync("wait", $$"""{"mode":"{{mode}}"}""")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_job_asks_the_city_as_it_stood_when_it_was_made()
    {
        await using var city = await CityAsync();
        var before = city.Version;
        var reply = await StartAsync(city, "{}");
        await _waiting.BegunAsync(1);
        await city.AddAsync(draft => draft.Enterprise("乙厂", 118.22, 24.62));
        _waiting.Free();
        await city.JobOverAsync(reply.Headers["Location"]);
        var result = await city.GetAsync($"{reply.Headers["Location"]}/results");
        (result.Json["enterprises"]!.GetValue<int>(), result.Json["dataVersion"]!.GetValue<string>(), result.Headers["RiskMap-Version"]).ShouldBe((1, before, before));
        (await city.ExecuteAsync("wait", "{}")).Json["enterprises"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_running_job_is_stopped_and_gone()
    {
        await using var city = await CityAsync();
        var job = (await StartAsync(city, "{}")).Headers["Location"];
        await _waiting.BegunAsync(1);
        (await city.WriteAsync(HttpMethod.Delete, job, null)).ShouldBe(HttpStatusCode.OK).Json["status"]!.GetValue<string>().ShouldBe("dismissed");
        for (var look = 0; look < 400 && _waiting.Cancelled == 0; look++) await Task.Delay(25);
        _waiting.Cancelled.ShouldBe(1);
        foreach (var (method, path) in new[] { (HttpMethod.Get, job), (HttpMethod.Get, job + "/results"), (HttpMethod.Delete, job) })
        {
            var gone = await city.WriteAsync(method, path, null);
            gone.Status.ShouldBe(HttpStatusCode.Gone);
            gone.Json["type"]!.GetValue<string>().ShouldBe(NoSuchJob);
        }
        (await city.GetJsonAsync("/jobs"))["jobs"]!.AsArray().ShouldBeEmpty();
        // Its place is free for the next.
        _waiting.Free();
        (await city.ExecuteAsync("wait", "{}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_job_that_never_was_is_not_found()
    {
        await using var city = await CityAsync();
        foreach (var path in new[] { "/jobs/nothing", "/jobs/nothing/results" })
        {
            var reply = await city.GetAsync(path);
            (reply.Status, reply.Json["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.NotFound, NoSuchJob));
        }
    }

    [Fact]
    public async Task A_run_that_fails_says_so_and_its_results_are_the_problem()
    {
        await using var city = await CityAsync();
        _waiting.Free();
        var job = (await StartAsync(city, """{"fail":true}""")).Headers["Location"];
        (await city.JobOverAsync(job))["status"]!.GetValue<string>().ShouldBe("failed");
        (await city.GetAsync(job + "/results")).ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");
        (await city.ExecuteAsync("wait", """{"fail":true}""")).ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");
        city.Log.Troubles.Count(line => line.Contains("broken on purpose", StringComparison.Ordinal)).ShouldBe(2);
        city.Log.Forget();
    }

    [Fact]
    public async Task A_bad_input_is_refused_before_there_is_a_job()
    {
        await using var city = await CityAsync();
        (await city.ExecuteAsync("wait", """{"name":5}""", ("Prefer", Async))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-input");
        (await city.GetJsonAsync("/jobs"))["jobs"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_waits_for_some_seconds_has_the_answer_or_a_job()
    {
        await using var city = await CityAsync();
        var late = (await city.ExecuteAsync("wait", "{}", ("Prefer", "wait=0"))).ShouldBe(HttpStatusCode.Created);
        late.Headers["Preference-Applied"].ShouldBe("wait=0");
        _waiting.Free();
        await city.JobOverAsync(late.Headers["Location"]);
        (await city.ExecuteAsync("wait", """{"name":"甲"}""", ("Prefer", "respond-async, wait=40"))).ShouldBe(HttpStatusCode.OK).Json["name"]!.GetValue<string>().ShouldBe("甲");
        // What is unknown or cannot be read is no preference (RFC 7240, 2).
        (await city.ExecuteAsync("wait", "{}", ("Prefer", "wait=soon; return=minimal"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_line_is_bounded_and_long_jobs_keep_nobody_waiting()
    {
        await using var city = await CityAsync(new JobLimits { Running = 1, Waiting = 1, RetryAfterSeconds = 7 });
        await StartAsync(city, "{}");
        await _waiting.BegunAsync(1);
        var waiting = (await StartAsync(city, "{}")).Headers["Location"];
        (await city.GetJsonAsync(waiting))["status"]!.GetValue<string>().ShouldBe("accepted");
        var refused = await city.ExecuteAsync("wait", "{}", ("Prefer", Async));
        refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "jobs-full");
        refused.Headers["Retry-After"].ShouldBe("7");
        (await city.ExecuteAsync("district-risk", "{}")).ShouldBe(HttpStatusCode.OK);
        // One that is dismissed in the line makes room.
        (await city.WriteAsync(HttpMethod.Delete, waiting, null)).ShouldBe(HttpStatusCode.OK);
        await StartAsync(city, "{}");
        _waiting.Begun.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_its_run()
    {
        await using var city = await CityAsync();
        using var gone = new CancellationTokenSource();
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        var asking = city.Client.PostAsync(new Uri("/processes/wait/execution", UriKind.Relative), body, gone.Token);
        await _waiting.BegunAsync(1);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
        for (var look = 0; look < 400 && _waiting.Cancelled == 0; look++) await Task.Delay(25);
        _waiting.Cancelled.ShouldBe(1);
    }

    [Fact]
    public async Task The_oldest_results_go_when_many_or_large_ones_are_kept()
    {
        _waiting.Free();
        await using (var city = await CityAsync(new JobLimits { KeptJobs = 2 }))
        {
            var jobs = await RunAsync(city, 3);
            (await city.GetAsync(jobs[0])).Status.ShouldBe(HttpStatusCode.Gone);
            (await city.GetJsonAsync("/jobs"))["jobs"]!.AsArray().Count.ShouldBe(2);
        }
        await using (var city = await CityAsync(new JobLimits { KeptBytes = 400 }))
        {
            var jobs = await RunAsync(city, 4);
            (await city.GetAsync(jobs[0])).Status.ShouldBe(HttpStatusCode.Gone);
            (await city.GetAsync(jobs[3] + "/results")).Status.ShouldBe(HttpStatusCode.OK);
        }
        await using (var city = await CityAsync(new JobLimits { KeptFor = TimeSpan.Zero }))
        {
            (await city.GetAsync((await StartAsync(city, "{}")).Headers["Location"])).Status.ShouldBeOneOf(HttpStatusCode.Gone, HttpStatusCode.OK);
            await UntilAsync(async () => (await city.GetJsonAsync("/jobs"))["jobs"]!.AsArray().Count == 0);
        }
    }

    [Fact]
    public async Task Jobs_are_listed_by_process_status_time_and_duration()
    {
        await using var city = await CityAsync();
        await StartAsync(city, "{}");
        var risk = (await city.ExecuteAsync("district-risk", "{}", ("Prefer", Async))).ShouldBe(HttpStatusCode.Created).Headers["Location"];
        await city.JobOverAsync(risk);
        await _waiting.BegunAsync(1);
        foreach (var (query, count) in new[]
        {
            ("", 2), ("?limit=1", 1), ("?processID=wait", 1), ("?processID=wait,district-risk", 2), ("?processID=fly", 0), ("?status=successful", 1), ("?status=running,successful", 2),
            ("?status=failed", 0), ("?type=process", 2), ("?datetime=2020-01-01/..", 2), ("?datetime=2020-01-01", 0), ("?minDuration=0", 2), ("?minDuration=3600", 0), ("?maxDuration=3600", 2),
        })
            (await city.GetJsonAsync("/jobs" + query))["jobs"]!.AsArray().Count.ShouldBe(count, query);
        (await city.GetJsonAsync("/jobs"))["jobs"]![0]!["processID"]!.GetValue<string>().ShouldBe("district-risk");
        foreach (var (query, member) in new[] { ("?status=late", "status"), ("?type=dream", "type"), ("?minDuration=x", "minDuration"), ("?datetime=today", "datetime"), ("?limit=0", "limit"), ("?colour=red", "colour") })
            (await city.GetProblemAsync("/jobs" + query, HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe(member);
    }

    Task<TestCity> CityAsync(JobLimits? limits = null) => TestCity.With(
        draft => draft.Town().Enterprises(1), ServerOptions.Create("http://127.0.0.1:0") with { Jobs = limits ?? new JobLimits() }, _waiting.Registry);

    static async Task<ItemReply> StartAsync(TestCity city, string inputs) => (await city.ExecuteAsync("wait", inputs, ("Prefer", Async))).ShouldBe(HttpStatusCode.Created);

    static async Task<List<string>> RunAsync(TestCity city, int count)
    {
        var jobs = new List<string>();
        for (var i = 0; i < count; i++)
        {
            jobs.Add((await StartAsync(city, "{}")).Headers["Location"]);
            await city.JobOverAsync(jobs[^1]);
        }
        return jobs;
    }

    static async Task<JsonNode> UntilAsync(TestCity city, ItemReply reply, Func<JsonNode, bool> fits)
    {
        JsonNode? status = null;
        await UntilAsync(async () => fits(status = await city.GetJsonAsync(reply.Headers["Location"])));
        return status!;
    }

    static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var look = 0; look < 400; look++)
        {
            if (await condition()) return;
            await Task.Delay(25);
        }
        throw new TimeoutException("it did not come about");
    }
}
