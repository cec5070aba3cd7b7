using System.Globalization;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>Features as pages for people: a table for a page of them, and one feature with the titles of its fields.</summary>
static class ItemPages
{
    // A table that fits a screen; the page of one feature shows all fields.
    const int MostColumns = 8;

    /// <summary>Writes a page of features as a table.</summary>
    public static Task WriteAsync(HttpContext context, ServedCity city, ItemsRequest request)
    {
        var (layer, found) = (request.Layer, request.Page());
        var next = request.Next(context.Request, found, found.Features.Count);
        if (next is not null) city.Versions.Keep(request.Snapshot);
        var page = Below(new HtmlPage(context, layer.Title.In(Language.OfRequest(context.Request))), layer);
        page.Form("GeoJSON", "json", Collections.GeoJsonType).Form("CSV", ItemsFormat.Csv.Name, ItemsFormat.Csv.MediaType);
        var turns = Turns(context, request, next).Select(link => Html.Link(page.Say($"page.turn.{link.Rel}"), link.Href, link.Rel)).ToList();
        page.Paragraph(page.Say("page.shown", found.Features.Count, found.Matched));
        if (turns.Count > 0) page.Row(turns);
        AddTable(page, request, found.Features);
        if (turns.Count > 0) page.Row(turns);
        return page.WriteAsync(request.Snapshot.Version.Text);
    }

    static IEnumerable<Link> Turns(HttpContext context, ItemsRequest request, PageToken? next) =>
        PageLinks.Of(context, request.Layer.Name, request.Format, next).Where(link => link.Rel == "next")
            .Concat(request.Start is null ? [] : [new Link(PageLinks.First(context, request.Layer.Name), "first")]);

    /// <summary>Writes one feature with the titles and units of its fields.</summary>
    public static Task WriteAsync(HttpContext context, CitySnapshot snapshot, FeatureRef feature, bool personal)
    {
        var (layer, zone) = (feature.Block.Schema, ZoneOf(snapshot));
        var page = Below(new HtmlPage(context, feature.Name ?? feature.Key), layer);
        page.Trail(page.Say("collection.link.items"), $"/collections/{layer.Name}/items").Form("GeoJSON", "json", Collections.GeoJsonType);
        page.Table([],
        [
            [page.Say("page.id"), feature.Id.ToString(CultureInfo.InvariantCulture)],
            [page.Say("schema.key"), feature.Key],
            [page.Say("schema.geometry"), Place(page, feature)],
            .. Enumerable.Range(0, layer.Fields.Length).Where(field => personal || !layer.Fields[field].Personal)
                .Select(field => (IReadOnlyList<Html>)[Head(page, layer.Fields[field]), Value(page, feature, field, zone)]),
        ]);
        return page.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{feature.Revision}{(personal ? ".personal" : "")}"));
    }

    static HtmlPage Below(HtmlPage page, LayerSchema layer) => CollectionPages.Below(page).Trail(layer.Title.In(page.Language), $"/collections/{layer.Name}");

    static void AddTable(HtmlPage page, ItemsRequest request, IReadOnlyList<FeatureRef> features)
    {
        var (layer, fields, zone) = (request.Layer, Columns(request), ZoneOf(request.Snapshot));
        page.Table(
            [page.Say("page.id"), .. fields.Select(field => Head(page, layer.Fields[field]))],
            features.Select(feature => (IReadOnlyList<Html>)
            [
                Html.Link(feature.Id.ToString(CultureInfo.InvariantCulture), page.To(string.Create(CultureInfo.InvariantCulture, $"/collections/{layer.Name}/items/{feature.Id}"))),
                .. fields.Select(field => Value(page, feature, field, zone)),
            ]));
    }

    // People read times in the city's zone.
    static TimeZoneInfo ZoneOf(CitySnapshot snapshot) => CityMetadata.ZoneOf(snapshot.City);

    // Those that were asked for, else the name and the layer's own fields as far as a screen is wide.
    static int[] Columns(ItemsRequest request) => request.IsWhole
        ? [.. request.Fields.Where(field => field == 0 || request.Layer.OwnFields.Contains(request.Layer.Fields[field])).Where(field => request.Layer.Fields[field].Type != FieldType.List).Take(MostColumns)]
        : [.. request.Fields];

    static Html Head(HtmlPage page, Field field) =>
        field.Unit is { } unit ? Html.Join(field.Title.In(page.Language), Html.Small(unit)) : field.Title.In(page.Language);

    static Html Place(HtmlPage page, FeatureRef feature)
    {
        if (feature.IsEmpty) return page.Say("page.no-geometry");
        var (geometry, box) = (feature.Geometry, feature.Box);
        return string.Create(CultureInfo.InvariantCulture, $"{geometry.GeometryType} {box.CentreX:0.######}, {box.CentreY:0.######}");
    }

    static Html Value(HtmlPage page, FeatureRef feature, int field, TimeZoneInfo zone)
    {
        var declared = feature.Block.Schema.Fields[field];
        return feature.Value(field) switch
        {
            null => "",
            string json when declared.Type == FieldType.List => List(page, declared, json),
            string text => CodeText(page, declared, text),
            bool truth => page.Say(truth ? "page.yes" : "page.no"),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            DateTimeOffset time => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
            var number => Html.Number(Convert.ToString(number, CultureInfo.InvariantCulture)!),
        };
    }

    static string CodeText(HtmlPage page, Field field, string text) => field.Codes?.Find(text)?.Title.In(page.Language) ?? text;

    // Lists are JSON that the store checked when it took them in.
    static Html List(HtmlPage page, Field field, string json)
    {
        using var document = JsonDocument.Parse(json);
        var entries = document.RootElement.EnumerateArray().ToList();
        return field.Items.IsEmpty
            ? string.Join(page.Say("page.comma"), entries.Select(entry => CodeText(page, field, Scalar(entry))))
            : Html.Table([.. field.Items.Select(item => Head(page, item))], entries.Select(entry => (IReadOnlyList<Html>)[.. field.Items.Select(item => Member(page, entry, item))]));
    }

    static Html Member(HtmlPage page, JsonElement entry, Field item) => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(item.Name, out var value)
        ? value.ValueKind == JsonValueKind.Number ? Html.Number(value.GetRawText()) : CodeText(page, item, Scalar(value))
        : "";

    static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
