using Mainstay.Access.Contracts;
using Mainstay.Access.Keys;
using Mainstay.Access.Sessions;

namespace Mainstay.Server.Access;

/// <summary>Who asks, for the length of a request. Endpoints and pages take it by injection.</summary>
public sealed class CurrentActor
{
    /// <summary>Null on public pages when nobody is signed in.</summary>
    public Actor? OrNobody { get; set; }

    /// <summary>The session of the cookie he asks with; null for programs that sign in some other way.</summary>
    public KnownSession? Session { get; set; }

    /// <summary>The API key it asks with; null for people.</summary>
    public ApiKeyId? Key { get; set; }

    /// <summary>Where the access rule has let only staff in.</summary>
    public Actor Actor => OrNobody ?? throw new InvalidOperationException("Nobody is signed in, and the endpoint is public.");
}
