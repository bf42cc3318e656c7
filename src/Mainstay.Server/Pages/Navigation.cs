using Mainstay.Access.Contracts;
using static Mainstay.Access.Contracts.Role;

namespace Mainstay.Server.Pages;

/// <summary>One place in the left navigation. <paramref name="Roles"/> lists who may go there.</summary>
public sealed record NavItem(string Group, string Href, string Text, string Icon, params Role[] Roles);

/// <summary>The left navigation: by job, in the order a day uses it; nobody sees what he may not use.</summary>
public static class Navigation
{
    public static readonly IReadOnlyList<NavItem> All =
    [
        new("shell.nav.today", "/desk", "shell.nav.desk", "building-store", FrontDesk, CentreManager),
        new("shell.nav.today", "/bookings", "shell.nav.bookings", "calendar-event", FrontDesk, CentreManager),
        new("shell.nav.today", "/bench", "shell.nav.bench", "tools", Technician, CentreManager),
        new("shell.nav.today", "/factory", "shell.nav.factory", "building-factory-2", FactoryOperator, FactoryManager),
        new("shell.nav.today", "/ready", "shell.nav.ready", "clipboard-check", FrontDesk, CentreManager),
        new("shell.nav.today", "/cases", "shell.nav.cases", "clipboard-list", FrontDesk, Technician, CentreManager, FactoryOperator, FactoryManager, Agent, QualityEngineer, HeadOfService),
        new("shell.nav.today", "/consignments", "shell.nav.consignments", "truck-delivery", FrontDesk, Technician, CentreManager, Storekeeper, FactoryOperator, FactoryManager),
        new("shell.nav.today", "/factory/parts", "returns.nav.boards", "recycle", FactoryOperator, FactoryManager),
        new("shell.nav.today", "/returns", "returns.nav.returns", "truck-return", FrontDesk, Technician, CentreManager, Storekeeper),
        new("shell.nav.today", "/store", "store.tab", "building-warehouse", Storekeeper, Technician, CentreManager, FactoryOperator, FactoryManager),
        new("shell.nav.today", "/shelves", "shell.nav.shelves", "parking", FrontDesk, Technician, CentreManager, Storekeeper, FactoryOperator, FactoryManager),
        new("shell.nav.today", "/paper", "shell.nav.paper", "file-text", FrontDesk, CentreManager),
        new("shell.nav.today", "/planning/stock", "shell.nav.planning", "package", Planner, HeadOfService),
        new("shell.nav.today", "/planning/proposals", "planning.proposals", "clipboard-check", Planner, HeadOfService),
        new("shell.nav.today", "/planning/orders", "shell.nav.orders", "truck-delivery", Planner, HeadOfService, Storekeeper),
        new("shell.nav.watch", "/service", "shell.nav.head", "layout-dashboard", HeadOfService, CentreManager, Planner, QualityEngineer),
        new("shell.nav.watch", "/alerts", "shell.nav.alerts", "bell", CentreManager, QualityEngineer, HeadOfService),
        new("shell.nav.watch", "/bounces", "shell.nav.bounces", "repeat", QualityEngineer, HeadOfService, CentreManager, FactoryManager),
        new("shell.nav.watch", "/returns/overdue", "returns.nav.overdue", "clock-pause", HeadOfService, Planner, FactoryManager),
        new("shell.nav.watch", "/tray", "shell.nav.tray", "inbox", Administrator),
        new("shell.nav.keep", "/terminals", "shell.nav.terminals", "id-badge-2", CentreManager, FactoryManager, Administrator),
        new("shell.nav.keep", "/network", "shell.nav.network", "map-2", HeadOfService, Planner, Administrator),
        new("shell.nav.keep", "/catalogue", "shell.nav.catalogue", "device-mobile", HeadOfService, Planner, QualityEngineer, Administrator),
        new("shell.nav.keep", "/policies", "shell.nav.policies", "shield-check", HeadOfService, QualityEngineer, Administrator),
        new("shell.nav.keep", "/goodwill", "shell.nav.goodwill", "scale", CentreManager, FactoryManager, HeadOfService, Administrator),
        new("shell.nav.keep", "/webhooks", "webhooks.title", "send", Administrator, Integrator),
        new("shell.nav.keep", "/messages", "shell.nav.messages", "message-circle", HeadOfService, Administrator),
        new("shell.nav.keep", "/admin", "shell.nav.admin", "settings", Administrator, CentreManager, FactoryManager),
    ];

    private static readonly string[] _homes = ["/desk", "/bench", "/factory", "/service", "/admin", "/cases", "/store", "/consignments"];

    public static IReadOnlyList<NavItem> For(Here here) => [.. All.Where(item => here.Holds(item.Roles) || (here.IsDemo && item.Href == "/tray"))];

    /// <summary>Where a day at work begins; null when somebody has none of these places.</summary>
    public static string? Home(IReadOnlyList<NavItem> items) => _homes.FirstOrDefault(home => items.Any(item => item.Href == home));

    /// <summary>The deepest item whose address begins the path.</summary>
    public static NavItem? Current(IEnumerable<NavItem> items, string path) => items
        .Where(item => path == item.Href || path.StartsWith(item.Href + "/", StringComparison.Ordinal))
        .MaxBy(item => item.Href.Length);
}
