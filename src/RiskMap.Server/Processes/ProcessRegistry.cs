using RiskMap.Server.Http;

namespace RiskMap.Server.Processes;

/// <summary>The processes that are offered, in the order in which they are listed. Immutable, safe to share.</summary>
/// <param name="processes">The processes.</param>
public sealed class ProcessRegistry(IReadOnlyList<ProcessDefinition> processes)
{
    /// <summary>The processes of the product.</summary>
    public static ProcessRegistry Default { get; } = new([.. RiskProcesses.All, .. HazardProcesses.All, .. ProximityProcesses.All, .. SitingProcesses.All, .. RoadProcesses.All, .. DispatchProcesses.All, .. CoverageProcess.All, .. PlanProcesses.All]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<ProcessDefinition> All { get; } = processes;

    /// <summary>A process by its id, or null.</summary>
    public ProcessDefinition? Find(string id) => All.FirstOrDefault(process => process.Id == id);

    /// <summary>A process by its id.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public ProcessDefinition Required(string id) => Find(id) ?? throw new ProblemException(new Problem(StatusCodes.Status404NotFound, "unknown-process", id, string.Join(", ", All.Select(process => process.Id)))
    {
        Member = "processId",
        Value = id,
        Type = ProcessProblems.NoSuchProcess,
    });
}
