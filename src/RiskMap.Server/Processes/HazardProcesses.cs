using System.Text.Json.Nodes;
using RiskMap.City.Risk.Consequence;
using RiskMap.City.Risk.Grading;
using RiskMap.City.Risk.MajorHazard;

namespace RiskMap.Server.Processes;

/// <summary>The processes that grade a plant or an inventory, and screen consequences.</summary>
static class HazardProcesses
{
    internal static IEnumerable<ProcessDefinition> All => [MajorHazard, Grade, Consequence];

    static ProcessDefinition MajorHazard => ProcessDefinition.Of<MajorHazardQuestion, MajorHazardAnswer>(
        "major-hazard-source",
        ("重大危险源辨识与分级", "Major hazard source"),
        ("按 GB 18218-2018 由存量计算 S 与 R，由厂界外 500 m 内常住人口取 α，得到级别，附计算过程。人口不详时 α 无数据，R 给出范围。",
            "S and R from an inventory, α from the permanent residents within 500 m outside the boundary, and the level, after GB 18218-2018, with the working. Where the residents are not known α is no data and R a range."),
        [
            SharedInputs.Inventory(("各行的设计最大量；不给则取该企业的", "lines with their design maximum; those of the enterprise where it is left out")),
            new("residentsWithin500m", ("周边人口", "Residents around"), ("厂界外 500 m 内常住人口，人；不给则取人口图层", "permanent residents within 500 m outside the boundary, persons; by the population layer where it is left out")) { Schema = SharedInputs.Between(0, MajorHazardSources.MostResidents) },
            SharedInputs.EnterpriseId,
        ],
        new("hazard", ("辨识与分级", "Identification and level"), ProcessFormat.Json),
        """{"inventory":[{"cas":"7782-50-5","tonnes":60}],"residentsWithin500m":120}""",
        (city, question, _) => MajorHazardSources.Of(city, question));

    static ProcessDefinition Grade => ProcessDefinition.Of<EnterpriseGradeQuestion, EnterpriseGradeAnswer>(
        "enterprise-grade",
        ("企业风险分级", "Grade of an enterprise"),
        ("化工企业百分制（应急〔2018〕19号）、LEC 或 LS。主管部门给出的等级并列保留，差异予以标明；缺项按未知处理，给出范围。",
            "The 100-point method for chemical plants (应急〔2018〕19号), LEC or LS. A grade given by an authority is kept beside the computed one and a difference is shown; findings that nobody told are unknown, and the score a range."),
        [
            new("method", ("方法", "Method"), ("hundred-point（默认）、lec 或 ls", "hundred-point (the default), lec or ls")) { Schema = new JsonObject { ["enum"] = new JsonArray("hundred-point", "lec", "ls") }, Default = "hundred-point" },
            SharedInputs.EnterpriseId,
            new("findings", ("情况", "Findings"), ("百分制：各项情况的次数，true 为 1；给出的优先于城市数据", "hundred-point: findings by token with their number, true for 1; they stand before what the city knows"))
            {
                Schema = new JsonObject { ["additionalProperties"] = new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "number" }, new JsonObject { ["type"] = "boolean" }) } },
            },
            new("complete", ("已列全", "Complete"), ("百分制：true 表示未列出的情况都没有；否则为未知", "hundred-point: true when every finding that is not given is absent; else it is unknown")),
            new("likelihood", ("L", "L"), ("LEC 与 LS 的可能性", "likelihood of LEC and LS")),
            new("exposure", ("E", "E"), ("LEC 的暴露频度", "exposure of LEC")),
            new("consequence", ("C", "C"), ("LEC 的后果", "consequence of LEC")),
            new("severity", ("S", "S"), ("LS 的严重性", "severity of LS")),
        ],
        new("grade", ("等级", "Grade"), ProcessFormat.Json),
        """{"method":"lec","likelihood":3,"exposure":10,"consequence":15}""",
        (city, question, _) => EnterpriseGrades.Of(city, question));

    static ProcessDefinition Consequence => ProcessDefinition.Of<ConsequenceQuestion, ConsequenceAnswer>(
        "consequence-screening",
        ("事故后果筛查", "Consequence screening"),
        ("火球、蒸气云爆炸、爆炸（TNT 当量）、池火或毒气扩散（高斯烟羽）各阈值的影响半径，附公式与来源。筛查，不是定量风险评价。",
            "How far the thresholds of a fireball, a vapour cloud explosion, an explosion (TNT), a pool fire or a toxic plume (Gaussian) reach, with formula and source. Screening, not a quantitative risk assessment."),
        [
            new("effect", ("事故", "Effect"), ("fireball、vapour-cloud-explosion、explosion、pool-fire 或 toxic-plume", "fireball, vapour-cloud-explosion, explosion, pool-fire or toxic-plume")) { Schema = new JsonObject { ["enum"] = new JsonArray("fireball", "vapour-cloud-explosion", "explosion", "pool-fire", "toxic-plume") }, IsRequired = true },
            new("cas", ("CAS 号", "CAS number"), ("化学品；给全其余数值时可不给", "the chemical; not needed when all values are given")),
            new("tonnes", ("质量", "Mass"), ("参与事故的质量，t；烟羽不用", "mass that takes part, t; not for a plume")) { Schema = SharedInputs.Above0(ConsequenceScreening.MostTonnes) },
            new("heatMegajoulesPerKilogram", ("燃烧热", "Heat of combustion"), ("MJ/kg；不给则取数据表", "MJ/kg; by the tables where it is left out")) { Schema = SharedInputs.Above0(ConsequenceScreening.MostHeatMegajoulesPerKilogram) },
            new("poolSquareMetres", ("液池面积", "Pool area"), ("m²；不给则任其铺开", "m²; the spill spreads where it is left out")) { Schema = SharedInputs.Above0(ConsequenceScreening.MostPoolSquareMetres) },
            new("burningKilogramsPerSquareMetreSecond", ("燃烧速率", "Burning rate"), ("kg/(m²·s)", "kg/(m²·s)")) { Schema = SharedInputs.Above0(ConsequenceScreening.MostBurningKilogramsPerSquareMetreSecond) },
            new("gramsPerSecond", ("泄漏速率", "Release"), ("g/s；只用于烟羽", "g/s; for a plume alone")) { Schema = SharedInputs.Above0(ConsequenceScreening.MostGramsPerSecond) },
            new("windMetresPerSecond", ("风速", "Wind"), ("m/s；只用于烟羽", "m/s; for a plume alone")) { Schema = SharedInputs.Above0(ConsequenceScreening.MostWindMetresPerSecond) },
            new("sun", ("日照", "Sun"), ("strong、moderate、slight、night-cloudy 或 night-clear；与风速定稳定度", "strong, moderate, slight, night-cloudy or night-clear; with the wind it gives the stability")) { Schema = new JsonObject { ["enum"] = new JsonArray("strong", "moderate", "slight", "night-cloudy", "night-clear") } },
            new("stability", ("稳定度", "Stability"), ("A–F；优先于日照", "A to F; stands before the sun")) { Schema = new JsonObject { ["enum"] = new JsonArray("A", "B", "C", "D", "E", "F") } },
            new("terrain", ("地形", "Terrain"), ("rural（默认）或 urban", "rural (the default) or urban")) { Schema = new JsonObject { ["enum"] = new JsonArray("rural", "urban") } },
        ],
        new("screening", ("影响半径", "Radii"), ProcessFormat.Json),
        """{"effect":"fireball","cas":"74-98-6","tonnes":20}""",
        (city, question, _) => ConsequenceScreening.Of(city, question));
}
