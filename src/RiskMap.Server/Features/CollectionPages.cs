using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>The layers as pages for people: what each holds, its fields with titles, units and codes, and the way to its features.</summary>
static class CollectionPages
{
    /// <summary>The page of all layers.</summary>
    public static Task WriteAllAsync(HttpContext context, CitySnapshot snapshot)
    {
        var page = new HtmlPage(context, MessageTexts.In(Language.OfRequest(context.Request), "landing.link.collections")).Form("JSON", "json", "application/json");
        page.Table(
            [page.Say("page.layer"), page.Say("page.description"), page.Say("page.geometry"), page.Say("page.count")],
            snapshot.Layers.Select(layer => (IReadOnlyList<Html>)
            [
                Html.Join(Html.Link(layer.Schema.Title.In(page.Language), page.To($"/collections/{layer.Schema.Name}")), Html.Code(layer.Schema.Name)),
                layer.Schema.Description.In(page.Language),
                GeometryText(page, layer.Schema.Geometry),
                Html.Number(layer.Count.ToString(CultureInfo.InvariantCulture)),
            ]));
        return page.WriteAsync(snapshot.Version.Text);
    }

    /// <summary>The page of one layer.</summary>
    public static Task WriteAsync(HttpContext context, CitySnapshot snapshot, LayerSnapshot layer)
    {
        var (schema, language) = (layer.Schema, Language.OfRequest(context.Request));
        var page = Below(new HtmlPage(context, schema.Title.In(language))).Form("JSON", "json", "application/json");
        page.Paragraph(schema.Description.In(language));
        page.Row(
        [
            Html.Link(page.Say("page.features", layer.Count), page.To($"/collections/{schema.Name}/items"), "items"),
            Html.Link(page.Say("collection.link.schema"), Links.To(context, $"/collections/{schema.Name}/schema")),
            Html.Link(page.Say("collection.link.queryables"), Links.To(context, $"/collections/{schema.Name}/queryables")),
            Html.Link(page.Say("collection.link.sortables"), Links.To(context, $"/collections/{schema.Name}/sortables")),
        ]);
        page.Table([], Facts(page, layer)).Heading(page.Say("page.fields"));
        page.Table(
            [page.Say("page.field"), page.Say("page.title"), page.Say("page.type"), page.Say("page.unit"), page.Say("page.values")],
            schema.Fields.Select(field => Describe(page, field)));
        return page.WriteAsync(snapshot.Version.Text);
    }

    /// <summary>Puts a page below the list of layers.</summary>
    public static HtmlPage Below(HtmlPage page) => page.Trail(page.Say("landing.link.collections"), "/collections");

    static IEnumerable<IReadOnlyList<Html>> Facts(HtmlPage page, LayerSnapshot layer)
    {
        yield return [page.Say("page.id"), Html.Code(layer.Schema.Name)];
        yield return [page.Say("page.geometry"), GeometryText(page, layer.Schema.Geometry)];
        yield return [page.Say("page.count"), layer.Count.ToString(CultureInfo.InvariantCulture)];
        if (!layer.Extent.IsEmpty) yield return [page.Say("page.extent"), BoxText(layer.Extent)];
        if (LayerTimes.Of(layer) is { } times) yield return [page.Say("page.times"), string.Join(" – ", times.Interval.Select(time => time ?? "…"))];
    }

    static string BoxText(in Box box) => string.Create(CultureInfo.InvariantCulture, $"{box.MinX:0.######}, {box.MinY:0.######} – {box.MaxX:0.######}, {box.MaxY:0.######}");

    static IReadOnlyList<Html> Describe(HtmlPage page, Field field) =>
    [
        Html.Code(field.Name),
        Html.Join(field.Title.In(page.Language), Html.Small(field.Personal ? page.Say("page.personal") : "")),
        page.Say($"page.type.{field.Type.ToString().ToLowerInvariant()}"),
        field.Unit ?? "",
        field.Codes is { } codes
            ? string.Join(page.Say("page.comma"), codes.Codes.Select(code => $"{code.Title.In(page.Language)} {code.Value}"))
            : string.Join(page.Say("page.comma"), field.Items.Select(item => item.Title.In(page.Language))),
    ];

    static string GeometryText(HtmlPage page, GeometryKind kind) => page.Say($"page.geometry.{kind.ToString().ToLowerInvariant()}");
}
