using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Isolation;

/// <summary>A row of table 1. The numbers come from a machine's reading of the book: <see cref="FaultIn"/> tells which rows cannot be used.</summary>
/// <param name="Un">UN number, four digits.</param>
/// <param name="Name">Name.</param>
/// <param name="AlsoCalled">Other names, or null.</param>
/// <param name="Guide">Orange guide.</param>
/// <param name="Small">Small spill.</param>
/// <param name="Large">Large spill; null where table 3 has it.</param>
/// <param name="LargeInTable3">True for the gases of table 3.</param>
/// <param name="WaterReactionGases">Toxic gases that it makes with water (table 2), or null: the book then has one row for spills on land and one for spills in water.</param>
/// <param name="RowPerHazardZone">True where the book has several rows by inhalation hazard zone and this is one of them.</param>
/// <param name="Unreadable">True where cells of the row could not be read.</param>
/// <param name="Source">Where it stands in the book.</param>
public sealed record ErgRow(
    string Un, LocalizedText Name, IReadOnlyList<string>? AlsoCalled, string Guide, ErgSpill Small, ErgSpill? Large, bool LargeInTable3,
    IReadOnlyList<string>? WaterReactionGases, bool RowPerHazardZone, bool Unreadable, RuleSource Source)
{
    /// <summary>Why the row cannot be used, or null: unreadable cells, or numbers that break the order which the whole book keeps.</summary>
    /// <param name="tables">The tables with the greatest distance of the book.</param>
    public LocalizedText? FaultIn(ErgTables tables)
    {
        if (Unreadable)
            return ("该行有无法辨认的单元格", "cells of the row could not be read");
        if (!Small.IsComplete || !(LargeInTable3 || Large is { IsComplete: true }))
            return ("该行缺少数值", "numbers of the row are missing");
        if (Small.Greatest > tables.GreatestKilometres || Large?.Greatest > tables.GreatestKilometres)
            return ($"该行有大于 {tables.GreatestKilometres} km 的距离，原书没有", $"the row has a distance beyond {tables.GreatestKilometres} km, which the book never prints");
        if (Small.IsNightLess || Large?.IsNightLess == true)
            return ("该行夜间距离小于白天", "the row's distance by night is less than by day");
        return Large is not null && Large.IsLessThan(Small) ? ("该行大量泄漏的距离小于少量泄漏", "the row's large spill has less distance than its small spill") : null;
    }
}

/// <summary>Distances of one size of spill; null where a cell could not be read.</summary>
/// <param name="IsolationMetres">Isolation in all directions, metres.</param>
/// <param name="ProtectDayKilometres">Downwind by day, kilometres.</param>
/// <param name="ProtectNightKilometres">Downwind by night, kilometres.</param>
public sealed record ErgSpill(double? IsolationMetres, ErgDistance? ProtectDayKilometres, ErgDistance? ProtectNightKilometres)
{
    internal bool IsComplete => IsolationMetres is not null && ProtectDayKilometres is not null && ProtectNightKilometres is not null;

    internal double? Greatest => ProtectDayKilometres is { } day && ProtectNightKilometres is { } night
        ? Math.Max(Math.Max(day.Kilometres, night.Kilometres), (IsolationMetres ?? 0) / 1000)
        : null;

    internal bool IsNightLess => ProtectNightKilometres < ProtectDayKilometres;

    internal bool IsLessThan(ErgSpill other) =>
        IsolationMetres < other.IsolationMetres || ProtectDayKilometres < other.ProtectDayKilometres || ProtectNightKilometres < other.ProtectNightKilometres;
}
