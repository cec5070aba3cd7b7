using System.Globalization;
using RiskMap.City.Model.Layers;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes.Plans;

/// <summary>Numbers and lists of a plan's page in words. Pure.</summary>
sealed class PlanWords(string language)
{
    internal string Say(string key, params object?[] values) => MessageTexts.In(language, key, values);

    internal string Language => language;

    /// <summary>Minutes and seconds, 6:40; a dash for no data.</summary>
    internal static string Clock(double? seconds) => seconds is { } known && double.IsFinite(known)
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Round(known) / 60}:{(long)Math.Round(known) % 60:00}")
        : "–";

    /// <summary>A whole number, or "no data".</summary>
    internal string Count(double? number) => number is { } known ? known.ToString("#,0", CultureInfo.InvariantCulture) : Say("plan.no-data");

    internal static string Number(double value, string format = "0.##") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>An amount with its unit, where it has one.</summary>
    internal static string Amount(double amount, string? unit) => unit is null ? Number(amount) : $"{Number(amount)} {unit}";

    /// <summary>The first of a list, and how many more there are.</summary>
    internal string First(IReadOnlyCollection<string> all, int most) => all.Count <= most
        ? string.Join(Say("page.comma"), all)
        : Say("plan.more", string.Join(Say("page.comma"), all.Take(most)), all.Count - most);

    /// <summary>A road by its name, or what it is.</summary>
    internal string Road(string? name, string? roadClass) => name ?? (roadClass is null ? null : Roads.Classes.Find(roadClass)?.Title.In(language)) ?? Say("plan.unnamed-road");
}
