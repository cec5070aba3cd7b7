using RiskMap.City.Sources.Running;
using RiskMap.City.Store;

namespace RiskMap.City.Sources;

/// <summary>
/// Imports a file into a store: every row is checked, all go in or none (unless <see cref="ImportRequest.Partial"/>), in one transaction and
/// one change set. Formats, missing values, headers and tolerances are documented in data/import-rules.json.
/// </summary>
public static class Importer
{
    /// <summary>Imports one file.</summary>
    /// <param name="store">Where the rows go. Not changed unless the report says so.</param>
    /// <param name="request">What to import and how.</param>
    /// <param name="progress">Told several times a second, from any thread; may be null.</param>
    /// <param name="cancellation">Cancels; the store is then as it was.</param>
    /// <returns>What was done: counts, refused rows with their remedies, notices.</returns>
    /// <exception cref="ImportException">The file or the request cannot be imported as a whole; the text says why and what to do.</exception>
    /// <exception cref="StoreException">The store refused; nothing changed.</exception>
    public static Task<ImportReport> ImportAsync(
        ICityStore store, ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellation) =>
        new ImportRun(store, request, progress).RunAsync(cancellation);
}
