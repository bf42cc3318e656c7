using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Booking;

internal static class BookingRoom
{
    public static IServiceCollection AddBooking(this IServiceCollection services) => services
        .AddScoped<VisitBook>().AddScoped<ListSlotsHandler>().AddScoped<BookVisitHandler>().AddScoped<BookFromOutsideHandler>()
        .AddScoped<ChangeVisitHandler>().AddScoped<ArriveVisitHandler>().AddScoped<ListVisitsHandler>().AddScoped<NearCentresHandler>()
        .AddScoped<VisitNotices>().AddScoped<OwnVisitHandler>().AddScoped<VisitOfTokenHandler>().AddSingleton<RemindVisits>()
        .AddSingleton<VisitWork>().AddSingleton<MarkNoShows>().AddSingleton<ICheck, VisitsCheck>();
}
