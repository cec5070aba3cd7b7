using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>A request for a page of features, read and checked: what every form of the page is made from. Immutable.</summary>
/// <param name="Snapshot">The version that the page belongs to.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Query">Which features, in which order, how many.</param>
/// <param name="Start">Where the page begins, or null for the first.</param>
/// <param name="Crs">System of the answer's coordinates.</param>
/// <param name="Fields">Positions of the fields that are told, in <see cref="LayerSchema.Fields"/>.</param>
/// <param name="HasKey">True when the key is told.</param>
/// <param name="IsWhole">True when all fields are told that are told to everybody.</param>
/// <param name="Format">The form.</param>
public sealed record ItemsRequest(
    CitySnapshot Snapshot,
    LayerSchema Layer,
    FeatureQuery Query,
    PageToken? Start,
    CoordinateSystem Crs,
    ImmutableArray<int> Fields,
    bool HasKey,
    bool IsWhole,
    ItemsFormat Format)
{
    /// <summary>Names of the parameters that every layer has; the API document describes the same.</summary>
    internal static readonly string[] Parameters =
    [
        BoxParameter.Name, CrsParameters.Box, CrsParameters.Answer, TimeParameter.Name, "limit", PageToken.Parameter, PropertyParameters.Properties, PropertyParameters.SortBy,
        FilterParameters.Filter, FilterParameters.Language, FilterParameters.Crs, "f",
    ];

    /// <summary>Reads a request.</summary>
    /// <exception cref="ProblemException">404: no such collection; 400: a parameter that cannot be used; 410: a page of a version that is gone.</exception>
    public static ItemsRequest Of(HttpContext context, ServedCity city, string id)
    {
        var (request, layer) = (context.Request, Collections.Known(id));
        Http.Parameters.Allow(request, [.. Parameters, .. PropertyParameters.NamesOf(layer)]);
        var start = PageToken.Of(request);
        var snapshot = start?.Snapshot(city, PageLinks.First(context, id)) ?? city.Required;
        var (format, crs, query) = (ItemsFormat.Of(request), CrsParameters.Of(request, CrsParameters.Answer, snapshot), QueryOf(request, layer, snapshot));
        if (start is not null && snapshot.Layer(layer.Name).Find(start.LastId) is null) throw start.Refused();
        var chosen = PropertyParameters.Chosen(request, layer);
        ImmutableArray<int> fields = chosen is { } some
            ? [.. some.Fields]
            : [.. Enumerable.Range(0, layer.Fields.Length).Where(field => !layer.Fields[field].Personal)];
        return new(snapshot, layer, query, start, crs, fields, chosen?.HasKey ?? true, chosen is null, format);
    }

    /// <summary>The page.</summary>
    public FeaturePage Page() => Query.Page(Snapshot.Layer(Layer.Name), Start?.Start);

    /// <summary>The token of the page behind the first features of this one, or null when they are the last.</summary>
    /// <param name="request">The request.</param>
    /// <param name="page">The page.</param>
    /// <param name="told">How many of its features are told: fewer than it has where the budget of bytes ends it.</param>
    public PageToken? Next(HttpRequest request, in FeaturePage page, int told) => told > 0 && (page.HasMore || told < page.Features.Count)
        ? new(Snapshot.Version.Text, PageToken.QuestionOf(request), page.Features[told - 1].Id, page.Matched)
        : null;

    static FeatureQuery QueryOf(HttpRequest request, LayerSchema layer, CitySnapshot snapshot)
    {
        var tests = PropertyParameters.Tests(request, layer).ToList();
        if (TimeParameter.Of(request)?.TestOf(layer) is { } time) tests.Add(time);
        var filter = FilterParameters.Of(request, layer, snapshot);
        if (filter is not null) tests.Add(filter.Matches);
        return new(Http.Parameters.Limit(request))
        {
            Boxes = BoxParameter.Of(request, CrsParameters.Of(request, CrsParameters.Box, snapshot)),
            Tests = tests,
            Around = filter?.Box,
            Sort = PropertyParameters.Sort(request, layer),
        };
    }
}
