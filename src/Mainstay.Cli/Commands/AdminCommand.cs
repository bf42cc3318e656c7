using System.CommandLine;
using Mainstay.Access;
using Mainstay.Server.Access;

namespace Mainstay.Cli.Commands;

/// <summary><c>admin VERB</c>: what must be done on the machine itself, before anybody can sign in.</summary>
internal sealed class AdminCommand : Command
{
    public AdminCommand() : base("admin", "What is done on the machine itself: the first administrator, new sealing keys, a person's data, what was kept long enough, events to tell again.")
    {
        Add(new CreateFirst());
        Add(new Rotate());
        Add(new ExportPersonCommand());
        Add(new RetentionCommand());
        Add(new RetellCommand());
    }

    private sealed class Rotate : DataCommand
    {
        private readonly Option<bool> _revoke = new("--revoke") { Description = "Also end every session: everybody signs in again." };

        public Rotate() : base("rotate-keys", "Make a new key for cookies and secrets now; what was sealed before still opens.") => Add(_revoke);

        protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
        {
            var isRevoked = parsed.GetValue(_revoke);
            var ended = await session.Get<RotateKeysHandler>().HandleAsync(new RotateKeys(isRevoked), ct);
            output.Result(new { Revoked = isRevoked, SessionsEnded = ended }, isRevoked ? $"There is a new key; {ended} sessions ended." : "There is a new key.");
            return ExitCodes.Done;
        }
    }

    /// <summary>The password comes from the terminal or from standard input, never from the command line, where others can read it.</summary>
    private sealed class CreateFirst : DataCommand
    {
        private readonly Argument<string> _name = new("NAME") { Description = "What the person is called." };
        private readonly Argument<string> _login = new("LOGIN") { Description = "What he signs in with." };
        private readonly Option<string> _language = new("--language") { HelpName = "en|hi", Description = "Language of his pages.", DefaultValueFactory = _ => "en" };

        public CreateFirst() : base("create-first", "Make the first administrator; the password is asked for, or read from standard input.")
        {
            Add(_name);
            Add(_login);
            Add(_language);
        }

        protected override bool MayCreate => true;

        protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
        {
            var login = parsed.GetRequiredValue(_login);
            var request = new CreateFirstAdministrator(login, parsed.GetRequiredValue(_name), ReadPassword(), parsed.GetRequiredValue(_language));
            var person = await session.Get<CreateFirstAdministratorHandler>().HandleAsync(request, ct);
            output.Result(new { Person = person.ToString(), Login = login }, $"{login} can sign in and make other people.");
            return ExitCodes.Done;
        }

        private static string ReadPassword()
        {
            if (Console.IsInputRedirected)
            {
                return Console.In.ReadLine() ?? "";
            }

            Console.Error.Write("Password: ");
            var typed = new System.Text.StringBuilder();
            for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
            {
                if (key.Key == ConsoleKey.Backspace)
                {
                    typed.Length = Math.Max(0, typed.Length - 1);
                }
                else if (!char.IsControl(key.KeyChar))
                {
                    typed.Append(key.KeyChar);
                }
            }

            Console.Error.WriteLine();
            return typed.ToString();
        }
    }
}
