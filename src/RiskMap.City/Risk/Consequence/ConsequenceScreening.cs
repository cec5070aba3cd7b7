using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Consequence;

/// <summary>
/// Consequence screening: how far a fireball, a vapour cloud explosion, an explosion, a pool fire or a toxic plume reaches. Screening for planning and
/// command, not a quantitative risk assessment, and every answer says so. Pure, thread-safe.
/// </summary>
public static class ConsequenceScreening
{
    /// <summary>The greatest mass that is believed, t.</summary>
    public const double MostTonnes = 1e6;

    /// <summary>The greatest heat of combustion that is believed, MJ/kg.</summary>
    public const double MostHeatMegajoulesPerKilogram = 200;

    /// <summary>The greatest pool that is believed, m².</summary>
    public const double MostPoolSquareMetres = 1e6;

    /// <summary>The fastest burning that is believed, kg/(m²·s).</summary>
    public const double MostBurningKilogramsPerSquareMetreSecond = 1;

    /// <summary>The greatest release that is believed, g/s.</summary>
    public const double MostGramsPerSecond = 1e9;

    /// <summary>The strongest wind that is believed, m/s.</summary>
    public const double MostWindMetresPerSecond = 100;

    static ConsequenceTables Tables => ConsequenceTables.Default;

    /// <summary>Radii of one effect, stamped with the city's version.</summary>
    /// <exception cref="QuestionException">Unknown effect, substance, class, or a value that cannot be.</exception>
    public static ConsequenceAnswer Of(CitySnapshot city, ConsequenceQuestion question) => Of(question) with { DataVersion = city.Version.Text, WhatIf = city.WhatIf };

    /// <summary>Radii of one effect.</summary>
    /// <exception cref="QuestionException">Unknown effect, substance, class, or a value that cannot be.</exception>
    public static ConsequenceAnswer Of(ConsequenceQuestion question)
    {
        var substance = question.Cas is null ? null : Substances.ByCas(question.Cas) ?? throw new QuestionException("cas", question.Cas,
            ($"表中没有 CAS 号 {question.Cas}", $"CAS number {question.Cas} is not in the tables"), ("请核对，或省略并给出热值等参数", "check it, or leave it out and give the values"));
        var draft = new ConsequenceDraft(question, Tables.FuelOf(question.Cas));
        switch (question.Effect)
        {
            case "fireball": ScreenedFires.Fireball(draft, Kilograms(question)); break;
            case "vapour-cloud-explosion": ScreenedBlasts.VapourCloud(draft, Kilograms(question)); break;
            case "explosion": ScreenedBlasts.Explosive(draft, Kilograms(question)); break;
            case "pool-fire": ScreenedFires.Pool(draft, Kilograms(question)); break;
            case "toxic-plume": ScreenedPlumes.Plume(draft, Positive(question.GramsPerSecond, "gramsPerSecond", MostGramsPerSecond), Positive(question.WindMetresPerSecond, "windMetresPerSecond", MostWindMetresPerSecond)); break;
            default:
                throw new QuestionException("effect", question.Effect, ($"没有“{question.Effect}”这种后果", $"there is no effect '{question.Effect}'"),
                    ("请用 fireball、vapour-cloud-explosion、explosion、pool-fire 或 toxic-plume", "use fireball, vapour-cloud-explosion, explosion, pool-fire or toxic-plume"));
        }
        return new((Tables.Label.Zh, Tables.Label.En), question.Effect, question.Cas, substance?.Name, draft.Quantities, draft.Radii, draft.Missing, "", false,
            [Working.Step($"{Tables.Label.Zh}", $"{Tables.Label.En}", Tables.Label.Source), .. draft.Steps]);
    }

    /// <summary>A value above 0 that can be.</summary>
    internal static double Positive(double? value, string member, double most) => value is { } given && given > 0 && given <= most
        ? given
        : throw new QuestionException(member, value?.ToString(CultureInfo.InvariantCulture), Working.Text($"应为 0 与 {most} 之间的正数", $"a number above 0, at most {most}"),
            ("请给出该值", "give it"));

    static double Kilograms(ConsequenceQuestion question) => Positive(question.Tonnes, "tonnes", MostTonnes) * 1000;
}
