using System.Diagnostics;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Sources.Running;

/// <summary>What an import gathers over all layers: refused rows, notices, the extent of what was accepted, progress. One thread at a time.</summary>
sealed class ImportTally(ImportRequest request, RejectsWriter? rejects, IProgress<ImportProgress>? progress, long bytesTotal)
{
    const int ProgressMilliseconds = 200;
    readonly List<RefusedRow> _refused = [];
    readonly List<Notice> _notices = [];
    long _rowsRead;
    long _lastReport = Stopwatch.GetTimestamp();

    /// <summary>The refused rows that the report lists.</summary>
    public IReadOnlyList<RefusedRow> Refused => _refused;

    /// <summary>All refused rows.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>The notices.</summary>
    public IReadOnlyList<Notice> Notices => _notices;

    /// <summary>Extent of the accepted rows in degrees.</summary>
    public Box Extent { get; private set; } = Box.Empty;

    /// <summary>True when nothing may be committed any more: a row was refused and the user did not ask for the good ones alone.</summary>
    public bool Doomed => RefusedCount > 0 && !request.Partial;

    /// <summary>Counts a row that was read and shows progress now and then.</summary>
    public void Read(string layer, long? bytesRead)
    {
        _rowsRead++;
        if (progress is null || (_rowsRead & 0xFF) != 0 || Stopwatch.GetElapsedTime(_lastReport).TotalMilliseconds < ProgressMilliseconds)
            return;
        _lastReport = Stopwatch.GetTimestamp();
        progress.Report(new ImportProgress(_rowsRead, bytesRead, bytesTotal, $"read {layer}"));
    }

    /// <summary>Shows the beginning of a stage.</summary>
    public void Stage(string stage) => progress?.Report(new ImportProgress(_rowsRead, null, bytesTotal, stage));

    /// <summary>Records a refused row.</summary>
    public void Refuse(string layer, Reading.RowReader row, RowProblem problem)
    {
        RefusedCount++;
        if (_refused.Count < ImportRules.Current.RefusedRowsKept)
            _refused.Add(new RefusedRow(layer, row.Line, problem.Field, RowProblem.Shown(problem.Value), problem.Reason, problem.Remedy));
        rejects?.Write(row, problem);
    }

    /// <summary>Records the place of an accepted row.</summary>
    public void Accept(Geometry geometry)
    {
        if (geometry is NetTopologySuite.Geometries.Point point)
        {
            Extent = Extent.Union(Box.Of(point.X, point.Y));
            return;
        }
        var box = geometry.EnvelopeInternal;
        Extent = Extent.Union(new Box(box.MinX, box.MinY, box.MaxX, box.MaxY));
    }

    /// <summary>Adds a notice.</summary>
    public void Note(string? layer, LocalizedText text) => _notices.Add(new Notice(layer, text));

    /// <summary>Adds notices.</summary>
    public void Note(IEnumerable<Notice> notices) => _notices.AddRange(notices);
}
