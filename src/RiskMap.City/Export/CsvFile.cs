using System.Text;

namespace RiskMap.City.Export;

/// <summary>CSV files in UTF-8 with a byte order mark, so that spreadsheets read the Chinese (<see cref="CsvLines"/>).</summary>
static class CsvFile
{
    const int CancelRows = 0xfff;

    /// <summary>Writes a file.</summary>
    public static void Write(ExportRequest request, string file, CancellationToken cancellation)
    {
        var geometries = LayerExport.Geometries(request);
        var lines = new CsvLines(request.Layer.Schema, request.Fields, hasKey: true, request.Crs);
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = CsvLines.End };
        text.WriteLine(lines.Head(request.Language));
        var rows = 0;
        foreach (var feature in request.Layer.All)
        {
            if ((rows++ & CancelRows) == 0) cancellation.ThrowIfCancellationRequested();
            text.WriteLine(lines.Line(feature, geometries[feature.Block], feature.Row));
        }
    }
}
