using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Mainstay.Contacts.Contracts;

namespace Mainstay.Messaging.Notices.Sending;

/// <summary>
/// Mail over SMTP. RFC 5321, 4.2.1: a 4xx answer means "try again", a 5xx "never like this". What says that we are not let in
/// (530, 534, 535, 538, 454) is about us and not about the customer's address: it waits until somebody has put it right.
/// </summary>
internal sealed class SmtpCarrier(NoticeSettings settings) : ICarrier
{
    private static readonly int[] _aboutUs = [454, 530, 534, 535, 538];

    public bool Carries(ContactChannel channel) => channel == ContactChannel.Mail && settings.SmtpHost is not null;

    public async Task<Delivery> CarryAsync(Parcel parcel, CancellationToken ct)
    {
        if (!MailAddress.TryCreate(parcel.To, out var to))
        {
            return Delivery.Refused("address_malformed");
        }

        using var mail = Letter(parcel, to);
        using var server = new SmtpClient(settings.SmtpHost, settings.SmtpPort)
        {
            EnableSsl = settings.StartTls,
            Credentials = settings.SmtpUser is null ? null : new NetworkCredential(settings.SmtpUser, settings.SmtpPassword),
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.SmtpPatience);
        try
        {
            await server.SendMailAsync(mail, patience.Token);
            return Delivery.Sent;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Delivery.Later("mail_server_slow");
        }
        catch (SmtpException e)
        {
            return Judge((int)e.StatusCode);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or FormatException or System.Security.Authentication.AuthenticationException)
        {
            return Delivery.Later("mail_server_away");
        }
    }

    internal static Delivery Judge(int status) => status switch
    {
        _ when _aboutUs.Contains(status) => Delivery.Later(string.Create(CultureInfo.InvariantCulture, $"mail_setup_{status}")),
        >= 500 and < 600 => Delivery.Refused(string.Create(CultureInfo.InvariantCulture, $"refused_{status}")),
        >= 400 and < 500 => Delivery.Later(string.Create(CultureInfo.InvariantCulture, $"later_{status}")),
        _ => Delivery.Later("mail_server_away"),
    };

    private MailMessage Letter(Parcel parcel, MailAddress to)
    {
        var sender = new MailAddress(settings.Sender, parcel.FromName, Encoding.UTF8);
        var mail = new MailMessage(sender, to)
        {
            Subject = parcel.Title,
            SubjectEncoding = Encoding.UTF8,
            Body = parcel.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = System.Net.Mime.TransferEncoding.Base64,
        };
        mail.Headers.Add("Message-ID", $"<{parcel.Id}@{sender.Host}>"); // The same at every try: mail readers show it once.
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday answers, please.
        mail.Headers.Add("Content-Language", parcel.Language);
        return mail;
    }
}
