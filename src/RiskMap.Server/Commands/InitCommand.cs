using System.CommandLine;
using System.Globalization;
using RiskMap.City.Model;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap init</c>: sets the city's metadata; what is not given stays as it is, or is derived from the extent.</summary>
public static class InitCommand
{
    /// <summary>Time zone where neither the store nor the command says one.</summary>
    const string DefaultTimeZone = "Asia/Shanghai";

    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var name = new Option<string>("--name") { Description = globals.Text("option.name") };
        var nameEn = new Option<string>("--name-en") { Description = globals.Text("option.name-en") };
        var zone = new Option<string>("--time-zone") { Description = globals.Text("option.time-zone") };
        var extent = new Option<string>("--extent") { Description = globals.Text("option.extent"), HelpName = "W,S,E,N" };
        var plane = new Option<string>("--plane") { Description = globals.Text("option.plane"), HelpName = "EPSG:n" };
        var keep = new Option<string>("--keep-history-days") { Description = globals.Text("option.keep-history-days"), HelpName = "N|all" };
        return globals.Does(new Command("init", globals.Text("command.init")) { name, nameEn, zone, extent, plane, keep }, (parse, terminal, cancellation) =>
        {
            var asked = new Asked(parse.GetValue(name), parse.GetValue(nameEn), ZoneOf(parse.GetValue(zone)), ExtentOf(parse.GetValue(extent)), PlaneOf(parse.GetValue(plane)),
                parse.GetValue(keep) is { } days ? new KeepDays(RetentionDays.Parse(days)) : null);
            return RunAsync(globals.Location(parse), asked, terminal, cancellation);
        });
    }

    sealed record Asked(string? Name, string? NameEn, string? TimeZone, Box? Extent, MetricPlane? Plane, KeepDays? Keep);

    sealed record KeepDays(int? Days);

    static Task<int> RunAsync(string location, Asked asked, Terminal terminal, CancellationToken cancellation) => Stores.FillAsync(location, async store =>
    {
        var city = Merge((await store.StateAsync(cancellation)).City, asked);
        await store.WriteAsync(Writing.Note("init"), writer => writer.SetCityAsync(city, cancellation), cancellation);
        if (asked.Keep is { } keep) await store.SetKeepDaysAsync(keep.Days, cancellation);
        terminal.Say("init.done", store.Description, city.Name, city.TimeZone, TextOf(city.Extent), city.PlaneCode ?? city.PlaneWkt ?? "-");
        if (await store.KeepDaysAsync(cancellation) is { } days) terminal.Say("init.keep", days);
        else terminal.Say("init.keep-all");
        return Failures.Done;
    }, cancellation);

    /// <summary>An extent as the option takes it.</summary>
    internal static string TextOf(Box? extent) =>
        extent is { } box ? string.Create(CultureInfo.InvariantCulture, $"{box.MinX},{box.MinY},{box.MaxX},{box.MaxY}") : "-";

    static CityMetadata Merge(CityMetadata? city, Asked asked)
    {
        var name = asked.Name ?? city?.Name.Zh ?? asked.NameEn ?? throw new WrongUsageException(MessageTexts.Both("init.name-needed"));
        var extent = asked.Extent ?? city?.Extent;
        var plane = asked.Plane ?? (asked.Extent is { } box ? MetricPlane.ForLocation(box.CentreX, box.CentreY) : null);
        return new CityMetadata(
            (name, asked.NameEn ?? (asked.Name is null ? city?.Name.En : null) ?? name), city?.Languages ?? [Language.Chinese, Language.English],
            asked.TimeZone ?? city?.TimeZone ?? DefaultTimeZone, extent, plane is null ? city?.PlaneCode : plane.Code, plane?.Wkt ?? city?.PlaneWkt);
    }

    static string? ZoneOf(string? text) => text is null || TimeZoneInfo.TryFindSystemTimeZoneById(text, out _)
        ? text
        : throw new WrongUsageException(MessageTexts.Both("init.time-zone", text));

    static Box? ExtentOf(string? text)
    {
        if (text is null) return null;
        var numbers = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers is [>= -180 and var west, >= -90 and var south, <= 180 and var east, <= 90 and var north] && west < east && south < north
            ? new Box(west, south, east, north)
            : throw new WrongUsageException(MessageTexts.Both("init.extent", text));
    }

    static MetricPlane? PlaneOf(string? text)
    {
        try
        {
            return text is null ? null : MetricPlane.Parse(text);
        }
        catch (CrsException unknown)
        {
            throw new WrongUsageException(MessageTexts.Both("crs.unknown", text, unknown.Message));
        }
    }
}
