using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.External;

namespace RiskMap.City.Zoning.Siting;

/// <summary>The working of a certificate, line by line. Pure.</summary>
static class SitingWorking
{
    /// <summary>The verdict first, then what led to it.</summary>
    public static IReadOnlyList<ExplanationStep> Of(
        JudgedSite site, Verdict verdict, IReadOnlyList<SeparationRow> rules, IReadOnlyList<CatalogueRow> catalogue, ExternalSafetyResult safety, MajorHazardAnswer? hazard,
        SitingRepair repair, IReadOnlyList<UnknownNeighbour> unknown) =>
        [
            Working.Step($"结论：{Verdicts.Zh(verdict)}（取各项中最严重者）", $"verdict: {Verdicts.Token(verdict)} (the most severe of all that was found)"),
            .. catalogue.Select(Entry),
            .. SeparationWorking.Of(site, rules, unknown, isKnown: true),
            .. Safety(safety),
            .. hazard?.Explanation ?? [],
            .. Repairs(repair),
        ];

    static ExplanationStep Entry(CatalogueRow row)
    {
        var (zh, en) = ($"{(row.OtherName is null ? "" : $"“{row.OtherName}”")}{(row.Matched is null ? "" : $"（{row.Matched}）")}",
            $"{(row.OtherName is null ? "" : $" '{row.OtherName}'")}{(row.Matched is null ? "" : $" ({row.Matched})")}");
        var (reasonZh, reasonEn) = row.Reason is { } reason ? ($"：{reason.Zh}", $": {reason.En}") : ("", "");
        return Working.Step($"目录：{row.Title.Zh}{zh} → {Verdicts.Zh(row.Verdict)}{reasonZh}", $"catalogue: {row.Title.En}{en} → {Verdicts.Token(row.Verdict)}{reasonEn}", row.Source);
    }

    static IEnumerable<ExplanationStep> Safety(ExternalSafetyResult safety)
    {
        if (safety.Method is { } method)
            yield return Working.Step($"外部安全防护距离：{method.Title.Zh}；有毒、易燃气体 Σq/Q = {method.GasRatio:0.####} → {Verdicts.Zh(safety.Verdict)}：{safety.Reason.Zh}",
                $"external safety distance: {method.Title.En}; Σq/Q of toxic and flammable gases = {method.GasRatio:0.####} → {Verdicts.Token(safety.Verdict)}: {safety.Reason.En}", method.Source);
        foreach (var row in safety.Rows)
        {
            yield return Working.Step($"个人风险：{row.OtherName} 限值 {Number(row.LimitPerYear)}，不小于 {Number(row.AtLeastPerYear)}，小于 {Number(row.LessThanPerYear)} → {Verdicts.Zh(row.Verdict)}",
                $"individual risk: {row.OtherName}, limit {Number(row.LimitPerYear)}, at least {Number(row.AtLeastPerYear)}, less than {Number(row.LessThanPerYear)} → {Verdicts.Token(row.Verdict)}", row.Source);
        }
    }

    static string Number(double? perYear) => perYear is { } value ? value.ToString("0.##E+0", System.Globalization.CultureInfo.InvariantCulture) : "–";

    static IEnumerable<ExplanationStep> Repairs(SitingRepair repair)
    {
        foreach (var quantity in repair.LargestQuantity.Where(quantity => quantity.LargestTonnes is not null))
            yield return Working.Step($"整改：{quantity.Name ?? quantity.Cas} 不超过 {quantity.LargestTonnes} t（拟 {quantity.PlannedTonnes} t）→ {Verdicts.Zh(quantity.Verdict)}",
                $"repair: at most {quantity.LargestTonnes} t of {quantity.Name ?? quantity.Cas} ({quantity.PlannedTonnes} t planned) → {Verdicts.Token(quantity.Verdict)}");
        if (repair.SmallestShift is { } shift)
            yield return Working.Step($"整改：向方位角 {shift.DirectionDegrees}° 移动 {shift.Metres} m → {Verdicts.Zh(shift.Verdict)}",
                $"repair: shift by {shift.Metres} m towards {shift.DirectionDegrees}° → {Verdicts.Token(shift.Verdict)}");
        if (repair.NearestCompliantParcel is { } parcel)
            yield return Working.Step($"整改：改至“{parcel.Name}”，相距 {parcel.DistanceMetres} m → {Verdicts.Zh(parcel.Verdict)}",
                $"repair: move to '{parcel.Name}', {parcel.DistanceMetres} m away → {Verdicts.Token(parcel.Verdict)}");
    }
}
