using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RiskMap.Server.Tests.Support;

/// <summary>Runs processes over HTTP as a client does.</summary>
static class ProcessClient
{
    /// <summary>Executes a process with these inputs.</summary>
    public static Task<ItemReply> ExecuteAsync(this TestCity city, string process, string inputs, params (string Name, string Value)[] headers) =>
        city.ExecuteBodyAsync(process, $$"""{"inputs":{{inputs}}}""", headers);

    /// <summary>Executes a process with a whole body.</summary>
    public static async Task<ItemReply> ExecuteBodyAsync(this TestCity city, string process, string body, params (string Name, string Value)[] headers)
    {
        using var request = RequestOf(process, body);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await city.Client.SendAsync(request);
        return await ItemReply.OfAsync(response);
    }

    /// <summary>Executes a process and gives the answer's bytes.</summary>
    public static async Task<(string Type, byte[] Bytes)> ExecuteBytesAsync(this TestCity city, string process, string body)
    {
        using var response = await city.Client.SendAsync(RequestOf(process, body));
        var bytes = await response.Content.ReadAsByteArrayAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, Encoding.UTF8.GetString(bytes));
        return (response.Content.Headers.ContentType!.MediaType!, bytes);
    }

    /// <summary>Where a job stands once it is over.</summary>
    public static async Task<JsonNode> JobOverAsync(this TestCity city, string address)
    {
        for (var look = 0; look < 1200; look++)
        {
            var status = await city.GetJsonAsync(address);
            if (status["finished"] is not null) return status;
            await Task.Delay(25);
        }
        throw new TimeoutException($"{address} does not end");
    }

    static HttpRequestMessage RequestOf(string process, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/processes/{process}/execution", UriKind.Relative))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.AcceptLanguage.ParseAdd("en");
        return request;
    }
}
