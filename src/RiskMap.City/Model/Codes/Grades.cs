namespace RiskMap.City.Model.Codes;

/// <summary>Code lists that more than one layer or analysis uses.</summary>
public static class Grades
{
    /// <summary>Four-colour risk grade 红橙黄蓝, the most severe first.</summary>
    public static CodeList FourColour { get; } = CodeList.Of("应急〔2018〕19号; four-colour grading",
        new Code("red", ("重大风险（红）", "Major (red)"), "红", "红色", "重大", "重大风险", "1", "I"),
        new Code("orange", ("较大风险（橙）", "Considerable (orange)"), "橙", "橙色", "较大", "较大风险", "2", "II"),
        new Code("yellow", ("一般风险（黄）", "Moderate (yellow)"), "黄", "黄色", "一般", "一般风险", "3", "III"),
        new Code("blue", ("低风险（蓝）", "Low (blue)"), "蓝", "蓝色", "低", "低风险", "4", "IV"));

    /// <summary>Grade of a chemical park, 应急〔2023〕123号: A is the worst.</summary>
    public static CodeList Park { get; } = CodeList.Of("应急〔2023〕123号",
        new Code("A", ("A 级（高安全风险）", "A (high risk)")), new Code("B", ("B 级（较高安全风险）", "B (fairly high risk)")),
        new Code("C", ("C 级（一般安全风险）", "C (moderate risk)")), new Code("D", ("D 级（较低安全风险）", "D (fairly low risk)")));
}
