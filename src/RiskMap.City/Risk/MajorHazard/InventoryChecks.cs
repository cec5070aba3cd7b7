using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Codes;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>Refuses inventories that cannot be judged: unknown numbers, classes that do not exist, quantities that cannot be. Pure, thread-safe.</summary>
public static class InventoryChecks
{
    /// <summary>The inventory, when every line can be judged.</summary>
    /// <param name="inventory">The lines.</param>
    /// <param name="member">Name of the input, for the message.</param>
    /// <exception cref="QuestionException">Names the first line and member at fault, with a known number that is like it.</exception>
    public static IReadOnlyList<InventoryLine> Require(IReadOnlyList<InventoryLine> inventory, string member = "inventory")
    {
        for (var i = 0; i < inventory.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{member}/{i}");
            RequireTonnes(inventory[i].Tonnes, at);
            RequireCategory(inventory[i], at);
            RequireSubstance(inventory[i], at);
        }
        return inventory;
    }

    static void RequireTonnes(double tonnes, string at)
    {
        var greatest = MajorHazardTables.Default.Quantity.GreatestTonnes;
        if (double.IsNaN(tonnes) || tonnes < 0 || tonnes > greatest)
        {
            throw new QuestionException($"{at}/tonnes", tonnes.ToString(CultureInfo.InvariantCulture),
                Working.Text($"{tonnes} t 不可能是危险化学品的设计最大量", $"{tonnes} t cannot be a design maximum of a chemical"),
                Working.Text($"请给出 0–{greatest} t 之间的设计最大量", $"give the design maximum, 0 to {greatest} tonnes"));
        }
    }

    /// <summary>True when a line names no category, a symbol of table 2, or a variant of its substance.</summary>
    internal static bool KnowsCategory(InventoryLine line) => string.IsNullOrWhiteSpace(line.Category)
        || MajorHazardTables.Default.Category(line.Category) is not null || Variants(line).Contains(line.Category.Trim(), StringComparer.OrdinalIgnoreCase);

    static List<string> Variants(InventoryLine line) => [.. (line.Cas is null ? [] : Substances.WithCas(line.Cas)).Select(row => row.Variant).OfType<string>()];

    static void RequireCategory(InventoryLine line, string at)
    {
        if (KnowsCategory(line))
            return;
        var known = string.Join(", ", Variants(line).Concat(MajorHazardTables.Default.Categories.Select(category => category.Symbol)));
        throw new QuestionException($"{at}/category", line.Category,
            ($"“{line.Category}”不是 GB 18218-2018 表 2 的符号，也不是该物质的品种", $"'{line.Category}' is neither a symbol of GB 18218-2018, table 2 nor a variant of the substance"),
            ($"请用：{known}", $"use one of: {known}"));
    }

    static void RequireSubstance(InventoryLine line, string at)
    {
        // A category makes up for a substance that the tables lack, not for a number that is none.
        if (!string.IsNullOrWhiteSpace(line.Cas) && !CasNumber.IsValid(line.Cas))
            throw new QuestionException($"{at}/cas", line.Cas, Unknown(line.Cas), Suggestion(line));
        if (!string.IsNullOrWhiteSpace(line.Category) || Substances.Of(line) is not null)
            return;
        if (string.IsNullOrWhiteSpace(line.Cas))
        {
            throw new QuestionException($"{at}/cas", line.Name,
                line.Name is null ? ("没有 CAS 号、名称或类别", "there is no CAS number, name or category") : ($"不认识“{line.Name}”", $"'{line.Name}' is not known"),
                ("请给出 CAS 号，或 GB 18218-2018 表 2 的类别（category）", "give its CAS number, or its category of GB 18218-2018, table 2"));
        }
        throw new QuestionException($"{at}/cas", line.Cas, Unknown(line.Cas), Suggestion(line));
    }

    static LocalizedText Unknown(string cas) => CasNumber.Rule.Normalize(cas).Problem is { } wrong
        ? (wrong.Zh.Split('；')[0], wrong.En.Split(';')[0])
        : ($"表中没有 CAS 号 {cas}，临界量无从查得", $"CAS number {cas} is not in the tables, so its critical quantity is not known");

    static LocalizedText Suggestion(InventoryLine line)
    {
        var like = line.Name is { Length: > 0 } name && Substances.ByName(name) is { } named ? named : Substances.Like(line.Cas!);
        return like?.MainCas is { } cas
            ? ($"是否为 {cas}（{like.Name.Zh}）？否则请给出 GB 18218-2018 表 2 的类别（category）",
                $"is it {cas} ({like.Name.En})? Else give its category of GB 18218-2018, table 2")
            : ("请核对 CAS 号，或给出 GB 18218-2018 表 2 的类别（category）", "check the CAS number, or give its category of GB 18218-2018, table 2");
    }
}
