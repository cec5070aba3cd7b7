using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Grading;

/// <summary>
/// Four-colour grade of an enterprise by the 100-point method (应急〔2018〕19号), LEC or LS. The grade that an authority gave stays beside the computed
/// one, and a difference is shown. Pure, thread-safe.
/// </summary>
public static class EnterpriseGrades
{
    static readonly int GradeField = Enterprises.Schema.IndexOf("grade");
    static readonly int ScoreField = Enterprises.Schema.IndexOf("score");

    /// <summary>Grades by the method that the question names.</summary>
    /// <exception cref="QuestionException">Unknown method, finding, enterprise or value.</exception>
    public static EnterpriseGradeAnswer Of(CitySnapshot city, EnterpriseGradeQuestion question)
    {
        FeatureRef? enterprise = question.EnterpriseId is not { } id ? null : city.Layer("enterprises").Find(id)
            ?? throw new QuestionException("enterpriseId", id.ToString(CultureInfo.InvariantCulture), ($"没有编号为 {id} 的企业", $"there is no enterprise with id {id}"),
                ("请用企业图层中的 id", "use an id of the enterprises layer"));
        var answer = question.Method switch
        {
            null or "hundred-point" => HundredPointAnswer.Of(city, question, enterprise),
            "lec" => Lec.Answer(question),
            "ls" => Ls.Answer(question),
            _ => throw new QuestionException("method", question.Method, ($"没有“{question.Method}”方法", $"there is no method '{question.Method}'"),
                ("请用 hundred-point、lec 或 ls", "use hundred-point, lec or ls")),
        };
        return WithAuthority(answer with { DataVersion = city.Version.Text, WhatIf = city.WhatIf }, enterprise);
    }

    static EnterpriseGradeAnswer WithAuthority(EnterpriseGradeAnswer answer, FeatureRef? enterprise)
    {
        if (enterprise is not { } row)
            return answer;
        var grade = row.Text(GradeField);
        bool? differs = grade is null ? null : answer.Grade is { } certain ? certain != grade : IsBetween(grade, answer.GradeAtWorst, answer.GradeAtBest) ? null : true;
        return answer with
        {
            EnterpriseId = row.Id,
            EnterpriseName = row.Name,
            AuthorityGrade = grade,
            AuthorityScore = row.IsNull(ScoreField) ? null : row.Number(ScoreField),
            Differs = differs,
            Explanation = [.. answer.Explanation, Authority(grade, answer, differs)],
        };
    }

    static ExplanationStep Authority(string? grade, EnterpriseGradeAnswer answer, bool? differs)
    {
        var computed = answer.Grade ?? $"{answer.GradeAtWorst}–{answer.GradeAtBest}";
        return (grade, differs) switch
        {
            (null, _) => Working.Step($"主管部门未评定等级", $"no authority has given a grade"),
            (_, true) => Working.Step($"主管部门评定为 {grade}，与计算结果 {computed} 不一致；两者并存，不互相覆盖", $"the authority's grade {grade} differs from the computed {computed}; both stand, neither replaces the other"),
            (_, false) => Working.Step($"主管部门评定为 {grade}，与计算结果一致", $"the authority's grade {grade} agrees with the computed one"),
            _ => Working.Step($"主管部门评定为 {grade}，计算结果为 {computed}，数据不足以比较", $"the authority's grade is {grade}, the computed one {computed}: data is missing to compare them"),
        };
    }

    static bool IsBetween(string grade, string worst, string best)
    {
        var order = Model.Codes.Grades.FourColour.Codes.Select(code => code.Value).ToList();
        return order.IndexOf(grade) >= order.IndexOf(worst) && order.IndexOf(grade) <= order.IndexOf(best);
    }
}
