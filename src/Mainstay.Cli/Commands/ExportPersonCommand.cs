using System.CommandLine;
using System.Globalization;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;

namespace Mainstay.Cli.Commands;

/// <summary><c>admin export-person CUSTOMER FILE</c>: all that is held of a customer, for himself.</summary>
internal sealed class ExportPersonCommand : DataCommand
{
    private readonly Argument<string> _customer = new("CUSTOMER") { Description = "The customer's id." };
    private readonly Argument<string> _file = new("FILE") { Description = "The archive to write." };

    public ExportPersonCommand() : base("export-person", "Write everything that is held of a customer to an archive: person.json and his pictures.")
    {
        _customer.Validators.Add(given =>
        {
            if (!CustomerId.TryParse(given.GetValueOrDefault<string>(), null, out _))
            {
                given.AddError($"The id of a customer is expected, not '{given.GetValueOrDefault<string>()}'.");
            }
        });
        Add(_customer);
        Add(_file);
    }

    protected override bool MayCreate => false;

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        CustomerId.TryParse(parsed.GetRequiredValue(_customer), null, out var customer);
        var file = parsed.GetRequiredValue(_file);
        var archive = await session.Get<ExportPersonHandler>().HandleAsync(new ExportPerson(customer), Session.Actor, ct);
        await NewFile.WriteAsync(file, async stream =>
        {
            await stream.WriteAsync(archive.Zip, ct);
            return archive.Files;
        });
        output.Result(
            new { Customer = customer.ToString(), File = file, Pictures = archive.Files, Bytes = archive.Zip.Length },
            string.Create(CultureInfo.InvariantCulture, $"Wrote what is held of {customer} to {file}, with {archive.Files:N0} pictures."));
        return ExitCodes.Done;
    }
}
