namespace RiskMap.City.Model;

/// <summary>One line of an answer's working: what was taken, computed or decided, and by which rule. The lines are read in their order.</summary>
/// <param name="Text">The line, numbers and units included.</param>
/// <param name="Source">The rule, or null for a line that only carries data.</param>
public sealed record ExplanationStep(LocalizedText Text, RuleSource? Source = null);
