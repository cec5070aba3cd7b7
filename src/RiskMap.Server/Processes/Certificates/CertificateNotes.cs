using System.Collections.Immutable;
using System.Globalization;
using RiskMap.City.Zoning;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes.Certificates;

/// <summary>What would repair a plan, and what a reader must know of the certificate.</summary>
static class CertificateNotes
{
    /// <summary>Chemicals whose largest quantity is told: the others stand in the JSON.</summary>
    const int MostQuantities = 3;

    /// <summary>The paragraphs below the table.</summary>
    internal static ImmutableArray<ReportSection> Of(SitingAnswer answer, IReadOnlyList<CertificateRow> rows, string language)
    {
        string Say(string key, params object?[] values) => MessageTexts.In(language, key, values);
        return [new(Say("certificate.repair"), [.. Repairs(answer, Say, language)]), new(Say("certificate.notes"), [.. Notes(answer, rows, Say)])];
    }

    static IEnumerable<string> Repairs(SitingAnswer answer, Func<string, object?[], string> say, string language)
    {
        var (repair, told) = (answer.Repair, 0);
        foreach (var quantity in repair.LargestQuantity.Where(quantity => quantity.LargestTonnes is not null && quantity.LargestTonnes < quantity.PlannedTonnes).Take(MostQuantities))
        {
            told++;
            yield return say("certificate.repair.quantity", [quantity.Name ?? quantity.Cas ?? "", Number(quantity.PlannedTonnes, "0.###"), Number(quantity.LargestTonnes!.Value, "0.###"), Text(quantity.Verdict)]);
        }

        if (repair.SmallestShift is { } shift)
        {
            told++;
            yield return say("certificate.repair.shift", [Number(shift.Metres, "0"), Number(shift.DirectionDegrees, "0"), Text(shift.Verdict)]);
        }

        if (repair.NearestCompliantParcel is { } parcel)
        {
            told++;
            yield return say("certificate.repair.parcel", [parcel.Name ?? $"{parcel.Layer}/{parcel.Id}", Number(parcel.DistanceMetres, "0"), Number(parcel.Centre[0], "0.00000"), Number(parcel.Centre[1], "0.00000"), Text(parcel.Verdict)]);
        }

        if (told == 0) yield return say(answer.Verdict >= repair.BestVerdict ? "certificate.repair.none-needed" : "certificate.repair.none-found", [Text(repair.BestVerdict)]);
        string Text(Verdict verdict) => CertificateRow.TextOf(verdict, language);
    }

    static IEnumerable<string> Notes(SitingAnswer answer, IReadOnlyList<CertificateRow> rows, Func<string, object?[], string> say)
    {
        if (rows.Any(row => row.IsToBeVerified)) yield return say("certificate.to-be-verified", [rows.Count(row => row.IsToBeVerified)]);
        if (answer.Unknown.Count > 0) yield return say("certificate.unknown", [answer.Unknown.Count]);
        if (answer.NotChecked.Count > 0) yield return say("certificate.not-checked", [answer.NotChecked.Count]);
    }

    static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
