using System.Text.Json;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;

namespace Mainstay.Messaging.Notices.Sending;

/// <summary>
/// Puts each message as one JSON file into a folder, for a gateway to fetch and delete. A file appears whole or not at all, and the
/// same message sent twice is the same file.
/// </summary>
internal sealed class FolderCarrier(NoticeSettings settings) : ICarrier
{
    public bool Carries(ContactChannel channel) => settings.Folder is not null;

    public async Task<Delivery> CarryAsync(Parcel parcel, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(settings.Folder!);
            var unfinished = Path.Combine(settings.Folder!, $".{parcel.Id}.tmp");
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await JsonSerializer.SerializeAsync(file, parcel, JsonText.Snake, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, FileOf(settings.Folder!, parcel.Id), overwrite: true);
            return Delivery.Sent;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Delivery.Later("folder_unwritable");
        }
    }

    internal static string FileOf(string folder, Guid id) => Path.Combine(folder, $"{id}.json");
}
