using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>
/// A page for people about a resource (OGC 17-069r4, 8.2): a trail of links, the other forms and languages of the resource, and what is added. It loads
/// nothing, runs nothing, and everything in it is escaped. One page serves one request.
/// </summary>
public sealed class HtmlPage
{
    /// <summary>Media type of pages.</summary>
    public const string MediaType = "text/html; charset=utf-8";

    static readonly string Style = ReadStyle();

    // Only the one style sheet may take effect, whatever finds its way into a page.
    static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    readonly HttpContext _context;
    readonly string _title;
    readonly StringBuilder _trail = new();
    readonly StringBuilder _forms = new();
    readonly StringBuilder _head = new();
    readonly StringBuilder _body = new();

    /// <summary>A page.</summary>
    /// <param name="context">The request; its language is the page's.</param>
    /// <param name="title">The page's heading.</param>
    public HtmlPage(HttpContext context, string title)
    {
        (_context, _title, Language) = (context, title, Texts.Language.OfRequest(context.Request));
        Trail("RiskMap", "/");
    }

    /// <summary>Language of the page.</summary>
    public string Language { get; }

    /// <summary>A text of the program in the page's language.</summary>
    public string Say(string key, params object?[] values) => MessageTexts.In(Language, key, values);

    /// <summary>The address of a page of this server: it keeps the language, and stays a page where that was asked for by name.</summary>
    public string To(string path)
    {
        var kept = _context.Request.Query.Where(parameter => parameter.Key is "lang" or "f")
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value.ToString()));
        return QueryHelpers.AddQueryString(Links.To(_context, path), kept);
    }

    /// <summary>Adds a page that stands above this one.</summary>
    public HtmlPage Trail(string title, string path)
    {
        _trail.Append(Html.Link(title, To(path)).ToString());
        return this;
    }

    /// <summary>Adds another form of the same resource, for programs too.</summary>
    /// <param name="title">Name of the form, e.g. <c>GeoJSON</c>.</param>
    /// <param name="format">Value of <c>f</c>.</param>
    /// <param name="type">Media type.</param>
    public HtmlPage Form(string title, string format, string type)
    {
        var address = Here("f", format);
        _forms.Append(Html.Link(title, address, "alternate").ToString());
        _head.Append("<link rel=\"alternate\" type=\"").Append(Html.Escape(type)).Append("\" href=\"").Append(Html.Escape(address)).Append("\">\n");
        return this;
    }

    /// <summary>Adds a paragraph.</summary>
    public HtmlPage Paragraph(params IEnumerable<Html> pieces) => Append($"<p>{Html.Join(pieces)}</p>\n");

    /// <summary>Adds a heading below the page's own.</summary>
    public HtmlPage Heading(string text) => Append($"<h2>{Html.Escape(text)}</h2>\n");

    /// <summary>Adds links beside each other.</summary>
    public HtmlPage Row(IEnumerable<Html> links) => Append($"<nav class=\"pages\">{Html.Join(links)}</nav>\n");

    /// <summary>Adds a table, which scrolls by itself where it is wider than the screen.</summary>
    public HtmlPage Table(IReadOnlyList<Html> heads, IEnumerable<IReadOnlyList<Html>> rows) => Append($"<div class=\"wide\">{Html.Table(heads, rows)}</div>\n");

    /// <summary>Writes the page; 304 when the client has it already.</summary>
    /// <param name="etag">Weak ETag without quotes of the data that it shows, or null.</param>
    public Task WriteAsync(string? etag)
    {
        _context.Response.Headers.ContentSecurityPolicy = Policy;
        return Conditional.IsNotModified(_context, etag is null ? null : $"{etag}.{Language}.html")
            ? Task.CompletedTask
            : JsonAnswer.WriteBytesAsync(_context, Encoding.UTF8.GetBytes(Markup()), MediaType);
    }

    HtmlPage Append(string markup)
    {
        _body.Append(markup);
        return this;
    }

    // The same question with one parameter other than it was.
    string Here(string name, string value)
    {
        var parameters = _context.Request.Query.Where(parameter => parameter.Key != name)
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value.ToString())).Append(KeyValuePair.Create(name, (string?)value));
        return QueryHelpers.AddQueryString(Links.To(_context, _context.Request.Path.ToUriComponent()), parameters);
    }

    string Markup() => $"""
        <!doctype html>
        <html lang="{Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Html.Escape(_title)} · RiskMap</title>
        {_head}<style>{Style}</style>
        </head>
        <body>
        <header><nav>{_trail}</nav><nav class="forms">{_forms}{Html.Link(Say("page.language.zh"), Here("lang", Texts.Language.Chinese))}{Html.Link(Say("page.language.en"), Here("lang", Texts.Language.English))}</nav></header>
        <main>
        <h1>{Html.Escape(_title)}</h1>
        {_body}</main>
        <footer><nav>{Further()}</nav></footer>
        </body>
        </html>

        """;

    Html Further() => Html.Join(new[] { ("landing.link.collections", "/collections"), ("landing.link.conformance", "/conformance"), ("landing.link.api", "/api") }
        .Select(page => Html.Link(Say(page.Item1), To(page.Item2))));

    static string ReadStyle()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("page.css") ?? throw new InvalidOperationException("page.css is not embedded in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
