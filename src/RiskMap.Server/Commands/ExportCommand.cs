using System.CommandLine;
using RiskMap.City.Export;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap export LAYER FILE</c>: a layer to a file, by its extension; the whole city (<c>all</c>) to an archive of vector tiles.</summary>
public static class ExportCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var layer = new Argument<string>("LAYER") { Description = globals.Text("argument.layer") };
        var file = new Argument<string>("FILE") { Description = globals.Text("argument.file") };
        var crs = new Option<string>("--crs") { Description = globals.Text("option.crs"), HelpName = "EPSG:n|gcj02|bd09" };
        var crsWkt = new Option<string>("--crs-wkt") { Description = globals.Text("option.crs-wkt"), HelpName = "FILE" };
        var personal = new Option<bool>("--personal") { Description = globals.Text("option.personal") };
        var asOf = Moments.AsOfOption(globals);
        var minZoom = new Option<int>("--min-zoom") { Description = globals.Text("option.min-zoom"), DefaultValueFactory = _ => PmTilesFile.DefaultMinZoom, HelpName = "N" };
        var maxZoom = new Option<int>("--max-zoom") { Description = globals.Text("option.max-zoom"), DefaultValueFactory = _ => PmTilesFile.DefaultMaxZoom, HelpName = "N" };
        return globals.Does(new Command("export", globals.Text("command.export")) { layer, file, crs, crsWkt, personal, asOf, minZoom, maxZoom }, (parse, terminal, cancellation) =>
        {
            var (name, path) = (parse.GetRequiredValue(layer), parse.GetRequiredValue(file));
            CheckFile(globals.Location(parse), path);
            if (PmTilesFile.Is(path))
            {
                if ((parse.GetValue(crs) ?? parse.GetValue(crsWkt)) is { } other) throw new WrongUsageException(MessageTexts.Both("export.tiles-option", other));
                if (parse.GetValue(personal)) throw new WrongUsageException(MessageTexts.Both("export.tiles-option", personal.Name));
                return RunAsync(globals.Location(parse), new AskedTiles(LayersOf(name), path, parse.GetValue(minZoom), parse.GetValue(maxZoom), parse.GetValue(asOf)), terminal, cancellation);
            }

            if (name == Everything) throw new WrongUsageException(MessageTexts.Both("export.all-is-tiles"));
            var asked = new Asked(LayerNames.Known(name).Name, path, CrsOf(parse.GetValue(crs), parse.GetValue(crsWkt)), parse.GetValue(personal), parse.GetValue(asOf));
            return RunAsync(globals.Location(parse), asked, terminal, cancellation);
        });
    }

    const string Everything = "all";

    sealed record Asked(string Layer, string File, SourceCrs Crs, bool Personal, string? AsOf);

    sealed record AskedTiles(string[] Layers, string File, int MinZoom, int MaxZoom, string? AsOf);

    static string[] LayersOf(string name) => name == Everything ? [.. CityLayers.All.Select(layer => layer.Name)] : [LayerNames.Known(name).Name];

    static void CheckFile(string store, string file)
    {
        if (!LayerExport.Knows(file) && !PmTilesFile.Is(file))
            throw new WrongUsageException(MessageTexts.Both("export.extension", Path.GetExtension(file), string.Join(' ', LayerExport.Extensions.Append(PmTilesFile.Extension))));
        if (Stores.SameLocation(store, file)) throw new RefusedException(MessageTexts.Both("export.is-store", file));
        if (Stores.IsFile(file) && File.Exists(file)) throw new RefusedException(MessageTexts.Both("export.exists", file));
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder)) throw new RefusedException(MessageTexts.Both("failure.folder-missing", folder));
    }

    static SourceCrs CrsOf(string? code, string? wktFile)
    {
        try
        {
            if (wktFile is not null) return new SourceCrs(CoordinateSystem.FromWkt(File.ReadAllText(wktFile)));
            return code is null ? SourceCrs.Crs84 : SourceCrs.Parse(code);
        }
        catch (CrsException unknown)
        {
            throw new WrongUsageException(MessageTexts.Both("crs.unknown", code ?? wktFile, unknown.Message));
        }
    }

    static async Task<int> RunAsync(string location, Asked asked, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        await using var reading = await Moments.ReadAsync(store, asked.AsOf, terminal, cancellation);
        var snapshot = CitySnapshot.Load(reading, cancellation);
        var count = LayerExport.Write(new ExportRequest(snapshot.Layer(asked.Layer), asked.Crs, asked.Personal, terminal.Language), asked.File, cancellation);
        terminal.Say("export.done", count, asked.Layer, asked.File, asked.Crs.ToString());
        return Failures.Done;
    }

    static async Task<int> RunAsync(string location, AskedTiles asked, Terminal terminal, CancellationToken cancellation)
    {
        if (asked.MinZoom < 0 || asked.MaxZoom > CityTiles.MaxZoom || asked.MinZoom > asked.MaxZoom)
            throw new WrongUsageException(MessageTexts.Both("export.zooms", asked.MinZoom, asked.MaxZoom, CityTiles.MaxZoom));
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        await using var reading = await Moments.ReadAsync(store, asked.AsOf, terminal, cancellation);
        var export = new TileExport(CitySnapshot.Load(reading, cancellation), asked.Layers, asked.MinZoom, asked.MaxZoom, terminal.Language);
        var count = PmTilesFile.Write(export, asked.File, cancellation);
        if (count == 0) throw new RefusedException(MessageTexts.Both("export.no-tiles"));
        terminal.Say("export.tiles-done", count, asked.MinZoom, asked.MaxZoom, asked.File);
        return Failures.Done;
    }
}
