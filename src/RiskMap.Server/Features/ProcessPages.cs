using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.City.Snapshot;
using RiskMap.Server.Commands;
using RiskMap.Server.Http;
using RiskMap.Server.Processes;
using RiskMap.Server.Processes.Jobs;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>Processes and jobs as pages for people: what each takes, with an example to send, and where each job stands.</summary>
static class ProcessPages
{
    static readonly JsonSerializerOptions Indented = new(ProcessJson.Options) { WriteIndented = true };

    /// <summary>The page of all processes.</summary>
    internal static Task WriteListAsync(HttpContext context, IReadOnlyList<ProcessDefinition> processes)
    {
        var page = Titled(context, "landing.link.processes");
        page.Table(
            [page.Say("page.process"), page.Say("page.description")],
            processes.Select(process => (IReadOnlyList<Html>)
            [
                Html.Join(Html.Link(process.Title.In(page.Language), page.To($"/processes/{process.Id}")), Html.Code(process.Id)),
                process.Description.In(page.Language),
            ]));
        page.Row([Html.Link(page.Say("landing.link.jobs"), page.To("/jobs"))]);
        return page.WriteAsync(VersionToken.Build);
    }

    /// <summary>The page of one process.</summary>
    internal static Task WriteAsync(HttpContext context, ProcessDefinition process)
    {
        var page = Below(new HtmlPage(context, process.Title.In(Language.OfRequest(context.Request)))).Form("JSON", "json", "application/json");
        page.Paragraph(process.Description.In(page.Language)).Heading(page.Say("page.inputs"));
        page.Table(
            [page.Say("page.input"), page.Say("page.description"), page.Say("page.required"), page.Say("page.schema")],
            ProcessDocuments.Inputs(process, page.Language).Select(input => (IReadOnlyList<Html>)
            [
                Html.Join(Html.FromText(Text(input.Node["title"])), Html.Code(input.Name)),
                Text(input.Node["description"]),
                page.Say(input.Node["minOccurs"]!.GetValue<int>() > 0 ? "page.yes" : "page.no"),
                input.Name == ProcessDefinition.WhatIfInput ? "" : Html.Code(input.Node["schema"]!.ToJsonString(ProcessJson.Options)),
            ]));
        page.Heading(page.Say("page.output"));
        page.Table([], [[Html.Join(Html.FromText(process.Output.Title.In(page.Language)), Html.Code(process.Output.Name)), string.Join(page.Say("page.comma"), process.Output.Formats.Select(format => format.MediaType))]]);
        page.Heading(page.Say("page.example")).Paragraph(Html.Code($"POST {Links.To(context, $"/processes/{process.Id}/execution")}"));
        page.Paragraph(Html.Code(new JsonObject { ["inputs"] = process.ExampleInputs() }.ToJsonString(Indented)));
        return page.WriteAsync(VersionToken.Build);
    }

    /// <summary>The page of the jobs.</summary>
    internal static Task WriteJobsAsync(HttpContext context, IReadOnlyList<Job> jobs)
    {
        var page = Titled(context, "landing.link.jobs");
        page.Table(
            [page.Say("page.job"), page.Say("page.process"), page.Say("page.status"), page.Say("page.progress"), page.Say("page.created")],
            jobs.Select(job => (IReadOnlyList<Html>)
            [
                Html.Link(job.Id, page.To($"/jobs/{job.Id}")),
                Html.Link(job.Process.Title.In(page.Language), page.To($"/processes/{job.Process.Id}")),
                Html.Code(job.Status.Token),
                Html.Number(Percent(job)),
                Moments.TimeText(job.Status.Created),
            ]));
        return page.WriteAsync(etag: null);
    }

    /// <summary>The page of one job.</summary>
    internal static Task WriteJobAsync(HttpContext context, Job job)
    {
        var page = new HtmlPage(context, job.Id);
        page.Trail(page.Say("landing.link.jobs"), "/jobs").Form("JSON", "json", "application/json");
        page.Paragraph(ProcessJobs.MessageOf(job, page.Language));
        page.Table([], Facts(page, job));
        if (job.Status.State == JobState.Successful) page.Row([Html.Link(page.Say("page.results"), Links.To(context, $"/jobs/{job.Id}/results"))]);
        page.Heading(page.Say("page.inputs")).Paragraph(Html.Code(job.Inputs.ToJsonString(Indented)));
        return page.WriteAsync(etag: null);
    }

    static IEnumerable<IReadOnlyList<Html>> Facts(HtmlPage page, Job job)
    {
        yield return [page.Say("page.process"), Html.Link(job.Process.Title.In(page.Language), page.To($"/processes/{job.Process.Id}"))];
        yield return [page.Say("page.status"), Html.Code(job.Status.Token)];
        yield return [page.Say("page.progress"), Percent(job)];
        yield return [page.Say("page.created"), Moments.TimeText(job.Status.Created)];
        if (job.Status.Started is { } started) yield return [page.Say("page.started"), Moments.TimeText(started)];
        if (job.Status.Finished is { } finished) yield return [page.Say("page.finished"), Moments.TimeText(finished)];
        yield return [page.Say("page.data-version"), Html.Code(job.DataVersion)];
    }

    static string Percent(Job job) => string.Create(CultureInfo.InvariantCulture, $"{job.Status.Percent} %");

    static string Text(JsonNode? text) => text!.GetValue<string>();

    static HtmlPage Titled(HttpContext context, string key) => new HtmlPage(context, MessageTexts.In(Language.OfRequest(context.Request), key)).Form("JSON", "json", "application/json");

    static HtmlPage Below(HtmlPage page) => page.Trail(page.Say("landing.link.processes"), "/processes");
}
