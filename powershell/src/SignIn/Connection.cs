using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ManagementPartner.SignIn;

/// <summary>
/// What Connect-ManagementPartner set up. Each runspace has its own: with one for the whole process, two scripts of one
/// host could work with each other's account.
/// </summary>
internal sealed class Connection
{
    private static readonly ConditionalWeakTable<Runspace, Connection> Connections = new();

    internal Connection(Session session, SignedInAccount account)
    {
        Session = session;
        Account = account;
    }

    internal static Connection? Current =>
        Runspace.DefaultRunspace is { } runspace && Connections.TryGetValue(runspace, out Connection connection) ? connection : null;

    internal Session Session { get; }

    internal SignedInAccount Account { get; }

    /// <summary>Puts <paramref name="connection"/> in the place of the current one; null: in none.</summary>
    internal static void Replace(Connection? connection)
    {
        if (Runspace.DefaultRunspace is not { } runspace)
        {
            return;
        }

        Current?.Session.Dispose();
        Connections.Remove(runspace);
        if (connection is not null)
        {
            Connections.Add(runspace, connection);
        }
    }
}
