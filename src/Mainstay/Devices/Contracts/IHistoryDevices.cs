using Mainstay.Network.Contracts;

namespace Mainstay.Devices.Contracts;

/// <summary>Devices of imported history: nobody knows their numbers, so each record has a device of its own, known by category only.</summary>
public interface IHistoryDevices
{
    /// <summary>
    /// A category and one model in it for each name. Found or added in the caller's unit of work and saved there; the caller commits.
    /// </summary>
    /// <param name="publisher">Stands for the unknown makers.</param>
    Task<IReadOnlyDictionary<string, (ModelId Model, CategoryId Category)>> EnsureModelsAsync(
        IReadOnlyCollection<string> categories, OrganisationId publisher, CancellationToken ct);

    /// <summary>One new device for each model given, in that order, on the bulk path within the caller's transaction.</summary>
    Task<IReadOnlyList<DeviceId>> AddAsync(IReadOnlyList<ModelId> models, CancellationToken ct);

    /// <summary>Another category than was thought: changes the devices in the caller's unit of work; the caller saves and commits.</summary>
    Task MoveAsync(IReadOnlyDictionary<DeviceId, ModelId> models, CancellationToken ct);
}
